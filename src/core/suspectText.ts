/**
 * Words by which text in a log, an event or an annotation addresses a model instead of an operator. A flag for the reader, not a
 * filter: the text stays, and the envelope says where it stands.
 */
const addressing = [
  /\b(ignore|disregard|forget|override)\b.{0,40}\b(previous|prior|above|earlier|all|your|system)\b.{0,40}\b(instruction|prompt|rule|context|message|direction)s?/i,
  /\b(you are|act as|pretend to be|behave as)\b.{0,30}\b(an?|the|now)\b.{0,30}\b(assistant|agent|ai|model|admin|root|chatbot|developer mode)/i,
  /\b(assistant|copilot|ai agent|language model|llm|chatgpt|claude)\b.{0,40}\b(must|should|shall|please|need to|has to|have to|now)\b/i,
  /\b(system|developer) (prompt|message)\b.{0,5}:/i,
  /<\/?(system|assistant|instructions?|tool_call|function_call)>|\[\/?INST\]|<\|im_(start|end)\|>/i,
  /\b(call|invoke|run|execute|use)\b.{0,25}\b(tool|function)\b.{0,60}\b(delete|scale|restart|rollback|approve|secret|exec)/i,
  /\bdo not (tell|inform|mention|show|reveal)\b.{0,40}\b(user|human|operator|person)/i,
  /(忽略|无视).{0,12}(指令|提示|规则)/,
];

/** True for text that reads like an instruction to a model. */
export function isSuspectText(text: string): boolean {
  return text.length > 8 && addressing.some((pattern) => pattern.test(text));
}
