import type { Plan } from '../../../src/core/plan.ts';

/** A plan that scales shop/cart from 1 to 3, and what is different in it. */
export function planOf(more: Partial<Plan> = {}): Plan {
  return {
    digest: 'sha256:1',
    title: 'Scale shop/cart from 1 to 3',
    effect: 'Deployment shop/cart: spec.replicas 1 → 3',
    steps: [
      {
        do: 'patch',
        object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'cart' },
        subresource: 'scale',
        approved: { uid: 'u1', values: { 'spec.replicas': 1 } },
        body: { spec: { replicas: 3 } },
      },
    ],
    undo: { possible: true, exact: true },
    blastRadius: {
      podsAdded: 2,
      podsRemoved: 0,
      disruptionBudget: 'cart allows 1 of 1 healthy',
      autoscaler: null,
      managedBy: 'Helm (release shop)',
      quota: 'pods 5/10',
      services: ['Service cart (1 ready now, 1 at worst)'],
    },
    permissions: [
      { verb: 'patch', resource: 'deployments/scale', namespace: 'shop', allowed: true },
      { verb: 'get', resource: 'deployments', namespace: 'shop', allowed: true, forUndo: true },
    ],
    dryRun: { accepted: true, diff: [{ path: 'spec.replicas', before: 1, after: 3 }] },
    warnings: [],
    ...more,
  };
}
