import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { classNameOf, ingressRoutes, type IngressRoute } from '../../kube/ingresses.ts';
import { ingress, type Ingress } from '../../kube/kinds/ingress.ts';
import { refOf } from '../../kube/metadata.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** Two rules for one address: the controller takes one of them, usually the older. */
export const duplicateHostPath = defineRule({
  id: 'ingress/duplicate-host-path',
  stage: 'route',
  severity: 'warning',
  speaks: 'Two paths of Ingresses of one class have the same host, path and type, and lead to different backends.',
  silent: 'Canary Ingresses and mergeable ones; equal backends; default backends; different classes.',
  needs: { ingresses: list(ingress) },
  uses: {},
  judge({ ingresses }) {
    const first = new Map<string, { readonly owner: Ingress; readonly route: IngressRoute }>();
    const findings: Finding[] = [];
    for (const owner of ingresses.filter((one) => !isMeantToOverlap(one)).toSorted(byAge))
      for (const route of ingressRoutes(owner).filter(({ at }) => at !== 'spec.defaultBackend')) {
        const key = JSON.stringify([classNameOf(owner), route.host, route.path, route.type]);
        const known = first.get(key);
        if (known === undefined) first.set(key, { owner, route });
        else if (!leadsToSame(known, { owner, route })) findings.push(findingOf(known, { owner, route }));
      }
    return findings;
  },
});

interface Placed {
  readonly owner: Ingress;
  readonly route: IngressRoute;
}

function findingOf(known: Placed, { owner, route }: Placed): Finding {
  const object = refOf(ingress, owner);
  const other = refOf(ingress, known.owner);
  return {
    rule: 'ingress/duplicate-host-path',
    severity: unlessDeleted(owner, 'warning'),
    object,
    message: `${route.host ?? '*'}${route.path} is also a path of Ingress ${other.namespace ?? ''}/${other.name}, with another backend: only one of them is served.`,
    evidence: [
      { object, path: route.at, value: route.backend },
      { object: other, path: known.route.at, value: known.route.backend },
    ],
    remedy: `Remove one of the two, or give it a host or path of its own.`,
  };
}

function leadsToSame(a: Placed, b: Placed): boolean {
  return (
    a.owner.metadata?.namespace === b.owner.metadata?.namespace &&
    JSON.stringify(a.route.backend) === JSON.stringify(b.route.backend)
  );
}

function isMeantToOverlap({ metadata }: Ingress): boolean {
  const annotations = metadata?.annotations ?? {};
  return (
    annotations['nginx.ingress.kubernetes.io/canary'] === 'true' ||
    annotations['nginx.org/mergeable-ingress-type'] !== undefined
  );
}

function byAge(a: Ingress, b: Ingress): number {
  return (a.metadata?.creationTimestamp ?? '').localeCompare(b.metadata?.creationTimestamp ?? '');
}
