import type { Block } from '../../core/blocks.ts';
import { label } from '../../core/label.ts';
import { age } from '../../kube/age.ts';
import { diagnosisView } from '../diagnostics/diagnosisView.ts';
import { endsBlock, probesBlock } from './restartPatternView.ts';
import type { CrashReport } from './crashReport.ts';

/** What a diagnosis shows, then the ends, the changes, the references and the node. */
export function crashReportView(data: CrashReport): readonly Block[] {
  if (data.candidates !== undefined) return diagnosisView(data);
  return [
    ...diagnosisView(data),
    ...endsBlock(data.ends),
    ...changesBlock(data),
    ...referencesBlock(data),
    ...probesBlock(data.histories),
    ...nodeBlock(data),
  ];
}

function changesBlock({ changed }: CrashReport): readonly Block[] {
  if (changed === undefined) return [];
  return [
    {
      type: 'table',
      title: label('Changed from revision {0} to {1}', changed.before, changed.revision),
      columns: [{ label: label('Field') }, { label: label('Before') }, { label: label('After') }],
      rows: changed.changes.map(({ path, before, after }) => [path, valueText(before), valueText(after)]),
    },
  ];
}

function referencesBlock({ references }: CrashReport): readonly Block[] {
  if (references.length === 0) return [];
  return [
    {
      type: 'table',
      title: label('What it is configured with'),
      columns: [
        { label: label('Kind') },
        { label: label('Name') },
        { label: label('Last written') },
        { label: label('By') },
        { label: label('Since the pod was made') },
      ],
      rows: references.map(({ kind, name, state, secondsAgo, by = '', sincePod }) => [
        kind,
        name,
        state === 'missing' ? { text: state, tone: 'bad' } : secondsAgo === undefined ? '' : age(secondsAgo * 1000),
        by,
        sincePod === true ? { text: 'yes', tone: 'warning' } : 'no',
      ]),
    },
  ];
}

function nodeBlock({ nodeFacts }: CrashReport): readonly Block[] {
  if (nodeFacts === undefined) return [];
  const { name, state, ready = '?', troubles, cordoned, events } = nodeFacts;
  return [
    {
      type: 'facts',
      title: label('Node'),
      facts: [
        { label: label('Name'), value: { text: name, object: { apiVersion: 'v1', kind: 'Node', name } } },
        { label: label('Ready'), value: state === 'missing' ? { text: state, tone: 'bad' } : ready },
        ...(troubles.length === 0 ? [] : [{ label: label('Conditions'), value: troubles.join(', ') }]),
        ...(cordoned === true ? [{ label: label('Cordoned'), value: 'yes' }] : []),
        ...events.map(({ reason, message, secondsAgo }) => ({
          label: label('Warning'),
          value: `${reason}: ${message} (${age(secondsAgo * 1000)})`,
        })),
      ],
    },
  ];
}

function valueText(value: unknown): string {
  return value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
}
