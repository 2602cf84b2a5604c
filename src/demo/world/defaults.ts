import type { JsonObject } from '../../core/json.ts';
import { mapAt, textAt } from '../kubeObject.ts';
import { networkDefaults } from './networkDefaults.ts';
import { otherDefaults } from './otherDefaults.ts';
import { podSpecDefaults } from './podDefaults.ts';
import { storageDefaults } from './storageDefaults.ts';
import { withDefaults } from './withDefaults.ts';
import { workloadDefaults } from './workloadDefaults.ts';

const byKind: Readonly<Record<string, (object: JsonObject) => JsonObject>> = {
  ...workloadDefaults,
  ...networkDefaults,
  ...storageDefaults,
  ...otherDefaults,
  Pod: (object) => ({ ...object, spec: podSpecDefaults(mapAt(object, 'spec')) }),
};

/** Kinds whose changes of the spec are counted: PrepareForCreate of their strategies in kubernetes/pkg/registry sets it to one. */
const counted: readonly string[] = [
  ...['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod'],
  ...['Ingress', 'IngressClass', 'NetworkPolicy', 'EndpointSlice', 'PodDisruptionBudget', 'PriorityClass'],
  ...['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'CustomResourceDefinition'],
];

/** Does the server count the changes of its spec in metadata.generation? */
export function isCounted(kind: string): boolean {
  return counted.includes(kind);
}

/** An object of a world as the API server would have stored it. */
export function serverDefaults(object: JsonObject): JsonObject {
  const kind = textAt(object, 'kind') ?? '';
  const filled = byKind[kind]?.(object) ?? object;
  return counted.includes(kind) ? withDefaults(filled, { metadata: { generation: 1 } }) : filled;
}
