import type { Block, DiffBlock, DiffChange, DiffSection, DiffSide } from '../../core/blocks.ts';
import { label, type Label } from '../../core/label.ts';
import { age } from '../../kube/age.ts';
import type { ContentThen } from '../../kube/revisions/contentThen.ts';
import type { ReadReference } from '../../kube/revisions/readReferences.ts';
import { differenceSections, type DifferenceSection } from '../../kube/revisions/templateDifference.ts';
import { diffRows } from '../../kube/revisions/textDiff.ts';
import { namesakesBlock } from '../namesakesBlock.ts';
import { availableCell } from './revisionHistoryView.ts';
import type { ComparedSide, RevisionComparison } from './revisionComparison.ts';

export function comparisonView(data: RevisionComparison): readonly Block[] {
  const { candidates, name, from, to, diff = '' } = data;
  if (candidates !== undefined) return [namesakesBlock(candidates, name)];
  if (from === undefined || to === undefined) return [];
  return [
    {
      type: 'diff',
      title: label('Revisions'),
      before: sideOf(from),
      after: sideOf(to),
      sections: sectionsOf(data),
      rows: diffRows(diff),
      unified: diff,
      ...rollBackOf(data),
    },
  ];
}

function sideOf(side: ComparedSide): DiffSide {
  const { revision, ageSeconds, changeCause = '', images, everAvailable, source = '', fieldManager = '' } = side;
  return {
    title: revision === undefined ? label('Not rolled out') : label('Revision {0}', revision),
    tags: [
      ...(side.current === true ? [label('current')] : []),
      ...(side.lastKnownGood === true ? [label('last known good')] : []),
    ],
    facts: [
      ...(ageSeconds === undefined ? [] : [{ label: label('First rolled out'), value: age(ageSeconds * 1000) }]),
      ...(changeCause === '' ? [] : [{ label: label('Change cause'), value: changeCause }]),
      { label: label('Images'), value: images.join(', ') },
      ...(everAvailable === undefined
        ? []
        : [
            { label: label('Ever available'), value: availableCell({ everAvailable }) },
            { label: label('What tells'), value: source },
          ]),
      ...(fieldManager === '' ? [] : [{ label: label('Field manager'), value: fieldManager }]),
    ],
  };
}

const titles: Readonly<Record<DifferenceSection, Label>> = {
  images: label('Images'),
  environment: label('Environment'),
  resources: label('Resources'),
  probes: label('Probes'),
  volumes: label('Volumes'),
  other: label('Other'),
  metadata: label('Metadata'),
};

/** Only those in which something stands; the references before the metadata. */
function sectionsOf(data: RevisionComparison): readonly DiffSection[] {
  const sections = differenceSections.map((section) => ({
    title: titles[section],
    changes: data.changes.filter((one) => one.section === section).map(changeOf),
  }));
  const references = { title: label('References'), changes: data.references.map((one) => referenceOf(one, data)) };
  return sections.toSpliced(-1, 0, references).filter(({ changes }) => changes.length > 0);
}

function changeOf({ path, before, after }: RevisionComparison['changes'][number]): DiffChange {
  return {
    path,
    ...(before === undefined ? {} : { before: valueText(before) }),
    ...(after === undefined ? {} : { after: valueText(after) }),
  };
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function referenceOf(reference: ReadReference, { namespace }: RevisionComparison): DiffChange {
  const { kind, name, before, after } = reference;
  return {
    path: `${kind} ${name}`,
    object: { apiVersion: 'v1', kind, ...(namespace === undefined ? {} : { namespace }), name },
    ...(before === undefined ? {} : { before: thenLabel(reference, before) }),
    ...(after === undefined ? {} : { after: thenLabel(reference, after) }),
  };
}

const thenTexts: Readonly<Record<ContentThen, Label>> = {
  'as now': label('as now'),
  'changed after this revision was made': label('changed after this revision was made'),
  'content then: not known': label('content then: not known'),
};

/** With the hash of what a ConfigMap holds now, or the time of a Secret's last write. */
function thenLabel({ state, contentHash, lastWrittenAt }: ReadReference, then: ContentThen): Label {
  if (state === 'missing') return label('missing now; {0}', thenTexts[then]);
  if (contentHash !== undefined) return label('now {0}; {1}', contentHash, thenTexts[then]);
  if (lastWrittenAt !== undefined)
    return label('last written {0}; {1}', { at: Date.parse(lastWrittenAt) }, thenTexts[then]);
  return thenTexts[then];
}

function rollBackOf({ kind, namespace, name, from, to }: RevisionComparison): Pick<DiffBlock, 'rollBack'> {
  if (from?.revision === undefined || from.current === true || to?.current !== true) return {};
  const input = { kind, name, ...(namespace === undefined ? {} : { namespace }), revision: from.revision };
  return { rollBack: { tool: 'rollback_deployment', input, label: label('Roll back to {0}…', from.revision) } };
}
