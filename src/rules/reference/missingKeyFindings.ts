import { counted } from '../../core/counted.ts';
import type { Evidence, Finding } from '../../core/finding.ts';
import { objectPath, type ObjectRef } from '../../core/objectRef.ts';
import { eventsAbout } from '../../kube/eventsAbout.ts';
import type { KubeEvent } from '../../kube/kinds/event.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import type { PodSpec } from '../../kube/kinds/podSpec.ts';
import { refOf, type HasMetadata } from '../../kube/metadata.ts';
import { missingKeys } from '../../kube/missingKeys.ts';
import { podReferences, type PodReference } from '../../kube/podReferences.ts';
import { referrers, type ReferringWorld } from './referrers.ts';

export interface WantedKeys {
  readonly rule: string;
  readonly kind: 'ConfigMap' | 'Secret';
  readonly events: readonly KubeEvent[] | undefined;
  /** Whether an object that was read has not this key; false where it was not read. */
  readonly lacks?: (reference: PodReference, key: string, namespace: string | undefined) => boolean;
}

/** No more pods than these are evidence of one finding. */
const maxPods = 10;

interface Told {
  readonly pod: Pod;
  readonly name: string;
  readonly key: string;
  readonly evidence: readonly Evidence[];
}

/** As missingNames() speaks of names: what pods wait for by the kubelet's own words, and what the next pod would miss. */
export function missingKeyFindings(world: ReferringWorld, wanted: WantedKeys): readonly Finding[] {
  const { templates, groups } = referrers(world);
  const byOwner = new Map(templates.map((one) => [objectPath(one.ref), one]));
  const said = new Set<string>();
  const told = groups.flatMap(({ owner, pods }) => {
    const template = byOwner.get(objectPath(owner));
    return [...toldOf(pods, wanted).values()].flatMap((all): Finding[] => {
      const [first] = all;
      if (first === undefined) return [];
      said.add(`${objectPath(owner)} ${first.name} ${first.key}`);
      const path = pathOf(template?.spec, wanted.kind, first);
      const object = refOf(podKind, first.pod);
      const named: Evidence | undefined =
        template !== undefined && path !== undefined
          ? { object: template.ref, path: `${template.path}.spec.${path}`, value: first.key }
          : evidenceOf(object, first, wanted);
      const evidence = all.slice(0, maxPods).flatMap((one) => one.evidence);
      const isDeleted = template?.object.metadata?.deletionTimestamp !== undefined;
      const effect = `${counted(all.length, 'pod')} ${all.length === 1 ? 'waits' : 'wait'} for it`;
      return named === undefined
        ? []
        : [finding(wanted, first, isDeleted ? 'info' : 'critical', named, evidence, effect)];
    });
  });
  const lacks = wanted.lacks ?? (() => false);
  const next = templates.flatMap(({ ref, object, spec, path, isIdle }) =>
    podReferences(spec).flatMap((reference) => {
      if (reference.kind !== wanted.kind || reference.optional) return [];
      return reference.keys.flatMap(({ key, path: own }): Finding[] => {
        const id = `${objectPath(ref)} ${reference.name} ${key}`;
        if (said.has(id) || !lacks(reference, key, ref.namespace)) return [];
        said.add(id);
        const severity = isIdle || isDeleted(object) ? 'info' : 'warning';
        const named = { object: ref, path: `${path}.spec.${own}`, value: key };
        return [finding(wanted, { name: reference.name, key }, severity, named, [], 'the next pod would not start')];
      });
    }),
  );
  return [...told, ...next];
}

function toldOf(pods: readonly Pod[], { kind, events }: WantedKeys): ReadonlyMap<string, readonly Told[]> {
  const groups = new Map<string, Told[]>();
  for (const pod of pods) {
    const object = refOf(podKind, pod);
    for (const one of missingKeys(pod, eventsAbout(events, object, pod.metadata?.uid))) {
      if (one.kind !== kind) continue;
      const id = `${one.name} ${one.key}`;
      // The pod itself too, where its event is what tells
      const own = objectPath(one.evidence.object) === objectPath(object) ? [] : [phaseOf(pod)];
      const told = { pod, name: one.name, key: one.key, evidence: [one.evidence, ...own] };
      const known = groups.get(id);
      if (known === undefined) groups.set(id, [told]);
      else known.push(told);
    }
  }
  return groups;
}

function phaseOf(pod: Pod): Evidence {
  return { object: refOf(podKind, pod), path: 'status.phase', value: pod.status?.phase ?? null };
}

function evidenceOf(object: ObjectRef, told: Told, { kind }: WantedKeys): Evidence | undefined {
  const path = pathOf(told.pod.spec, kind, told);
  return path === undefined ? undefined : { object, path: `spec.${path}`, value: told.key };
}

function pathOf(
  spec: PodSpec | undefined,
  kind: string,
  wanted: { readonly name: string; readonly key: string },
): string | undefined {
  for (const reference of podReferences(spec))
    if (reference.kind === kind && reference.name === wanted.name && !reference.optional)
      for (const { key, path } of reference.keys) if (key === wanted.key) return path;
  return undefined;
}

function isDeleted({ metadata }: HasMetadata): boolean {
  return metadata?.deletionTimestamp !== undefined;
}

function finding(
  { rule, kind }: WantedKeys,
  { name, key }: { readonly name: string; readonly key: string },
  severity: Finding['severity'],
  named: Evidence,
  rest: readonly Evidence[],
  effect: string,
): Finding {
  const { object } = named;
  const where = object.namespace === undefined ? '' : ` in namespace ${object.namespace}`;
  return {
    rule,
    severity,
    object,
    message: `${kind} ${name} has no key ${key}: ${effect}.`,
    evidence: [named, ...rest],
    remedy: `Add the key ${key} to ${kind} ${name}${where}, or ask for a key that it has in ${object.kind} ${object.name}.`,
  };
}
