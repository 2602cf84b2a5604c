import type { Envelope, NextCall } from '../../src/core/envelope.ts';
import type { Finding } from '../../src/core/finding.ts';
import { isRecord } from '../../src/core/json.ts';
import { objectPath } from '../../src/core/objectRef.ts';
import { shortPlan } from '../../src/core/shortPlan.ts';
import { escaped } from './escaped.ts';
import { yamlText } from './yamlText.ts';

/** Of a list of objects this many are shown; of names, texts and log lines more, since they take less room. */
const shownObjects = 4;
const shownTexts = 8;
const shownCharacters = 150;

/** An envelope as Markdown for reading: nothing is said that is not in it, and what is left out of its data is counted. */
export function answerText(envelope: Envelope): string {
  const { verdict, headline, plan, findings, data, gaps, next } = envelope;
  return [
    `**${verdict}**: ${escaped(headline)}`,
    ...(plan === undefined ? [] : ['`plan`, shortened:', yamlBlock(yamlText(shortened(shortPlan(plan))))]),
    ...findings.map(findingText),
    ...(data === undefined ? [] : [`\`data\`, shortened:`, yamlBlock(yamlText(shortened(data)))]),
    ...gaps.map(({ wanted, because, hint }) => `- Could not look at ${escaped(wanted)} (${because}): ${escaped(hint)}`),
    ...(next.length === 0 ? [] : ['Next:', next.map(nextText).join('\n')]),
  ].join('\n\n');
}

/** One finding as a list: what, on what evidence, and what to do. */
export function findingText({ rule, severity, object, message, evidence, remedy, confidence }: Finding): string {
  const sure = confidence === undefined ? '' : ` (confidence ${confidence})`;
  return [
    `- **${severity}** \`${rule}\` on \`${objectPath(object)}\`: ${escaped(message)}${sure}`,
    ...evidence.map(({ object: seen, path, value }) => `  - \`${objectPath(seen)}\` \`${path} = ${valueText(value)}\``),
    `  - What to do: ${escaped(remedy)}`,
  ].join('\n');
}

function valueText(value: unknown): string {
  return value === undefined ? 'null' : JSON.stringify(value);
}

/** A fenced block that the formatter leaves as it is: one object a line reads better than one field a line. */
export function yamlBlock(text: string): string {
  return `<!-- prettier-ignore -->\n\`\`\`yaml\n${text.trimEnd()}\n\`\`\``;
}

function nextText({ tool, input, why }: NextCall): string {
  return `- \`${tool} ${JSON.stringify(input)}\`: ${escaped(why)}`;
}

function shortened(value: unknown): unknown {
  if (typeof value === 'string') {
    if (value.includes('\n')) return value;
    return value.length > shownCharacters ? `${value.slice(0, shownCharacters)}…` : value;
  }
  if (Array.isArray(value)) {
    const entries: readonly unknown[] = value;
    const limit = entries.some((entry) => isRecord(entry) && Object.keys(entry).length > 4) ? shownObjects : shownTexts;
    const rest = entries.length - limit;
    return [...entries.slice(0, limit).map(shortened), ...(rest > 0 ? [`… ${rest} more`] : [])];
  }
  if (!isRecord(value)) return value;
  const { apiVersion, kind, name, namespace } = value;
  if (typeof apiVersion === 'string' && typeof kind === 'string' && typeof name === 'string' && isReference(value))
    return objectPath({ kind, name, ...(typeof namespace === 'string' ? { namespace } : {}) });
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => !(Array.isArray(one) && one.length === 0))
      .map(([key, one]) => [key, shortened(one)]),
  );
}

/** An object's reference and nothing else. */
function isReference(value: object): boolean {
  return Object.keys(value).every((key) => ['apiVersion', 'kind', 'namespace', 'name'].includes(key));
}
