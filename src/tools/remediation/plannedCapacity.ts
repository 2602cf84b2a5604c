import { setImmediate } from 'node:timers/promises';
import type { NextCall } from '../../core/envelope.ts';
import type { Gap } from '../../core/gap.ts';
import type { Cluster } from '../../core/ports.ts';
import type { Scalable } from '../../kube/capacity/podsToCome.ts';
import { scalingCapacity } from '../../kube/capacity/scalingCapacity.ts';
import { mergeGaps } from '../../rules/judge.ts';
import { readCapacity } from './capacityReads.ts';
import { capacityWarning } from './capacityWarning.ts';
import { unjudgedGaps } from './unjudgedGaps.ts';

/** What a plan says of the room for the pods that it adds. */
export interface PlannedCapacity {
  readonly warnings: readonly string[];
  readonly gaps: readonly Gap[];
  readonly next: readonly NextCall[];
}

/** Half of what the chat's card waits for a plan; a large cluster is not read in that. Milliseconds. */
const longest = 1500;

/**
 * Whether the pods that a plan adds would find room. It never stands in the way of the plan: what could not be read, or not in time, is
 * said in a warning and is a gap.
 */
export async function plannedCapacity(
  cluster: Cluster,
  workload: Scalable,
  replicas: number,
  signal: AbortSignal,
  patience = longest,
): Promise<PlannedCapacity> {
  const late = AbortSignal.timeout(patience);
  const limit = AbortSignal.any([signal, late]);
  try {
    const { world, gaps } = await readCapacity(cluster, atOf(workload), limit, workload);
    if (world === undefined) {
      limit.throwIfAborted();
      return { warnings: [unknown(unreadText(gaps))], gaps, next: [] };
    }
    const rest = async (): Promise<void> => {
      await setImmediate();
      limit.throwIfAborted();
    };
    const capacity = await scalingCapacity(world, replicas, { rest });
    const allGaps = mergeGaps(gaps, unjudgedGaps(capacity.unjudged));
    const wanted = capacity.waiting + capacity.lacking;
    const text = capacityWarning(
      capacity,
      allGaps.map((gap) => gap.wanted),
    );
    return {
      warnings: text === undefined ? [] : [`capacity: ${text}`],
      gaps: allGaps,
      next:
        capacity.fits >= wanted
          ? []
          : look(workload, replicas, `${wanted - capacity.fits} of ${wanted} new pods would not fit`),
    };
  } catch (error) {
    if (signal.aborted || !late.aborted) throw error;
    return tooLate(workload, replicas, patience);
  }
}

function tooLate(workload: Scalable, replicas: number, patience: number): PlannedCapacity {
  return {
    warnings: [unknown(`nodes and pods were not read and judged within ${patience / 1000} s`)],
    gaps: [
      {
        wanted: `room for ${replicas} replicas`,
        because: 'timeout',
        hint: 'ask check_scaling_capacity, which takes its time',
      },
    ],
    next: look(workload, replicas, 'whether the new pods would fit is not known'),
  };
}

function look(workload: Scalable, replicas: number, why: string): readonly NextCall[] {
  const { kind, namespace, name } = atOf(workload);
  const input = { name, namespace, replicas, ...(kind === 'Deployment' ? {} : { kind }) };
  return [{ tool: 'check_scaling_capacity', input, why }];
}

function atOf({ kind, object: { metadata } }: Scalable): {
  readonly kind: Scalable['kind'];
  readonly namespace: string;
  readonly name: string;
} {
  return { kind, namespace: metadata?.namespace ?? '', name: metadata?.name ?? '' };
}

function unknown(because: string): string {
  return `capacity: whether the new pods would fit is not known: ${because}`;
}

function unreadText(gaps: readonly Gap[]): string {
  return gaps.map(({ wanted, because }) => `${wanted} (${because})`).join(', ');
}
