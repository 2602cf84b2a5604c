import type { Bar, BarsBlock, BarsRow } from '../../core/blocks.ts';
import { label, type Label } from '../../core/label.ts';
import { amountText } from '../../kube/scheduling/amountText.ts';
import type { CapacityNode } from './capacityData.ts';

/** More nodes than these are drawn as one. */
const mostDrawn = 12;

/** What each node has, what is requested of it now and what the new pods would request: in the order of the answer, the rest as one. */
export function capacityBars(nodes: readonly CapacityNode[]): BarsBlock {
  const isAll = nodes.length <= mostDrawn;
  const drawn = isAll ? nodes : nodes.slice(0, mostDrawn - 1);
  const rest = nodes.slice(drawn.length);
  return {
    type: 'bars',
    title: label('Where the new pods would go'),
    rowLabel: label('Node'),
    noteLabel: label('New pods'),
    barLabels: [label('CPU'), label('Memory')],
    partLabels: [label('Requested now'), label('By the new pods')],
    restLabel: label('Free'),
    rows: [...drawn.map(rowOf), ...(isAll ? [] : [restRow(rest)])],
  };
}

function rowOf(one: CapacityNode): BarsRow {
  const { node: name, refusesNext } = one;
  const note = noteOf(one);
  return {
    name: label('{0}', name),
    object: { apiVersion: 'v1', kind: 'Node', name },
    note: refusesNext === undefined ? note : label('{0}; takes no more: {1}', note, refusesNext),
    bars: barsOf(one),
  };
}

/** What is free on them together may be free on none of them. */
function restRow(rest: readonly CapacityNode[]): BarsRow {
  const sum = (key: keyof Sums): number => rest.reduce((all, one) => all + one[key], 0);
  const all: Sums = {
    added: sum('added'),
    cpuMillicoresRequested: sum('cpuMillicoresRequested'),
    cpuMillicoresAdded: sum('cpuMillicoresAdded'),
    cpuMillicoresAllocatable: sum('cpuMillicoresAllocatable'),
    memoryBytesRequested: sum('memoryBytesRequested'),
    memoryBytesAdded: sum('memoryBytesAdded'),
    memoryBytesAllocatable: sum('memoryBytesAllocatable'),
    pods: sum('pods'),
    podsAllocatable: sum('podsAllocatable'),
  };
  return { name: label('{0} more nodes together', rest.length), note: noteOf(all), bars: barsOf(all) };
}

type Sums = Omit<CapacityNode, 'node' | 'refusesNext'>;

function noteOf({ added, pods, podsAllocatable }: Sums): Label {
  return label('{0}; {1} of {2} pods then', addedText(added), pods, podsAllocatable);
}

function addedText(added: number): Label {
  if (added === 0) return label('no new pod');
  return added === 1 ? label('1 new pod') : label('{0} new pods', added);
}

function barsOf(of: Sums): readonly Bar[] {
  return [
    bar('cpu', of.cpuMillicoresRequested, of.cpuMillicoresAdded, of.cpuMillicoresAllocatable),
    bar('memory', of.memoryBytesRequested, of.memoryBytesAdded, of.memoryBytesAllocatable),
  ];
}

/** From this share on a node is about full. */
const high = 0.9;

function bar(resource: string, requested: number, added: number, whole: number): Bar {
  // Of hundreds of CPUs nobody reads the thousandths
  const isLarge = resource === 'cpu' && whole > 100_000;
  const text = (amount: number): string => amountText(resource, isLarge ? Math.round(amount / 1000) * 1000 : amount);
  const now = text(requested - added);
  const free = text(Math.max(0, whole - requested));
  return {
    parts: [requested - added, added],
    whole,
    text:
      added === 0
        ? label('{0} now, {1} of {2} free', now, free, text(whole))
        : label('{0} now + {1} new, {2} of {3} free', now, text(added), free, text(whole)),
    ...(requested > whole * high ? { tone: 'warning' } : {}),
  };
}
