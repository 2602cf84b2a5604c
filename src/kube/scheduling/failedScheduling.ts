/** The scheduler's own words, as it puts them into the event FailedScheduling and the condition PodScheduled. */
export interface FailedScheduling {
  /** How many nodes there were. */
  readonly nodes: number;
  /** What was decided before any node was looked at. */
  readonly before?: string;
  /** How many nodes failed for what. A node may count for several: each resource that is short is one. */
  readonly reasons: readonly { readonly nodes: number; readonly reason: string }[];
}

/**
 * `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint(s). preemption: 0/3 nodes …`; undefined for other texts.
 * What follows the first full stop is about preemption, and never a cause. Source: FitError.Error in pkg/scheduler/framework/types.go.
 */
export function failedScheduling(message: string): FailedScheduling | undefined {
  const [, nodes, rest] = /^0\/(\d+) nodes are available: ?(.*)$/s.exec(message) ?? [];
  if (nodes === undefined || rest === undefined) return undefined;
  const [text = ''] = rest.split(/\.(?: |$)/, 1);
  // A reason may hold commas of its own (a taint's value, a list of plugins): a new one starts with its count
  const parts = text === '' ? [] : text.split(/, (?=\d+ )/);
  const reasons = parts.map((part) => /^(\d+) (.+)$/s.exec(part));
  if (reasons.some((one) => one === null)) return { nodes: Number(nodes), before: text, reasons: [] };
  return {
    nodes: Number(nodes),
    reasons: reasons.flatMap((one) => (one === null ? [] : [{ nodes: Number(one[1]), reason: one[2] ?? '' }])),
  };
}
