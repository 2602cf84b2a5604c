import { nodeGroupsText, type NodeGroup } from '../../kube/scheduling/nodeGroups.ts';
import type { ScalingCapacity } from '../../kube/capacity/scalingCapacity.ts';
import { stopText } from './capacityData.ts';

/** More nodes than these are counted and not named. */
const mostNamed = 3;

/**
 * What a person should know of room before more pods are made: `1 of 2 new pods fits; node-2 and node-3 are full (cpu)`. Undefined: all
 * of them fit.
 * @param unread what could not be looked at, and can only take room away: `resourcequotas in shop`
 */
export function capacityWarning(capacity: ScalingCapacity, unread: readonly string[]): string | undefined {
  const { waiting, lacking, fits, stop, placed } = capacity;
  const wanted = waiting + lacking;
  const pods = waiting === 0 ? 'new pod' : 'pod without a node';
  const all = wanted === 1 ? `the ${pods}` : `all ${wanted} ${plural(pods, wanted)}`;
  if (fits >= wanted)
    return unread.length === 0 || wanted === 0
      ? undefined
      : `${all} ${wanted === 1 ? 'fits' : 'fit'} as far as could be looked at; not known: ${unread.join(', ')}`;
  if (stop === undefined) return `${fits} of ${wanted} ${plural(pods, wanted)} fit; no more than those were tried`;
  const share =
    wanted === 1
      ? `the ${pods} does not fit`
      : `${fits > 0 && unread.length > 0 ? 'at most ' : ''}${fits} of ${wanted} ${plural(pods, wanted)} ${fits === 1 ? 'fits' : 'fit'}`;
  const taking = new Set(placed.map(({ node }) => node));
  return `${share}; ${stop.by === 'nodes' ? nodesText(stop.groups, taking) : stopText(stop)}`;
}

function plural(pods: string, count: number): string {
  return count === 1 ? pods : pods.replace('pod', 'pods');
}

/** That a node is full once it has taken new pods goes without saying where others were full before. */
function nodesText(groups: readonly NodeGroup[], taking: ReadonlySet<string>): string {
  const full = groups.filter(isFull);
  const before = full.flatMap((group) => {
    const nodes = group.nodes.filter((name) => !taking.has(name));
    return nodes.length === 0 ? [] : [{ ...group, nodes }];
  });
  const others = groups.filter((group) => !isFull(group));
  return [
    ...(before.length === 0 && others.length === 0 ? full : before).map(fullText),
    ...(others.length === 0 ? [] : [nodeGroupsText(others)]),
  ].join('; ');
}

const lacks = /^Insufficient (?<what>.+)$|^Too many (?<pods>pods)$/;

function isFull({ reasons }: NodeGroup): boolean {
  return reasons.length > 0 && reasons.every((reason) => lacks.test(reason));
}

function fullText({ nodes, reasons }: NodeGroup): string {
  const of = reasons.map((reason) => lacks.exec(reason)?.slice(1).join('') ?? reason).join(', ');
  const named =
    nodes.length > mostNamed
      ? `${nodes.length} nodes`
      : [nodes.slice(0, -1).join(', '), nodes.at(-1)].filter(Boolean).join(' and ');
  return `${named} ${nodes.length === 1 ? 'is' : 'are'} full (${of})`;
}
