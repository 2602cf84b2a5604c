import type { AnyRule } from '../../core/rule.ts';
import type { Reads } from '../../core/tool.ts';
import { allRules } from '../allRules.ts';
import { listNeeds } from '../listNeeds.ts';

/** What a pod can fail of, or its owner with it. */
const subjects = new Set([
  'node',
  'reference',
  'scheduling',
  'image',
  'container',
  'pod',
  'rollout',
  'workload',
  'statefulset',
  'daemonset',
  'job',
]);

/** Habits that make trouble one day: nothing that a pod fails of now. */
const habits = new Set(['image/mutable-tag', 'pod/unmanaged']);

/** About pods that are not there: a pod that is there fails of something else. */
const ofMissing = new Set(['rollout/create-refused']);

export const podRules: readonly AnyRule[] = allRules.filter(
  ({ id }) => subjects.has(id.split('/')[0] ?? '') && !habits.has(id) && !ofMissing.has(id),
);

/** What they read, besides the pods in question. */
export const podRuleReads: readonly Reads[] = [...new Set(listNeeds(podRules).map(({ kind }) => kind))]
  .filter(({ kind }) => kind !== 'Pod')
  .map((kind) => ({ kind, verbs: ['list'] }));
