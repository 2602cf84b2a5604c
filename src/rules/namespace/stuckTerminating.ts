import type { Evidence, Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { conditionOf, conditionPath, secondsSince } from '../../kube/conditions.ts';
import { namespace } from '../../kube/kinds/namespace.ts';
import { refOf } from '../../kube/metadata.ts';

/** What the namespace controller says of its work, the deciding one first (core/v1, NamespaceConditionType). */
const failures = [
  'NamespaceDeletionDiscoveryFailure',
  'NamespaceDeletionGroupVersionParsingFailure',
  'NamespaceDeletionContentFailure',
];
const remains = ['NamespaceFinalizersRemaining', 'NamespaceContentRemaining'];

/** Pods may take their grace period, and content goes in rounds: a failure is one at once, a rest only after a while. */
const failureSeconds = 60;
const remainsSeconds = 300;

export const stuckTerminating = defineRule({
  id: 'namespace/stuck-terminating',
  stage: 'admission',
  severity: 'critical',
  speaks:
    'A namespace is Terminating for a minute with a failure of its deletion, or for five minutes; names the condition and the finalizer that hold it.',
  silent: 'Deletions that are younger.',
  needs: { namespaces: list(namespace, 'cluster') },
  uses: {},
  judge({ namespaces, now }) {
    return namespaces.flatMap((one): Finding[] => {
      const seconds = secondsSince(one.metadata?.deletionTimestamp, now);
      if (seconds === undefined) return [];
      const conditions = one.status?.conditions;
      const failed = failures.find((type) => conditionOf(conditions, type)?.status === 'True');
      const holding = failed ?? remains.find((type) => conditionOf(conditions, type)?.status === 'True');
      if (seconds < (failed === undefined ? remainsSeconds : failureSeconds)) return [];
      const object = refOf(namespace, one);
      const said = holding === undefined ? undefined : conditionOf(conditions, holding);
      const finalizers = [
        ...(one.metadata?.finalizers ?? []),
        ...(one.spec?.finalizers ?? []).filter((finalizer) => finalizer !== 'kubernetes'),
      ];
      const why =
        said === undefined
          ? finalizers.length === 0
            ? 'no condition says why'
            : `held by its finalizers ${finalizers.join(', ')}`
          : `${said.reason ?? said.type ?? ''}: ${said.message ?? ''}`;
      const evidence: Evidence[] = [
        { object, path: 'metadata.deletionTimestamp', value: one.metadata?.deletionTimestamp ?? '' },
        ...(holding === undefined
          ? []
          : [{ object, path: conditionPath(conditions, holding), value: said?.status ?? '' }]),
        ...(finalizers.length === 0 ? [] : [{ object, path: 'metadata.finalizers', value: finalizers }]),
      ];
      return [
        {
          rule: 'namespace/stuck-terminating',
          severity: 'critical',
          object,
          message: `The namespace is Terminating for ${Math.round(seconds / 60)} min; ${why}`,
          evidence,
          remedy: remedyOf(holding),
        },
      ];
    });
  },
});

function remedyOf(holding: string | undefined): string {
  switch (holding) {
    case 'NamespaceDeletionDiscoveryFailure':
    case 'NamespaceDeletionGroupVersionParsingFailure':
      return 'An aggregated API does not answer: mend its Service, or delete the APIService that the message names.';
    case 'NamespaceFinalizersRemaining':
      return 'See that the controller of the finalizer in the message runs, so that it can clean up; removing the finalizer by hand leaves behind what it guards.';
    case 'NamespaceDeletionContentFailure':
    case 'NamespaceContentRemaining':
      return 'See the objects that the message names and what keeps them from being deleted.';
    default:
      return 'See that kube-controller-manager runs, and whose finalizers the namespace has.';
  }
}
