import type { ObjectRef } from '../../../core/objectRef.ts';
import type { ScanFinding } from '../../../core/scan.ts';
import type { FindingItem } from './findingItem.ts';

const longestMessage = 90;
const longestValue = 120;
const longestQuestion = 600;

/** The first clause of a message: `The rollout made no progress within 600 s`. */
export function shortMessage(message: string): string {
  const clause = /^(.{12,}?)(?:; |: |\. )/.exec(message)?.[1] ?? message.replace(/\.$/, '');
  return shortened(clause.replace(/\s+/g, ' '), longestMessage);
}

/** `shop/cart`; a node has a name alone. */
export function placeText({ namespace, name }: ObjectRef): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** `Service shop/cart` */
export function objectText(object: ObjectRef): string {
  return `${object.kind} ${placeText(object)}`;
}

/** `status.replicas = 3`, on one line. */
export function evidenceText({ path, value }: { readonly path: string; readonly value: unknown }): string {
  return `${path} = ${shortened(valueText(value), longestValue)}`;
}

export function valueText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replace(/\s+/g, ' ');
}

/** For the clipboard: what a person pastes into a ticket. */
export function copyText(item: FindingItem): string | undefined {
  switch (item.type) {
    case 'finding': {
      const { severity, rule, object, message, evidence, remedy } = item.finding;
      const rows = evidence.map((one) => `  ${objectText(one.object)}: ${one.path} = ${valueText(one.value)}`);
      return [`${severity}: ${objectText(object)}: ${message} (${rule})`, ...rows, `  → ${remedy}`].join('\n');
    }
    case 'evidence':
      return `${objectText(item.object)}: ${item.path} = ${valueText(item.value)}`;
    case 'remedy':
      return item.remedy;
    case 'gap':
      return `${item.gap.wanted}: ${item.gap.because}; ${item.gap.hint}`;
    case 'object':
      return objectText(item.object);
    case 'pod':
      return `${objectText(item.object)}: ${item.because}`;
    case 'failure':
      return item.what === 'reason'
        ? item.scan.error?.headline
        : item.what === 'hint'
          ? item.scan.error?.hint
          : undefined;
    default:
      return undefined;
  }
}

/** What chat is asked. The message may quote the cluster: one line, and no reference to a tool or a file. */
export function findingQuestion(context: string, { object, message, rule }: ScanFinding): string {
  const said = message.replace(/\s+/g, ' ').replaceAll('#', '').slice(0, longestQuestion);
  return `Kube SRE found in the context ${JSON.stringify(context)} about ${objectText(object)}: “${said}” (rule ${rule}). Find the cause step by step and tell me what to do.`;
}

function shortened(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;
}
