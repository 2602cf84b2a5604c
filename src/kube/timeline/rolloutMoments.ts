import type { ObjectRef } from '../../core/objectRef.ts';
import type { Container } from '../kinds/container.ts';
import type { PodTemplate } from '../kinds/podSpec.ts';
import { replicaSet as replicaSetKind, type ReplicaSet } from '../kinds/replicaSet.ts';
import { refOf } from '../metadata.ts';
import { timeAt, type TimelineMoment } from './moment.ts';

const revisionAnnotation = 'deployment.kubernetes.io/revision';
const causeAnnotation = 'kubernetes.io/change-cause';

/**
 * A Deployment's rollouts: each ReplicaSet when it was made, with its difference from the one made before. A rollback makes no
 * ReplicaSet: it gives an old one the newest revision, at a time that the API does not keep.
 */
export function rolloutMoments(deployment: ObjectRef, replicaSets: readonly ReplicaSet[]): readonly TimelineMoment[] {
  const ordered = replicaSets
    .flatMap((one) => {
      const at = timeAt(one.metadata?.creationTimestamp);
      return at === undefined ? [] : [{ one, at, revision: revisionOf(one) }];
    })
    .sort((a, b) => a.at - b.at || a.revision - b.revision);
  return ordered.map(({ one, at, revision }, index): TimelineMoment => {
    const before = ordered[index - 1]?.one;
    const isRolledBackTo = ordered.slice(index + 1).some((later) => later.revision < revision);
    const cause = one.metadata?.annotations?.[causeAnnotation];
    const words = [
      ...(before === undefined ? [] : templateChanges(before.spec?.template, one.spec?.template)),
      ...(cause === undefined || cause === '' ? [] : [`change cause: ${cause}`]),
      ...(isRolledBackTo ? ['rolled back to since: its revision number is newer than it'] : []),
    ];
    return {
      object: deployment,
      shape: 'rollout',
      at,
      severity: 'info',
      title: `revision ${revision} (${refOf(replicaSetKind, one).name})`,
      ...(words.length === 0 ? {} : { detail: words.join('; ') }),
      path: `metadata.annotations['${revisionAnnotation}']`,
    };
  });
}

function revisionOf({ metadata }: ReplicaSet): number {
  return Number(metadata?.annotations?.[revisionAnnotation] ?? 0) || 0;
}

/** `web image shop/web:1 → shop/web:2`, `web env`, `volumes`: what differs between two pod templates. */
export function templateChanges(before: PodTemplate | undefined, after: PodTemplate | undefined): readonly string[] {
  const changes: string[] = [];
  for (const list of ['initContainers', 'containers'] as const) {
    const old = new Map((before?.spec?.[list] ?? []).map((one) => [one.name, one]));
    for (const container of after?.spec?.[list] ?? []) {
      const earlier = old.get(container.name);
      old.delete(container.name);
      changes.push(
        ...(earlier === undefined ? [`${container.name ?? ''} added`] : containerChanges(earlier, container)),
      );
    }
    changes.push(...[...old.keys()].map((name) => `${name ?? ''} removed`));
  }
  const rest = Object.keys({ ...before?.spec, ...after?.spec }).filter((key) => !key.endsWith('ontainers'));
  changes.push(...rest.filter((key) => !isSame(before?.spec, after?.spec, key)));
  if (!isSame(before?.metadata, after?.metadata, 'annotations')) changes.push('annotations');
  return changes;
}

function containerChanges(before: Container, after: Container): readonly string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys
    .filter((key) => !isSame(before, after, key))
    .map((key) =>
      key === 'image'
        ? `${after.name ?? ''} image ${before.image ?? '?'} → ${after.image ?? '?'}`
        : `${after.name ?? ''} ${key}`,
    );
}

function isSame(before: object | undefined, after: object | undefined, key: string): boolean {
  const one: unknown = before === undefined ? undefined : Reflect.get(before, key);
  const other: unknown = after === undefined ? undefined : Reflect.get(after, key);
  return JSON.stringify(one) === JSON.stringify(other);
}
