import assert from 'node:assert/strict';
import type { Finding } from '../../../src/core/finding.ts';
import type { FindingFix } from '../../../src/core/fix.ts';
import { allRules } from '../../../src/rules/allRules.ts';
import { fixesOf } from '../../../src/rules/fixesOf.ts';

const cart = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'cart' };
const pod = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'cart-1' };

function finding(rule: string, object: Finding['object'], severity: Finding['severity'] = 'critical'): Finding {
  return { rule, severity, object, message: '', evidence: [], remedy: '' };
}

function fixes(...findings: readonly Finding[]): readonly (FindingFix | null)[] {
  return fixesOf(findings, allRules);
}

describe('The fix of a finding', () => {
  const rollBack = { tool: 'rollback_deployment', input: { namespace: 'shop', kind: 'Deployment', name: 'cart' } };

  it('is to roll back where pods of an earlier revision are available and those of the newest fail', () => {
    const shown = { evidence: [{ object: cart, path: 'status.availableReplicas', value: 2 }] };
    assert.deepEqual(
      fixes(
        finding('rollout/began-the-failure', cart, 'info'),
        { ...finding('rollout/deadline-exceeded', cart), ...shown },
        { ...finding('rollout/stuck', cart), ...shown },
      ),
      [rollBack, rollBack, rollBack],
    );
  });

  it('is not to roll back where nothing shows that the revision before was any better', () => {
    assert.deepEqual(fixes(finding('rollout/stuck', cart), finding('rollout/deadline-exceeded', cart)), [null, null]);
  });

  it('is to delete what is left of a pod that another one has replaced, and no pod that nobody has replaced', () => {
    for (const rule of ['pod/evicted', 'pod/refused-by-node', 'pod/node-shutdown']) {
      assert.deepEqual(fixes(finding(rule, pod, 'info'), finding(rule, pod, 'warning'), finding(rule, pod)), [
        {
          tool: 'delete_kubernetes_resource',
          input: { namespace: 'shop', kind: 'Pod', apiVersion: 'v1', name: 'cart-1' },
        },
        null,
        null,
      ]);
    }
  });

  it('is none of a rule that declares none, that a tool makes, or that there is not', () => {
    const others = ['container/crash-loop', 'change/not-settled', 'no/such-rule'];
    assert.deepEqual(
      fixes(...others.map((rule) => finding(rule, cart))),
      others.map(() => null),
    );
  });
});
