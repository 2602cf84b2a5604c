/** `trace_service_chain` → `traceServiceChain`: how a chat message refers to a tool. */
export function referenceName(tool: string): string {
  return tool.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
