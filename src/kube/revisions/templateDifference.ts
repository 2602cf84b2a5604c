import type { JsonObject } from '../../core/json.ts';
import { templateChanges, type TemplateChange } from '../templateChanges.ts';
import { canonical } from './sameTemplate.ts';

/** What a changed field is about, in the order in which a person wants to know. */
export const differenceSections = [
  'images',
  'environment',
  'resources',
  'probes',
  'volumes',
  'other',
  'metadata',
] as const;
export type DifferenceSection = (typeof differenceSections)[number];

export interface TemplateDifference extends TemplateChange {
  readonly section: DifferenceSection;
}

/** What differs between two whole pod templates (of `templateOf`), by sections. */
export function templateDifference(before: JsonObject, after: JsonObject): readonly TemplateDifference[] {
  const changes = templateChanges(before, after)
    .flatMap((change) => ofContainer(change))
    .filter(({ path, before, after }) => {
      const field = path.slice(path.lastIndexOf('.') + 1);
      return canonical({ [field]: before }) !== canonical({ [field]: after });
    });
  return differenceSections.flatMap((section) =>
    changes.filter(({ path }) => sectionOf(path) === section).map((change) => ({ section, ...change })),
  );
}

const container = /^spec\.(initContainers|containers|ephemeralContainers)\[[^\]]*\]$/;

/** A container that only one side has: by its fields, so that its image stands with the images. */
function ofContainer(change: TemplateChange): readonly TemplateChange[] {
  if (!container.test(change.path)) return [change];
  const { before, after } = change;
  const side = isObject(after) ? after : isObject(before) ? before : {};
  return Object.entries(side)
    .filter(([key]) => key !== 'name')
    .map(([key, value]: [string, unknown]) => ({
      path: `${change.path}.${key}`,
      ...(after === undefined ? { before: value } : { after: value }),
    }));
}

const sections: readonly (readonly [DifferenceSection, RegExp])[] = [
  ['metadata', /^metadata\b/],
  ['images', /^spec\.\w+ontainers\[[^\]]*\]\.image(PullPolicy)?$|^spec\.imagePullSecrets\b/],
  ['environment', /^spec\.\w+ontainers\[[^\]]*\]\.env(From)?\b/],
  ['resources', /^spec\.(\w+ontainers\[[^\]]*\]\.(resources|resizePolicy)|resources|overhead)\b/],
  ['probes', /^spec\.\w+ontainers\[[^\]]*\]\.(liveness|readiness|startup)Probe\b/],
  ['volumes', /^spec\.(\w+ontainers\[[^\]]*\]\.volume(Mounts|Devices)|volumes)\b/],
];

function sectionOf(path: string): DifferenceSection {
  return sections.find(([, pattern]) => pattern.test(path))?.[0] ?? 'other';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
