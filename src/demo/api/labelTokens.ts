/** A part of a label selector: an identifier, one of its words, one of its symbols, or the end. */
export interface LabelToken {
  readonly kind: 'identifier' | 'in' | 'notin' | 'end' | LabelSymbol;
  readonly text: string;
}

const symbols = [')', ',', '!', '==', '=', '>', '<', '!=', '('] as const;
type LabelSymbol = (typeof symbols)[number];

const symbolOf = (text: string): LabelSymbol | undefined => symbols.find((symbol) => symbol === text);
const isSymbolPart = (character: string): boolean => '=!(),<>'.includes(character);
const isSpace = (character: string): boolean => ' \t\r\n'.includes(character);

/** Source: Lexer, k8s.io/apimachinery/pkg/labels/selector.go. */
export function labelTokens(selector: string): readonly LabelToken[] {
  const tokens: LabelToken[] = [];
  let position = 0;
  while (position < selector.length) {
    const character = selector.charAt(position);
    if (isSpace(character)) {
      position++;
      continue;
    }
    const token = isSymbolPart(character) ? symbolAt(selector, position) : wordAt(selector, position);
    tokens.push(token);
    position += token.text.length;
  }
  return [...tokens, { kind: 'end', text: '' }];
}

/** The longest that is one; each character of them is one by itself. */
function symbolAt(selector: string, position: number): LabelToken {
  const pair = symbolOf(selector.slice(position, position + 2));
  const kind = pair ?? symbolOf(selector.charAt(position)) ?? '!';
  return { kind, text: kind };
}

function wordAt(selector: string, position: number): LabelToken {
  let end = position;
  while (end < selector.length && !isSymbolPart(selector.charAt(end)) && !isSpace(selector.charAt(end))) end++;
  const text = selector.slice(position, end);
  return { kind: text === 'in' || text === 'notin' ? text : 'identifier', text };
}
