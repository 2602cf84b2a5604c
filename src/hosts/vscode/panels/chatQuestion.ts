import type { Finding } from '../../../core/finding.ts';
import type { ObjectRef } from '../../../core/objectRef.ts';
import type { ReportMessage } from '../../../core/reportMessages.ts';

const mostFindings = 5;
const mostGaps = 3;

/**
 * What the report found and where, for the chat's input: the call, the headline, the worst findings with the field that decides, and
 * what could not be looked at. Not the whole answer: the model can ask for that by the tool that is named.
 */
export function chatQuestion({ call, envelope, failed }: ReportMessage, reference: string | undefined): string {
  const tool = reference === undefined ? call.tool : `#${reference}`;
  const { headline, findings, gaps, context } = envelope;
  const others = findings.length - mostFindings;
  return [
    `${tool} ${JSON.stringify(call.input)} answered${context === undefined ? '' : ` on context ${quoted(context, 100)}`}: “${quoted(headline, 600)}”`,
    ...(failed === undefined
      ? []
      : [
          `That was at ${envelope.takenAt}; the same call at ${failed.at} had no answer: “${quoted(failed.error.message, 300)}”`,
        ]),
    ...findings.slice(0, mostFindings).map(findingLine),
    ...(others > 0 ? [`- and ${others} more findings`] : []),
    ...(gaps.length === 0
      ? []
      : [
          `Could not look at: ${gaps
            .slice(0, mostGaps)
            .map(({ wanted, because }) => `${quoted(wanted, 120)} (${because})`)
            .join(', ')}${gaps.length > mostGaps ? ' …' : ''}`,
        ]),
    'Find the cause step by step and tell me what to do.',
  ].join('\n');
}

function findingLine({ severity, object, message, evidence }: Finding): string {
  const [deciding] = evidence;
  const field =
    deciding === undefined
      ? ''
      : ` (${named(deciding.object)} ${quoted(deciding.path, 120)} = ${quoted(JSON.stringify(deciding.value ?? null), 160)})`;
  return `- ${severity}, ${named(object)}: ${quoted(message, 300)}${field}`;
}

function named({ kind, namespace, name }: ObjectRef): string {
  return quoted([kind, namespace, name].filter((part) => part !== undefined).join('/'), 200);
}

/** Text that may quote the cluster: one line, not long, and no reference to another tool or file. */
function quoted(text: string, longest: number): string {
  const line = text.replace(/\s+/g, ' ').replaceAll('#', '');
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
