import { badRequest } from '../apiError.ts';
import { labelTokens, type LabelToken } from './labelTokens.ts';
import { keyProblem, valueProblem } from './labelSyntax.ts';

type Labels = Readonly<Record<string, string>>;

/** One requirement; requirements are ANDed. */
type Matches = (labels: Labels) => boolean;

type Operator = 'in' | 'notin' | '=' | '==' | '!=' | '>' | '<';
const operators: readonly Operator[] = ['in', 'notin', '=', '==', '!=', '>', '<'];
const operatorNames = 'in, notin, =, ==, !=, gt, lt';

/**
 * The whole grammar of label selectors, with the server's words for what is none.
 * Source: Parser, k8s.io/apimachinery/pkg/labels/selector.go.
 * @throws ApiError 400
 */
export function labelSelectorOf(selector: string): readonly Matches[] {
  const tokens = new Tokens(labelTokens(selector));
  const requirements: Matches[] = [];
  for (;;) {
    const next = tokens.look();
    if (next.kind === 'end') return requirements;
    if (next.kind !== 'identifier' && next.kind !== '!')
      throw badRequest(`found '${next.text}', expected: !, identifier, or 'end of string'`);
    requirements.push(requirement(tokens));
    const after = tokens.take();
    if (after.kind === 'end') return requirements;
    if (after.kind !== ',') throw badRequest(`found '${after.text}', expected: ',' or 'end of string'`);
    const following = tokens.look();
    if (following.kind !== 'identifier' && following.kind !== '!')
      throw badRequest(`found '${following.text}', expected: identifier after ','`);
  }
}

class Tokens {
  readonly #tokens: readonly LabelToken[];
  #position = 0;

  constructor(tokens: readonly LabelToken[]) {
    this.#tokens = tokens;
  }

  /** `in` and `notin` are plain names where no operator can stand. */
  look(place: 'value' | 'operator' = 'value'): LabelToken {
    const token = this.#tokens[this.#position] ?? { kind: 'end', text: '' };
    const isWord = token.kind === 'in' || token.kind === 'notin';
    return isWord && place === 'value' ? { kind: 'identifier', text: token.text } : token;
  }

  take(place: 'value' | 'operator' = 'value'): LabelToken {
    const token = this.look(place);
    this.#position++;
    return token;
  }
}

function refused(words: string) {
  return badRequest(`unable to parse requirement: ${words}`);
}

function requirement(tokens: Tokens): Matches {
  const isNegated = tokens.look().kind === '!';
  if (isNegated) tokens.take();
  const name = tokens.take();
  if (name.kind !== 'identifier') throw refused(`found '${name.text}', expected: identifier`);
  const key = name.text;
  const problem = keyProblem(key);
  if (problem !== undefined) throw refused(`<nil>: Invalid value: ${JSON.stringify(key)}: ${problem}`);
  if (isNegated) return (labels) => !Object.hasOwn(labels, key);
  const next = tokens.look();
  if (next.kind === 'end' || next.kind === ',') return (labels) => Object.hasOwn(labels, key);
  const found = tokens.take('operator');
  const operator = operators.find((one) => one === found.kind);
  if (operator === undefined) throw refused(`found '${found.text}', expected: ${operatorNames}`);
  const values = operator === 'in' || operator === 'notin' ? valueList(tokens) : [exactValue(tokens)];
  return condition(key, operator, values);
}

function condition(key: string, operator: Operator, values: readonly string[]): Matches {
  if (operator === '>' || operator === '<') {
    const [bound = ''] = values;
    if (!/^[+-]?\d+$/.test(bound))
      throw refused(`values[0]: Invalid value: "${bound}": for 'Gt', 'Lt' operators, the value must be an integer`);
    return (labels) => {
      const own = labels[key] ?? '';
      if (!/^[+-]?\d+$/.test(own)) return false;
      return operator === '>' ? Number(own) > Number(bound) : Number(own) < Number(bound);
    };
  }
  values.forEach((value, index) => {
    const problem = valueProblem(value);
    if (problem !== undefined)
      throw refused(`values[${index}][${key}]: Invalid value: ${JSON.stringify(value)}: ${problem}`);
  });
  if (operator === 'notin' || operator === '!=')
    return (labels) => !Object.hasOwn(labels, key) || !values.includes(labels[key] ?? '');
  return (labels) => Object.hasOwn(labels, key) && values.includes(labels[key] ?? '');
}

/** Nothing after the operator is the empty value. */
function exactValue(tokens: Tokens): string {
  const next = tokens.look();
  if (next.kind === 'end' || next.kind === ',') return '';
  const value = tokens.take();
  if (value.kind !== 'identifier') throw refused(`found '${value.text}', expected: identifier`);
  return value.text;
}

/** `(a,b)`; `()`, `(a,)` and `(,)` have the empty value in them. */
function valueList(tokens: Tokens): readonly string[] {
  const open = tokens.take();
  if (open.kind !== '(') throw refused(`found '${open.text}' expected: '('`);
  const values: string[] = [];
  let isValueDue = true;
  for (;;) {
    const token = tokens.take();
    if (token.kind === 'identifier' && isValueDue) {
      values.push(token.text);
      isValueDue = false;
      continue;
    }
    if (token.kind === ',' || token.kind === ')') {
      if (isValueDue) values.push('');
      if (token.kind === ')') return [...new Set(values)].sort();
      isValueDue = true;
      continue;
    }
    throw refused(`found '${token.text}', expected: ${isValueDue ? "',', ')' or identifier" : "',' or ')'"}`);
  }
}
