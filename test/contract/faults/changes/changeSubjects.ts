import type { JsonObject } from '../../../../src/core/json.ts';
import type { WriteTarget } from '../../../../src/core/write.ts';
import { valueAtSteps } from '../../../../src/changes/plan/fieldSteps.ts';

/** A change of an object of `changeWorld`, or the undo of one, and how its effect is seen on the server. */
export interface ChangeSubject {
  readonly name: string;
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The change is made, without a fault, and its undo is what is looked at. */
  readonly isUndo: boolean;
  readonly target: Omit<WriteTarget, 'namespace'>;
  /** @param before the object that it was for; undefined: there was none */
  isDone(before: JsonObject | undefined, now: JsonObject | undefined): boolean;
}

const web = { apiVersion: 'apps/v1', kind: 'Deployment', resource: 'deployments', name: 'web' };
const pod = { apiVersion: 'v1', kind: 'Pod', resource: 'pods', name: 'web-6f5d7b9c84-9plqf' };
const settings = { apiVersion: 'v1', kind: 'ConfigMap', resource: 'configmaps', name: 'settings' };

const hasReplicas =
  (wanted: number): ChangeSubject['isDone'] =>
  (_, now) =>
    valueAtSteps(now, ['spec', 'replicas']) === wanted;
const isGone: ChangeSubject['isDone'] = (before, now) =>
  now === undefined ||
  valueAtSteps(now, ['metadata', 'deletionTimestamp']) !== undefined ||
  valueAtSteps(now, ['metadata', 'uid']) !== valueAtSteps(before, ['metadata', 'uid']);

const scale = { tool: 'scale_deployment', input: { name: 'web', replicas: 0 }, target: web };
const remove = {
  tool: 'delete_kubernetes_resource',
  input: { kind: 'ConfigMap', name: 'settings' },
  target: settings,
};

/** The four writing tools, by each kind of request that they send, and what takes them back. */
export const changeSubjects: readonly ChangeSubject[] = [
  {
    name: 'restart_pod of a pod',
    tool: 'restart_pod',
    input: { name: pod.name },
    isUndo: false,
    target: pod,
    isDone: isGone,
  },
  {
    name: 'restart_pod of a Deployment',
    tool: 'restart_pod',
    input: { name: 'web', kind: 'Deployment' },
    isUndo: false,
    target: web,
    isDone: (_, now) => JSON.stringify(now?.spec).includes('"kubectl.kubernetes.io/restartedAt":'),
  },
  { name: 'delete_kubernetes_resource', ...remove, isUndo: false, isDone: isGone },
  { name: 'scale_deployment', ...scale, isUndo: false, isDone: hasReplicas(0) },
  {
    name: 'rollback_deployment',
    tool: 'rollback_deployment',
    input: { name: 'web' },
    isUndo: false,
    target: web,
    isDone: (_, now) => JSON.stringify(now?.spec).includes('shop/web:1'),
  },
  { name: 'the undo of a scaling', ...scale, isUndo: true, isDone: hasReplicas(1) },
  { name: 'the undo of a deletion', ...remove, isUndo: true, isDone: (_, now) => now !== undefined },
];
