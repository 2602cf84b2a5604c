import type { Block, Cell } from '../../core/blocks.ts';
import { label } from '../../core/label.ts';
import { namesakesBlock } from '../namesakesBlock.ts';
import { capacityBars } from './capacityBars.ts';
import type { Capacity } from './capacityData.ts';

export function capacityView(data: Capacity): readonly Block[] {
  const {
    name,
    replicas,
    asked,
    running,
    waiting,
    lacking,
    fits,
    stoppedBy,
    nodes,
    assumptions,
    candidates,
    autoscaler,
  } = data;
  if (candidates !== undefined) return [namesakesBlock(candidates, name)];
  return [
    {
      type: 'facts',
      facts: [
        { label: label('Replicas now'), value: replicas },
        { label: label('Replicas asked about'), value: asked },
        { label: label('Running'), value: running },
        { label: label('Waiting for a node'), value: waiting },
        { label: label('To be made'), value: lacking },
        ...(fits === undefined ? [] : [{ label: label('Find a place'), value: fitting(fits, waiting + lacking) }]),
        ...(autoscaler === undefined
          ? []
          : [
              { label: label('Replicas set by'), value: `${autoscaler.name} (${autoscaler.min} to ${autoscaler.max})` },
            ]),
        ...(stoppedBy === undefined ? [] : [{ label: label('What stops the next one'), value: stoppedBy.because }]),
      ],
    },
    capacityBars(nodes),
    {
      type: 'table',
      title: label('Taken for granted'),
      columns: [{ label: label('Assumption') }],
      rows: assumptions.map((one) => [one]),
    },
  ];
}

function fitting(fits: number, wanted: number): Cell {
  return { text: `${fits}/${wanted}`, tone: fits >= wanted ? 'good' : 'bad' };
}
