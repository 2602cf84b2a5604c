import type { JsonObject } from '../../../../src/core/json.ts';
import { controllerRevisions } from '../../../../src/kube/revisions/controllerRevisions.ts';
import { deploymentRevisions } from '../../../../src/kube/revisions/deploymentRevisions.ts';
import { historyOf, type RevisionHistory } from '../../../../src/kube/revisions/history.ts';

/** A container image makes a template; everything else is the same. */
export function templateWith(image: string, more: JsonObject = {}): JsonObject {
  return {
    metadata: { labels: { app: 'cart' } },
    spec: { containers: [{ name: 'cart', image, ...more }] },
  };
}

interface Kept {
  readonly number: number | string;
  readonly image: string;
  readonly createdAt?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly available?: number;
  readonly wanted?: number;
}

export function replicaSetOf({ number, image, createdAt, annotations, available = 0, wanted }: Kept): JsonObject {
  const hash = image.replace(/\W/g, '');
  const template = templateWith(image);
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `cart-${hash}`,
      namespace: 'shop',
      creationTimestamp: createdAt ?? '2026-11-25T10:00:00Z',
      annotations: { 'deployment.kubernetes.io/revision': String(number), ...annotations },
      labels: { app: 'cart', 'pod-template-hash': hash },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'cart', uid: 'd1', controller: true }],
    },
    spec: {
      replicas: wanted ?? available,
      template: { ...template, metadata: { labels: { app: 'cart', 'pod-template-hash': hash } } },
    },
    status: { replicas: wanted ?? available, availableReplicas: available },
  };
}

export function controllerRevisionOf({ number, image, createdAt, annotations }: Kept, owner: string): JsonObject {
  const name = `${owner.toLowerCase()}-${image.replace(/\W/g, '')}`;
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name,
      namespace: 'shop',
      creationTimestamp: createdAt ?? '2026-11-25T10:00:00Z',
      ...(annotations === undefined ? {} : { annotations }),
      labels: { app: 'cart', ...(owner === 'DaemonSet' ? { 'controller-revision-hash': name.split('-')[1] } : {}) },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: owner, name: 'cart', uid: 'd1', controller: true }],
    },
    data: { spec: { template: { $patch: 'replace', ...templateWith(image) } } },
    revision: Number(number),
  };
}

/** `more` is merged into the parts of the workload itself. */
export function ownerOf(
  kind: string,
  image: string,
  more: { readonly metadata?: JsonObject; readonly spec?: JsonObject; readonly status?: JsonObject } = {},
): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'cart', namespace: 'shop', uid: 'd1', generation: 4, ...more.metadata },
    spec: {
      ...(kind === 'DaemonSet' ? {} : { replicas: 2 }),
      selector: { matchLabels: { app: 'cart' } },
      template: templateWith(image),
      ...more.spec,
    },
    status: { observedGeneration: 4, ...more.status },
  };
}

const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'cart' };

export function deploymentHistory(owner: JsonObject, kept: readonly Kept[]): RevisionHistory {
  return historyOf('Deployment', ref, owner, deploymentRevisions(kept.map(replicaSetOf)));
}

export function controllerHistory(
  kind: 'StatefulSet' | 'DaemonSet',
  owner: JsonObject,
  kept: readonly Kept[],
): RevisionHistory {
  const objects = kept.map((one) => controllerRevisionOf(one, kind));
  return historyOf(kind, { ...ref, kind }, owner, controllerRevisions(objects));
}
