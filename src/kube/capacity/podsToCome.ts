import { isRecord } from '../../core/json.ts';
import type { LimitRange } from '../kinds/limitRange.ts';
import type { Pod } from '../kinds/pod.ts';
import type { PodSpec, PodTemplate } from '../kinds/podSpec.ts';
import type { StorageClass } from '../kinds/storageClass.ts';
import { claimSpec, type PersistentVolumeClaim } from '../kinds/persistentVolumeClaim.ts';
import { workloadKinds, type Workload } from '../rollouts/workload.ts';

/** Workloads that have a number of replicas. */
export type Scalable = Exclude<Workload, { kind: 'DaemonSet' }>;

/** A pod that would be made, and the claims that would be made with it. */
export interface PodToCome {
  readonly pod: Pod;
  readonly claims: readonly PersistentVolumeClaim[];
}

export interface PodModel {
  /** A pod of the current template that runs already: what admission and webhooks made of it is in it. */
  readonly like: Pod | undefined;
  readonly ranges: readonly LimitRange[];
  readonly classes: readonly StorageClass[];
}

/** The next `count` pods of a workload that has `own` pods now. */
export function podsToCome(
  workload: Scalable,
  own: readonly Pod[],
  { like, ranges, classes }: PodModel,
  count: number,
): readonly PodToCome[] {
  const { metadata, spec } = workload.object;
  const template = spec?.template ?? {};
  const namespace = metadata?.namespace ?? '';
  const base = like === undefined ? fromTemplate(template, ranges) : asNew(like);
  return names(workload, own, count).map((name, index) => {
    const pod: Pod = {
      ...base,
      metadata: {
        ...base.metadata,
        name,
        namespace,
        uid: `to-come-${index}`,
        ownerReferences: ownerOf(workload, like),
      },
    };
    return withClaims(workload, pod, classes);
  });
}

/** The next ordinals of a StatefulSet; of others any names. */
function names(workload: Scalable, own: readonly Pod[], count: number): readonly string[] {
  const name = workload.object.metadata?.name ?? '';
  if (workload.kind !== 'StatefulSet') return Array.from({ length: count }, (_, index) => `${name}-to-come-${index}`);
  const taken = new Set(own.map(({ metadata }) => metadata?.name));
  const found: string[] = [];
  for (let ordinal = workload.object.spec?.ordinals?.start ?? 0; found.length < count; ordinal++)
    if (!taken.has(`${name}-${ordinal}`)) found.push(`${name}-${ordinal}`);
  return found;
}

function ownerOf(
  workload: Scalable,
  like: Pod | undefined,
): NonNullable<NonNullable<Pod['metadata']>['ownerReferences']> {
  if (like?.metadata?.ownerReferences !== undefined) return like.metadata.ownerReferences;
  const { kind } = workloadKinds[workload.kind];
  const { name = '', uid = '' } = workload.object.metadata ?? {};
  return [{ apiVersion: 'apps/v1', kind: kind.kind, name, uid, controller: true }];
}

function asNew({ metadata, spec }: Pod): Pod {
  return { metadata: { labels: metadata?.labels ?? {} }, spec: { ...spec, nodeName: '' }, status: {} };
}

/** With what a LimitRange fills in: defaults of its type Container. Source: plugin/pkg/admission/limitranger/admission.go. */
function fromTemplate({ metadata, spec = {} }: PodTemplate, ranges: readonly LimitRange[]): Pod {
  const items = ranges.flatMap((one) => one.spec?.limits ?? []).filter(({ type }) => type === 'Container');
  const fill = (containers: PodSpec['containers'] = []): typeof containers =>
    containers.map((one) => {
      const { requests = {}, limits = {} } = one.resources ?? {};
      const amounts = (field: 'default' | 'defaultRequest'): Readonly<Record<string, string | number>> =>
        items.reduce<Readonly<Record<string, string | number>>>((all, item) => ({ ...all, ...item[field] }), {});
      return {
        ...one,
        // A limit of the container's own is its request, and goes before the default of requests
        resources: {
          requests: { ...amounts('defaultRequest'), ...limits, ...requests },
          limits: { ...amounts('default'), ...limits },
        },
      };
    });
  return {
    metadata: { labels: metadata?.labels ?? {} },
    spec: { ...spec, containers: fill(spec.containers), initContainers: fill(spec.initContainers) },
    status: {},
  };
}

/** Of a StatefulSet's templates, and of ephemeral volumes: each pod has its own. */
function withClaims(workload: Scalable, pod: Pod, classes: readonly StorageClass[]): PodToCome {
  const { name = '', namespace = '' } = pod.metadata ?? {};
  const claim = (claimName: string, spec: PersistentVolumeClaim['spec'] = {}): PersistentVolumeClaim => ({
    metadata: { name: claimName, namespace },
    spec: { ...spec, storageClassName: spec.storageClassName ?? defaultClass(classes) },
    status: { phase: 'Pending' },
  });
  const templates = workload.kind === 'StatefulSet' ? (workload.object.spec?.volumeClaimTemplates ?? []) : [];
  const own = templates.map(({ metadata, spec }) => ({
    volume: metadata?.name ?? '',
    claim: claim(`${metadata?.name ?? ''}-${name}`, spec),
  }));
  const others = (pod.spec?.volumes ?? []).filter((volume) => !own.some((one) => one.volume === volume.name));
  const ephemeral = others.flatMap((volume) => {
    const template = isRecord(volume.ephemeral) ? volume.ephemeral.volumeClaimTemplate : undefined;
    return isRecord(template) ? [claim(`${name}-${volume.name ?? ''}`, claimSpec(template.spec))] : [];
  });
  const volumes = [
    ...own.map((one) => ({
      name: one.volume,
      persistentVolumeClaim: { claimName: one.claim.metadata?.name ?? '' },
    })),
    ...others,
  ];
  return {
    pod: { ...pod, spec: { ...pod.spec, volumes } },
    claims: [...own.map((one) => one.claim), ...ephemeral],
  };
}

/** The newest of those that are marked; empty where none is. Source: GetDefaultClass in pkg/volume/util/storageclass.go. */
function defaultClass(classes: readonly StorageClass[]): string {
  const marked = classes.filter(
    ({ metadata }) => metadata?.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true',
  );
  const newest = marked.toSorted((a, b) =>
    (b.metadata?.creationTimestamp ?? '').localeCompare(a.metadata?.creationTimestamp ?? ''),
  );
  return newest[0]?.metadata?.name ?? '';
}
