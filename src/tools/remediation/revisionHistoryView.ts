import type { Block, Cell, Tone } from '../../core/blocks.ts';
import { label } from '../../core/label.ts';
import { age } from '../../kube/age.ts';
import { namesakesBlock } from '../namesakesBlock.ts';
import type { RevisionHistoryData } from './revisionHistoryData.ts';
import type { RevisionRow } from './revisionRow.ts';

export function revisionHistoryView(data: RevisionHistoryData): readonly Block[] {
  if (data.candidates !== undefined) return [namesakesBlock(data.candidates, data.name)];
  return [
    {
      type: 'table',
      title: label('Revisions'),
      columns: [
        { label: label('Revision'), align: 'end' },
        { label: label('State') },
        { label: label('Ever available') },
        { label: label('What tells') },
        { label: label('First rolled out') },
        { label: label('Change cause') },
        { label: label('Images') },
        { label: label('Field manager') },
        { label: label('Kept in') },
      ],
      rows: data.revisions.map((row) => [
        row.revision,
        stateCell(row),
        availableCell(row),
        row.source,
        row.ageSeconds === undefined ? '' : age(row.ageSeconds * 1000),
        row.changeCause ?? '',
        row.images.join(', '),
        row.fieldManager ?? '',
        keptIn(row, data),
      ]),
    },
  ];
}

const tones: Readonly<Record<RevisionRow['everAvailable'], Tone>> = { yes: 'good', no: 'bad', unknown: 'quiet' };

export function availableCell({ everAvailable }: Pick<RevisionRow, 'everAvailable'>): Cell {
  return { text: everAvailable, tone: tones[everAvailable] };
}

function stateCell({ current, lastKnownGood, earlierNumbers = [] }: RevisionRow): Cell {
  const words = [
    ...(current === true ? ['current'] : []),
    ...(lastKnownGood === true ? ['last known good'] : []),
    ...(earlierNumbers.length === 0 ? [] : [`was ${earlierNumbers.join(', ')}`]),
  ].join(', ');
  return lastKnownGood === true ? { text: words, tone: 'good' } : words;
}

function keptIn({ keptIn: name }: RevisionRow, { kind, namespace }: RevisionHistoryData): Cell {
  const holder = kind === 'Deployment' ? 'ReplicaSet' : 'ControllerRevision';
  const object = { apiVersion: 'apps/v1', kind: holder, ...(namespace === undefined ? {} : { namespace }), name };
  return { text: name, object };
}
