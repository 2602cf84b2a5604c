import { counted } from '../../core/counted.ts';
import type { Evidence, Finding } from '../../core/finding.ts';
import { nearest } from '../../core/nearest.ts';
import { objectPath, type ObjectRef } from '../../core/objectRef.ts';
import { awaitedReference } from '../../kube/awaitedReference.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import type { PodSpec } from '../../kube/kinds/podSpec.ts';
import { refOf, type HasMetadata } from '../../kube/metadata.ts';
import { podReferences, type PodReference, type ReferenceUse } from '../../kube/podReferences.ts';
import { referrers, type ReferringWorld } from './referrers.ts';

export interface Wanted {
  readonly rule: string;
  readonly kind: PodReference['kind'];
  readonly uses: readonly ReferenceUse[];
  /** All of the kind that there are. */
  readonly there: readonly HasMetadata[];
  /** Names that the cluster makes by itself, again and again: they are missing only where a pod waits for them. */
  readonly isMadeByCluster?: (name: string) => boolean;
}

/** No more pods than these are evidence of one finding. */
const maxPods = 10;

/** Among more names none is looked for that is near: that compares letter by letter. */
const maxNames = 300;

/**
 * One finding for each workload and missing name: of the workload, where its template has the name; else of the first of its pods that
 * wait for it. Critical where a pod is kept from running, a warning where the next one would be.
 */
export function missingNames(world: ReferringWorld, wanted: Wanted): readonly Finding[] {
  const { templates, waiting, groups } = referrers(world);
  const names = namesThere(wanted);
  const lacks = (spec: PodSpec | undefined, namespace: string | undefined): ReadonlyMap<string, PodReference> => {
    const first = new Map<string, PodReference>();
    for (const one of podReferences(spec)) {
      if (one.kind !== wanted.kind || one.optional || first.has(one.name) || !wanted.uses.includes(one.use)) continue;
      const place = isOfCluster(wanted) ? undefined : namespace;
      if (names.get(place ?? '')?.has(one.name) !== true) first.set(one.name, one);
    }
    return first;
  };
  const said = new Set<string>();
  const ofTemplates = templates.flatMap(({ ref, object, spec, path, isIdle, lacking }) =>
    [...lacks(spec, ref.namespace).values()].flatMap((reference): Finding[] => {
      const held = heldBy(waiting(ref), reference);
      const isRefused = lacking > 0 && admitted.has(reference.use);
      if (wanted.isMadeByCluster?.(reference.name) === true && held.length === 0) return [];
      said.add(`${objectPath(ref)} ${reference.name}`);
      const isQuiet = object.metadata?.deletionTimestamp !== undefined || (isIdle && held.length === 0);
      const severity = isQuiet ? 'info' : held.length > 0 || isRefused ? 'critical' : 'warning';
      const evidence = { object: ref, path: `${path}.spec.${reference.path}`, value: reference.name };
      const effect = held.length > 0 ? waits(held.length, reference) : isRefused ? refused(lacking) : next(reference);
      return [finding(wanted, names, reference, severity, evidence, held, effect)];
    }),
  );
  const ofPods = groups.flatMap(({ owner, isBare, pods }) => {
    const lacking = pods.map((one) => ({ pod: one, missing: lacks(one.spec, one.metadata?.namespace) }));
    const missing = new Map(lacking.flatMap((one) => [...one.missing].map(([name]) => [name, one])));
    return [...missing].flatMap(([name, { pod, missing: own }]): Finding[] => {
      const reference = own.get(name);
      if (reference === undefined || said.has(`${objectPath(owner)} ${name}`)) return [];
      const held = heldBy(pods, reference);
      if (held.length === 0 && (!isBare || reference.use === 'priority-class')) return [];
      if (held.length === 0 && wanted.isMadeByCluster?.(name) === true) return [];
      const [first] = held;
      const object = first?.object ?? refOf(podKind, pod);
      const isDeleted = pod.metadata?.deletionTimestamp !== undefined;
      const severity = isDeleted ? 'info' : held.length > 0 ? 'critical' : 'warning';
      const path = first?.path ?? reference.path;
      const evidence = { object, path: `spec.${path}`, value: name };
      const effect = held.length > 0 ? waits(held.length, reference) : 'it would not start again';
      return [finding(wanted, names, reference, severity, evidence, held, effect)];
    });
  });
  return [...ofTemplates, ...ofPods];
}

