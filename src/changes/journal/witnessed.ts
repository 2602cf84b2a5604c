import type { JournaledChange } from '../../core/journal.ts';
import type { Gap } from '../../core/gap.ts';
import type { SeenAvailable, Witnessed, WitnessedObject } from '../../core/witnessed.ts';
import { availableTemplate } from '../../kube/revisions/availableTemplate.ts';
import { metadataOf } from '../../kube/revisions/objectParts.ts';
import { isRollingKind } from '../../kube/revisions/rollingKind.ts';
import { templateMark } from '../../kube/revisions/templateMark.ts';
import { keptSteps } from '../executor/beforeImage.ts';
import type { BeforeImages } from './beforeImages.ts';
import type { Journal } from './journal.ts';

/** Changes of one workload that are looked at: each has a file of its own, and few workloads keep more revisions. */
const newest = 20;

/** Which templates of a workload our own changes saw available: by what they settled at, and by how they found it. */
export function witnessed(journal: Pick<Journal, 'changesOf'>, images: Pick<BeforeImages, 'load'>): Witnessed {
  return async (of) => {
    try {
      const changes = (await journal.changesOf(of.uid, newest)).filter(
        ({ intent }) => intent.cluster.server === of.server,
      );
      const told = await Promise.all(changes.map((change) => seenBy(change, images, of)));
      return { seen: told.flatMap(({ seen }) => seen), gaps: told.flatMap(({ gaps }) => gaps).slice(0, 1) };
    } catch (error) {
      return { seen: [], gaps: [gapOf(error)] };
    }
  };
}

type Told = Awaited<ReturnType<Witnessed>>;

async function seenBy(
  { intent, outcome, verified }: JournaledChange,
  images: Pick<BeforeImages, 'load'>,
  of: WitnessedObject,
): Promise<Told> {
  const { id } = intent;
  const isDone = outcome?.result === 'done' && verified?.settled === true && verified.available !== undefined;
  const after: readonly SeenAvailable[] = isDone
    ? [{ template: verified.available, at: verified.at, change: id, when: 'after' }]
    : [];
  try {
    const content = await images.load(id, intent.before);
    const kept = content === undefined ? [] : keptSteps(content);
    const found = kept.flatMap(({ step, before }): readonly SeenAvailable[] => {
      const { kind } = step.target;
      if (before === undefined || metadataOf(before).uid !== of.uid || !isRollingKind(kind)) return [];
      const template = availableTemplate(kind, before);
      return template === undefined
        ? []
        : [{ template: templateMark(template, of.salt), at: intent.at, change: id, when: 'before' }];
    });
    return { seen: [...after, ...found], gaps: [] };
  } catch (error) {
    return { seen: after, gaps: [gapOf(error)] };
  }
}

function gapOf(error: unknown): Gap {
  return {
    wanted: 'our journal: which revisions it saw available',
    because: 'absent',
    hint: error instanceof Error ? error.message : String(error),
  };
}
