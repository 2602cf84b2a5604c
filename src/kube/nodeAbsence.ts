import { conditionOf } from './conditions.ts';
import type { Node } from './kinds/node.ts';
import type { Taint } from './scheduling/tolerates.ts';

/** That a node does not answer, or says itself that it cannot run pods. */
export interface Absence {
  /** `Unknown: Kubelet stopped posting node status.` */
  readonly text: string;
  /** By which the node's pods are put out; it stays unset where the node controller has halted evictions. */
  readonly taint: Taint;
  /** Milliseconds since the epoch; undefined where not told. */
  readonly since: number | undefined;
  readonly path: string;
  readonly value: string;
}

/** Undefined of a node that is ready, or has never told. Source: pkg/controller/nodelifecycle (1.36). */
export function absenceOf({ spec, status }: Node): Absence | undefined {
  const conditions = status?.conditions ?? [];
  const ready = conditionOf(conditions, 'Ready');
  if (ready?.status === undefined || ready.status === 'True') return undefined;
  const key = ready.status === 'False' ? 'node.kubernetes.io/not-ready' : 'node.kubernetes.io/unreachable';
  const set = spec?.taints?.find((taint) => taint.key === key && taint.effect === 'NoExecute');
  const since = Date.parse(set?.timeAdded ?? ready.lastTransitionTime ?? '');
  const why = ready.message ?? ready.reason ?? '';
  return {
    text: `${ready.status}${why === '' ? '' : `: ${why.replace(/\.$/, '')}`}`,
    taint: set ?? { key, effect: 'NoExecute' },
    since: Number.isNaN(since) ? undefined : since,
    path: `status.conditions[${conditions.indexOf(ready)}].status`,
    value: ready.status,
  };
}
