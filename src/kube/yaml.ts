import { dump, visit, type Node } from 'js-yaml';
import type { Json } from '../core/json.ts';

/** YAML as `kubectl get -o yaml` prints it: keys in its order, lists not indented, text quoted where another type could be read. */
export function toYaml(value: Json): string {
  return dump(value, {
    noRefs: true,
    lineWidth: -1,
    seqNoIndent: true,
    quoteStyle: 'double',
    transform: (documents) => {
      visit(documents, (node) => {
        if (node.kind === 'mapping') node.items.sort((a, b) => compareKeys(keyText(a.key), keyText(b.key)));
      });
    },
  });
}

function keyText(key: Node): string {
  return key.kind === 'scalar' ? key.value : '';
}

const digit = /\p{Nd}/u;
const letter = /\p{L}/u;

/**
 * Numbers inside keys by their value, letters after everything else. Source: keyList.Less in sigs.k8s.io/yaml/goyaml.v2/sorter.go,
 * which kubectl prints with.
 */
export function compareKeys(left: string, right: string): number {
  const a = Array.from(left);
  const b = Array.from(right);
  let inDigits = false;
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const one = a[index] ?? '';
    const other = b[index] ?? '';
    if (one === other) {
      inDigits = digit.test(one);
      continue;
    }
    const oneIsLetter = letter.test(one);
    const otherIsLetter = letter.test(other);
    if (oneIsLetter && otherIsLetter) return order(one, other);
    if (oneIsLetter || otherIsLetter) return oneIsLetter === inDigits ? -1 : 1;
    return compareNumbers(a, b, index) || order(one, other);
  }
  return a.length - b.length;
}

/** The numbers that begin here, or that a leading zero here belongs to. */
function compareNumbers(a: readonly string[], b: readonly string[], index: number): number {
  let lead = '';
  if (a[index] === '0' || b[index] === '0') {
    for (let before = index - 1; before >= 0 && digit.test(a[before] ?? ''); before--) {
      if (a[before] !== '0') lead = '1';
    }
  }
  const one = digitsFrom(a, index);
  const other = digitsFrom(b, index);
  return Number(`${lead}${one}` || 0) - Number(`${lead}${other}` || 0) || one.length - other.length;
}

function digitsFrom(letters: readonly string[], from: number): string {
  let end = from;
  while (digit.test(letters[end] ?? '')) end++;
  return letters.slice(from, end).join('');
}

function order(a: string, b: string): number {
  return (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0);
}
