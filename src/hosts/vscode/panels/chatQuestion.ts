import type { ReportMessage } from '../../../core/reportMessages.ts';

const longest = 600;

/** `#traceServiceChain {"name":"api"} answered: "Service shop/api selects no pod …" Why is that, and what should I do?` */
export function chatQuestion({ call, envelope }: ReportMessage, reference: string | undefined): string {
  const tool = reference === undefined ? call.tool : `#${reference}`;
  // The headline may quote the cluster: one line, no longer than a sentence or two, and no reference to another tool or file.
  const headline = envelope.headline.replace(/\s+/g, ' ').replaceAll('#', '').slice(0, longest);
  return `${tool} ${JSON.stringify(call.input)} answered: “${headline}” Find the cause step by step and tell me what to do.`;
}
