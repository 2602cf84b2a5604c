import { servedKinds, type ServedKind } from '../../src/demo/servedKinds.ts';

/** As kubectl is told of a kind without a doubt. */
export function wordFor({ resource, version, group }: Pick<ServedKind, 'resource' | 'version' | 'group'>): string {
  return group === '' ? resource : `${resource}.${version}.${group}`;
}

/** The metrics kinds are measured and not stored. */
const stored = servedKinds.filter(({ verbs }) => verbs.includes('watch'));

export const storedKinds: readonly string[] = stored.map(wordFor);

/** Those that a person writes; the others only a living cluster makes. */
export const writtenKinds: readonly ServedKind[] = stored.filter(
  ({ kind }) => !['Event', 'APIService', 'Node', 'CSINode', 'Pod'].includes(kind),
);