/** What admission wants to be there when a pod is made. */
const admitted = new Set<ReferenceUse>(['service-account', 'priority-class', 'runtime-class']);

interface Held {
  readonly object: ObjectRef;
  /** Of the name in this pod's spec. */
  readonly path: string;
  readonly evidence: Evidence;
}

function heldBy(pods: readonly Pod[], { kind, name, use }: PodReference): readonly Held[] {
  return pods.flatMap((pod): Held[] => {
    for (const own of podReferences(pod.spec)) {
      if (own.kind !== kind || own.name !== name || own.optional || isPull(own.use) !== isPull(use)) continue;
      const awaited = awaitedReference(pod, own);
      const object = refOf(podKind, pod);
      if (awaited !== undefined) return [{ object, path: own.path, evidence: { object, ...awaited } }];
    }
    return [];
  });
}

function isPull(use: ReferenceUse): boolean {
  return use === 'pull-secret';
}

function finding(
  wanted: Wanted,
  names: Names,
  reference: PodReference,
  severity: Finding['severity'],
  first: Evidence,
  held: readonly Held[],
  effect: string,
): Finding {
  const { kind, name } = reference;
  const { object } = first;
  const place = isOfCluster(wanted) ? undefined : object.namespace;
  const others = names.get(place ?? '') ?? new Set();
  const near = others.size > maxNames ? undefined : nearest(name, [...others], 1)[0];
  const where = place === undefined ? '' : ` in namespace ${place}`;
  return {
    rule: wanted.rule,
    severity,
    object,
    message: `${kind} ${name}, ${usage(reference)}, does not exist: ${effect}.`,
    evidence: [first, ...held.slice(0, maxPods).map(({ evidence }) => evidence)],
    remedy: `Create ${kind} ${name}${where}, or correct the name in ${object.kind} ${object.name}${near === undefined ? '' : `: there is ${near}`}.`,
  };
}

function usage({ use, container = '', volume = '' }: PodReference): string {
  switch (use) {
    case 'env':
    case 'envFrom':
      return `from which container ${container} takes its environment`;
    case 'volume':
      return `of which volume ${volume} is made`;
    case 'volume-driver':
      return `with which volume ${volume} is mounted`;
    case 'pull-secret':
      return 'with which the images are pulled';
    case 'service-account':
      return 'as which the pods run';
    case 'priority-class':
      return 'which gives the pods their priority';
    case 'runtime-class':
      return 'by which the pods are run';
  }
}

function waits(count: number, { use }: PodReference): string {
  if (isPull(use)) return `the registry refuses the images of ${counted(count, 'pod')}`;
  return `${counted(count, 'pod')} ${count === 1 ? 'waits' : 'wait'} for it`;
}

function refused(lacking: number): string {
  return `${counted(lacking, 'pod')} cannot be made`;
}

function next({ use }: PodReference): string {
  return isPull(use) ? 'private images would not be pulled' : 'the next pod would not start';
}

/** By namespace; of kinds that have none by the empty one. */
type Names = ReadonlyMap<string, ReadonlySet<string>>;

function namesThere({ there }: Wanted): Names {
  const names = new Map<string, Set<string>>();
  for (const { metadata } of there) {
    const place = metadata?.namespace ?? '';
    const known = names.get(place);
    if (known === undefined) names.set(place, new Set([metadata?.name ?? '']));
    else known.add(metadata?.name ?? '');
  }
  return names;
}

function isOfCluster({ kind }: Wanted): boolean {
  return kind === 'PriorityClass' || kind === 'RuntimeClass';
}
