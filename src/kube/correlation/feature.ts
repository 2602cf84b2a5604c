import type { ObjectRef } from '../../core/objectRef.ts';

/** In the order of explanation: of features that the same pods have, the earlier one is told as the cause of the later. */
export const featureKinds = [
  'node',
  'zone',
  'node-pool',
  'instance-type',
  'architecture',
  'kubelet',
  'ConfigMap',
  'Secret',
  'ServiceAccount',
  'PersistentVolumeClaim',
  'quota',
  'webhook',
  'admission-policy',
  'pod-security',
  'csi-driver',
  'storage-class',
  'image',
  'registry',
  'certificate',
  'peer',
  'PriorityClass',
  'RuntimeClass',
  'namespace',
] as const;

export type FeatureKind = (typeof featureKinds)[number];

/** Something that pods may have in common. */
export interface Feature {
  readonly kind: FeatureKind;
  readonly name: string;
  /** Of what has one. */
  readonly namespace?: string;
}

export function featureKey({ kind, namespace = '', name }: Feature): string {
  return `${kind} ${namespace}/${name}`;
}

/** 0 explains most. */
export function featureRank({ kind }: Feature): number {
  return featureKinds.indexOf(kind);
}

const words: Partial<Record<FeatureKind, string>> = {
  'node-pool': 'node pool',
  'instance-type': 'instance type',
  architecture: 'node architecture',
  kubelet: 'kubelet version',
  'admission-policy': 'admission policy',
  'pod-security': 'Pod Security level',
  'csi-driver': 'CSI driver',
  'storage-class': 'storage class',
  peer: 'address',
};

/** `node node-3`, `ConfigMap shop/settings`, `registry registry.example`. */
export function featureText({ kind, namespace, name }: Feature): string {
  if (kind === 'certificate') return name;
  return `${words[kind] ?? kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** Where pods stand, which is the same thing for pods of one workload only by chance. */
export function isPlace({ kind }: Feature): boolean {
  return featureRank({ kind, name: '' }) <= featureKinds.indexOf('kubelet');
}

const versions: Partial<Record<FeatureKind, string>> = {
  node: 'v1',
  ConfigMap: 'v1',
  Secret: 'v1',
  ServiceAccount: 'v1',
  PersistentVolumeClaim: 'v1',
  PriorityClass: 'scheduling.k8s.io/v1',
  RuntimeClass: 'node.k8s.io/v1',
  quota: 'v1',
  namespace: 'v1',
  'storage-class': 'storage.k8s.io/v1',
  'csi-driver': 'storage.k8s.io/v1',
};

const kinds: Partial<Record<FeatureKind, string>> = {
  node: 'Node',
  quota: 'ResourceQuota',
  namespace: 'Namespace',
  'storage-class': 'StorageClass',
  'csi-driver': 'CSIDriver',
};

/** The object that a feature is, where it is one. */
export function featureObject({ kind, name, namespace }: Feature): ObjectRef | undefined {
  const apiVersion = versions[kind];
  if (apiVersion === undefined) return undefined;
  return { apiVersion, kind: kinds[kind] ?? kind, ...(namespace === undefined ? {} : { namespace }), name };
}
