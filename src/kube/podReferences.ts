import type { Container } from './kinds/container.ts';
import type { PodSpec, Volume } from './kinds/podSpec.ts';

export type ReferredKind =
  'ConfigMap' | 'Secret' | 'ServiceAccount' | 'PersistentVolumeClaim' | 'PriorityClass' | 'RuntimeClass';

/** How a name is used, which decides when its absence is felt. */
export type ReferenceUse =
  | 'env'
  | 'envFrom'
  | 'volume'
  | 'volume-driver'
  | 'pull-secret'
  | 'service-account'
  | 'priority-class'
  | 'runtime-class';

/** One name that a pod's spec refers to. All are of the pod's own namespace, or of kinds that have none. */
export interface PodReference {
  readonly kind: ReferredKind;
  readonly name: string;
  readonly use: ReferenceUse;
  /** Within the spec: `containers[0].env[1].valueFrom.configMapKeyRef.name` */
  readonly path: string;
  /** The pod starts without it. */
  readonly optional: boolean;
  /** The keys that it must have, and where they are named within the spec; none where it is taken whole. */
  readonly keys: readonly { readonly key: string; readonly path: string }[];
  /** Of env and envFrom: the container that cannot be made without it. */
  readonly container?: string;
  /** Of volumes: the volume's name. */
  readonly volume?: string;
}

const known = new WeakMap<object, readonly PodReference[]>();

/**
 * Every name that a pod's spec refers to, in the order of the fields. A service account that is not named is `default`: admission
 * fills it in, so no template names it. Claims of ephemeral volumes are made for the pod and are no references.
 * Source: VisitPodSecretNames and VisitPodConfigmapNames in pkg/api/v1/pod/util.go (1.36).
 */
export function podReferences(spec: PodSpec | undefined): readonly PodReference[] {
  if (spec === undefined) return [];
  const before = known.get(spec);
  if (before !== undefined) return before;
  const references = [...ofContainers(spec), ...ofVolumes(spec), ...ofPod(spec)];
  known.set(spec, references);
  return references;
}

function ofContainers(spec: PodSpec): readonly PodReference[] {
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((field) =>
    (spec[field] ?? []).flatMap((container, index) => ofContainer(container, `${field}[${index}]`)),
  );
}

function ofContainer({ name: container = '', env, envFrom }: Container, at: string): readonly PodReference[] {
  const sources = (envFrom ?? []).flatMap(({ configMapRef, secretRef }, index) => {
    const path = `${at}.envFrom[${index}]`;
    return [
      ...reference('ConfigMap', 'envFrom', configMapRef, `${path}.configMapRef.name`, [], { container }),
      ...reference('Secret', 'envFrom', secretRef, `${path}.secretRef.name`, [], { container }),
    ];
  });
  const variables = (env ?? []).flatMap(({ valueFrom }, index) => {
    if (valueFrom === undefined) return [];
    const { configMapKeyRef, secretKeyRef } = valueFrom;
    const path = `${at}.env[${index}].valueFrom`;
    return [
      ...reference(
        'ConfigMap',
        'env',
        configMapKeyRef,
        `${path}.configMapKeyRef.name`,
        keyOf(configMapKeyRef?.key, `${path}.configMapKeyRef.key`),
        { container },
      ),
      ...reference(
        'Secret',
        'env',
        secretKeyRef,
        `${path}.secretKeyRef.name`,
        keyOf(secretKeyRef?.key, `${path}.secretKeyRef.key`),
        { container },
      ),
    ];
  });
  return [...sources, ...variables];
}

function ofVolumes({ volumes }: PodSpec): readonly PodReference[] {
  return (volumes ?? []).flatMap((volume, index) => ofVolume(volume, `volumes[${index}]`));
}

function ofVolume(volume: Volume, at: string): readonly PodReference[] {
  const { name = '', configMap, secret, persistentVolumeClaim, projected } = volume;
  const of = { volume: name };
  const sources = (projected?.sources ?? []).flatMap((source, index) => {
    const path = `${at}.projected.sources[${index}]`;
    const configMapKeys = keysOf(source.configMap?.items, `${path}.configMap.items`);
    const secretKeys = keysOf(source.secret?.items, `${path}.secret.items`);
    return [
      ...reference('ConfigMap', 'volume', source.configMap, `${path}.configMap.name`, configMapKeys, of),
      ...reference('Secret', 'volume', source.secret, `${path}.secret.name`, secretKeys, of),
    ];
  });
  const { secretName, optional } = secret ?? {};
  const secretKeys = keysOf(secret?.items, `${at}.secret.items`);
  const claim = { name: persistentVolumeClaim?.claimName };
  return [
    ...reference(
      'ConfigMap',
      'volume',
      configMap,
      `${at}.configMap.name`,
      keysOf(configMap?.items, `${at}.configMap.items`),
      of,
    ),
    ...reference('Secret', 'volume', { name: secretName, optional }, `${at}.secret.secretName`, secretKeys, of),
    ...reference('PersistentVolumeClaim', 'volume', claim, `${at}.persistentVolumeClaim.claimName`, [], of),
    ...sources,
    ...ofDrivers(volume, at),
  ];
}

/** What a volume's driver asks for by itself; the kubelet does not look. */
function ofDrivers(volume: Volume, at: string): readonly PodReference[] {
  const of = { volume: volume.name ?? '' };
  const { azureFile, csi } = volume;
  const drivers = (['cephfs', 'cinder', 'flexVolume', 'iscsi', 'rbd', 'scaleIO', 'storageos'] as const).flatMap(
    (driver) =>
      reference('Secret', 'volume-driver', volume[driver]?.secretRef, `${at}.${driver}.secretRef.name`, [], of),
  );
  const file = { name: azureFile?.secretName };
  const published = csi?.nodePublishSecretRef;
  return [
    ...reference('Secret', 'volume-driver', file, `${at}.azureFile.secretName`, [], of),
    ...reference('Secret', 'volume-driver', published, `${at}.csi.nodePublishSecretRef.name`, [], of),
    ...drivers,
  ];
}

function ofPod(spec: PodSpec): readonly PodReference[] {
  const { serviceAccountName, priorityClassName, runtimeClassName, imagePullSecrets } = spec;
  const account = serviceAccountName === undefined || serviceAccountName === '' ? 'default' : serviceAccountName;
  return [
    ...reference('ServiceAccount', 'service-account', { name: account }, 'serviceAccountName'),
    ...reference('PriorityClass', 'priority-class', { name: priorityClassName }, 'priorityClassName'),
    ...reference('RuntimeClass', 'runtime-class', { name: runtimeClassName }, 'runtimeClassName'),
    ...(imagePullSecrets ?? []).flatMap((secret, index) =>
      reference('Secret', 'pull-secret', secret, `imagePullSecrets[${index}].name`),
    ),
  ];
}

interface Named {
  readonly name?: string | undefined;
  readonly optional?: boolean | undefined;
}

function reference(
  kind: ReferredKind,
  use: ReferenceUse,
  named: Named | undefined,
  path: string,
  keys: PodReference['keys'] = [],
  of: Pick<PodReference, 'container' | 'volume'> = {},
): readonly PodReference[] {
  const { name = '', optional = false } = named ?? {};
  return name === '' ? [] : [{ kind, name, use, path, optional, keys, ...of }];
}

function keyOf(key: string | undefined, path: string): PodReference['keys'] {
  return key === undefined ? [] : [{ key, path }];
}

function keysOf(items: readonly { readonly key?: string }[] | undefined, at: string): PodReference['keys'] {
  return (items ?? []).flatMap(({ key }, index) => keyOf(key, `${at}[${index}].key`));
}
