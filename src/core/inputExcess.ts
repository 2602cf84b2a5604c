import { isRecord } from './json.ts';

const mostCharacters = 64_000;
const deepest = 8;

/**
 * What is wrong with an input that no schema could take, by its mere size; undefined for any other. It is asked before anything walks
 * through the input: inputs are flat and small, and a walk through a hundred thousand nested lists ends in a full stack.
 */
export function inputExcess(input: unknown): string | undefined {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: input, depth: 0 }];
  let characters = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (depth > deepest) return `the input is nested deeper than ${deepest} levels; inputs are flat`;
    if (typeof value === 'string') characters += value.length;
    if (isRecord(value)) characters += Object.keys(value).reduce((sum, key) => sum + key.length + 2, 0);
    else if (Array.isArray(value)) characters += value.length;
    if (characters > mostCharacters) return `the input is larger than ${mostCharacters / 1000} KB`;
    if (typeof value === 'object' && value !== null)
      for (const inner of Object.values(value)) open.push({ value: inner, depth: depth + 1 });
  }
  return undefined;
}
