import { stuckTerminating } from '../../../src/rules/namespace/stuckTerminating.ts';
import { ruleTable } from './ruleTable.ts';

function namespace(
  deletionTimestamp?: string,
  conditions: readonly object[] = [],
  finalizers?: readonly string[],
): object {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: 'old',
      ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
      ...(finalizers === undefined ? {} : { finalizers }),
    },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: deletionTimestamp === undefined ? 'Active' : 'Terminating', conditions },
  };
}

const tenMinutesAgo = '2026-11-25T13:50:00Z';
const twoMinutesAgo = '2026-11-25T13:58:00Z';
const justNow = '2026-11-25T13:59:30Z';
const about = 'Namespace/old';
const path = 'metadata.deletionTimestamp';
const condition = (type: string, reason: string, message: string, status = 'True') => ({
  type,
  status,
  reason,
  message,
});
const remaining = condition(
  'NamespaceFinalizersRemaining',
  'SomeFinalizersRemain',
  'Some content in the namespace has finalizers remaining: example.com/guard in 1 resource instances',
);
const discovery = condition('NamespaceDeletionDiscoveryFailure', 'DiscoveryFailed', 'metrics.k8s.io/v1beta1: stale');

ruleTable(
  stuckTerminating,
  {
    'a finalizer of its content remains': {
      objects: [namespace(tenMinutesAgo, [condition('NamespaceContentRemaining', 'Some', 'x'), remaining])],
      finding: {
        severity: 'critical',
        about,
        path,
        value: tenMinutesAgo,
        says: 'for 10 min; SomeFinalizersRemain: Some content in the namespace has finalizers remaining: example.com/guard',
        remedy: 'controller of the finalizer',
      },
    },
    'an aggregated API does not answer': {
      objects: [namespace(twoMinutesAgo, [discovery])],
      finding: { severity: 'critical', about, path, says: 'DiscoveryFailed', remedy: 'APIService' },
    },
    'it has a finalizer of its own': {
      objects: [namespace(tenMinutesAgo, [], ['example.com/own'])],
      finding: { severity: 'critical', about, path, says: 'held by its finalizers example.com/own' },
    },
    'nothing says why': {
      objects: [namespace(tenMinutesAgo)],
      finding: { severity: 'critical', about, path, says: 'no condition says why' },
    },
  },
  {
    'it is not being deleted': { objects: [namespace()] },
    'its pods may still take their grace period': { objects: [namespace(twoMinutesAgo, [remaining])] },
    'deleted just now': { objects: [namespace(justNow, [discovery])] },
    'a failure that has passed': { objects: [namespace(twoMinutesAgo, [{ ...discovery, status: 'False' }])] },
  },
);
