import { labelSelector } from '../../kube/kinds/labelSelector.ts';
import { matches, requirementsOf, requirementsOfMap } from '../../kube/selectors.ts';
import { textAt, textMapAt, valueAt, type KubeObject } from '../kubeObject.ts';
import { keyOf, storeKey, type Change, type Store } from '../store.ts';
import { claimsOf } from './claimsOf.ts';
import { controllerOf } from './owned.ts';

export type ControllerName =
  | 'collectGarbage'
  | 'emptyNamespace'
  | 'stockNamespace'
  | 'deployment'
  | 'replicaSet'
  | 'statefulSet'
  | 'daemonSet'
  | 'provision'
  | 'schedule'
  | 'kubelet'
  | 'endpoints'
  | 'disruptionBudget'
  | 'quota';

export interface Touched {
  readonly controller: ControllerName;
  readonly key: string;
}

const ofStorage: Readonly<Record<string, ControllerName>> = {
  'deployments.apps': 'deployment',
  'replicasets.apps': 'replicaSet',
  'statefulsets.apps': 'statefulSet',
  'daemonsets.apps': 'daemonSet',
  services: 'endpoints',
  'poddisruptionbudgets.policy': 'disruptionBudget',
  namespaces: 'emptyNamespace',
  persistentvolumeclaims: 'provision',
  resourcequotas: 'quota',
};

const ofOwner: Readonly<Record<string, ControllerName>> = {
  Deployment: 'deployment',
  ReplicaSet: 'replicaSet',
  StatefulSet: 'statefulSet',
  DaemonSet: 'daemonSet',
};

/** Whom a change concerns. */
export function touched(store: Store, change: Change): readonly Touched[] {
  const { storage, object, previous, type } = change;
  const key = keyOf(object);
  const own = ofStorage[storage];
  const owner = [controllerOf(object), previous === undefined ? undefined : controllerOf(previous)].flatMap((one) => {
    const controller = one === undefined ? undefined : ofOwner[one.kind];
    return one === undefined || controller === undefined
      ? []
      : [{ controller, key: storeKey(object.metadata.namespace, one.name) }];
  });
  const { uid } = object.metadata;
  const isEnding = type === 'DELETED' || textAt(object, 'metadata.deletionTimestamp') !== undefined;
  return [
    ...(isEnding && uid !== undefined ? [{ controller: 'collectGarbage', key: uid } as const] : []),
    ...collectedFor(object, type),
    ...(own === undefined ? [] : [{ controller: own, key }]),
    ...owner,
    ...(storage === 'pods' ? ofPod(store, change) : []),
    ...(storage === 'persistentvolumeclaims' ? usersOf(store, object) : []),
    ...stocked(change),
    ...(storage === 'nodes' ? [...all(store, 'daemonsets.apps', 'daemonSet'), ...waiting(store)] : []),
    ...(storage === 'events' || storage.endsWith('metrics.k8s.io') ? [] : ofNamespace(store, object)),
  ];
}

/** A namespace that is new, or lost something of which it may be that every namespace has it. */
function stocked({ storage, object: { metadata }, type }: Change): readonly Touched[] {
  const isNew = storage === 'namespaces' && type === 'ADDED';
  const isLoss = (storage === 'configmaps' || storage === 'serviceaccounts') && type === 'DELETED';
  return isNew || isLoss
    ? [{ controller: 'stockNamespace', key: isNew ? metadata.name : (metadata.namespace ?? '') }]
    : [];
}

/** An owner that waits for its dependents is told of each that goes. */
function collectedFor(object: KubeObject, type: Change['type']): readonly Touched[] {
  if (type !== 'DELETED') return [];
  return (object.metadata.ownerReferences ?? []).map(({ uid }) => ({ controller: 'collectGarbage', key: uid }));
}

function ofPod(store: Store, { object, previous, type }: Change): readonly Touched[] {
  const { namespace } = object.metadata;
  const states = previous === undefined ? [object] : [object, previous];
  const isOf = (selects: (labels: Readonly<Record<string, string>>) => boolean): boolean =>
    states.some((state) => selects(textMapAt(state, 'metadata.labels')));
  const services = store.list('services').filter((service) => {
    const selector = textMapAt(service, 'spec.selector');
    const isEmpty = Object.keys(selector).length === 0;
    return (
      service.metadata.namespace === namespace &&
      !isEmpty &&
      isOf((labels) => matches(labels, requirementsOfMap(selector)))
    );
  });
  const budgets = store.list('poddisruptionbudgets.policy').filter((budget) => {
    const selector = labelSelector(valueAt(budget, 'spec.selector'));
    return (
      budget.metadata.namespace === namespace &&
      selector !== undefined &&
      isOf((labels) => matches(labels, requirementsOf(selector)))
    );
  });
  const frees = type === 'DELETED' || ['Succeeded', 'Failed'].includes(textAt(object, 'status.phase') ?? '');
  return [
    { controller: 'schedule', key: keyOf(object) },
    { controller: 'kubelet', key: keyOf(object) },
    ...services.map((service) => ({ controller: 'endpoints', key: keyOf(service) }) as const),
    ...budgets.map((budget) => ({ controller: 'disruptionBudget', key: keyOf(budget) }) as const),
    ...claimsOf(object).map((name) => ({ controller: 'provision', key: storeKey(namespace, name) }) as const),
    ...(frees ? waiting(store) : []),
  ];
}

/** Pods that wait for a claim. */
function usersOf(store: Store, { metadata: { namespace, name } }: KubeObject): readonly Touched[] {
  const pods = store.list('pods').filter((pod) => pod.metadata.namespace === namespace && claimsOf(pod).includes(name));
  return pods.flatMap((pod) => [
    { controller: 'schedule', key: keyOf(pod) } as const,
    { controller: 'kubelet', key: keyOf(pod) } as const,
  ]);
}

/** Pods that wait for a node: where room was made, or a node changed, they are tried again. */
function waiting(store: Store): readonly Touched[] {
  const pods = store.list('pods').filter((pod) => textAt(pod, 'spec.nodeName') === undefined);
  return pods.map((pod) => ({ controller: 'schedule', key: keyOf(pod) }));
}

function ofNamespace(store: Store, { metadata: { namespace } }: KubeObject): readonly Touched[] {
  if (namespace === undefined) return [];
  const quotas = store.list('resourcequotas').filter((one) => one.metadata.namespace === namespace);
  const isEnding = textAt(store.get('namespaces', undefined, namespace), 'metadata.deletionTimestamp') !== undefined;
  return [
    ...quotas.map((one) => ({ controller: 'quota', key: keyOf(one) }) as const),
    ...(isEnding ? [{ controller: 'emptyNamespace', key: namespace } as const] : []),
  ];
}

function all(store: Store, storage: string, controller: ControllerName): readonly Touched[] {
  return store.list(storage).map((object) => ({ controller, key: keyOf(object) }));
}
