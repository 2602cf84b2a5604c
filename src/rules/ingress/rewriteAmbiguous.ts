import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { ingressRoutes } from '../../kube/ingresses.ts';
import { ingress } from '../../kube/kinds/ingress.ts';
import { refOf } from '../../kube/metadata.ts';

const annotation = 'nginx.ingress.kubernetes.io/rewrite-target';

/** ingress-nginx rewrites by capture groups of the path; a target that does not fit them sends everything to one place. */
export const rewriteAmbiguous = defineRule({
  id: 'ingress/rewrite-ambiguous',
  stage: 'route',
  severity: 'info',
  speaks:
    'rewrite-target of ingress-nginx refers to a group that a path does not capture, or names none for a prefix below /: all paths become one.',
  silent: 'No rewrite; the groups fit; exact paths.',
  needs: { ingresses: list(ingress) },
  uses: {},
  judge({ ingresses }) {
    return ingresses.flatMap((one) => {
      const target = one.metadata?.annotations?.[annotation];
      if (target === undefined) return [];
      const asked = Math.max(0, ...[...target.matchAll(/\$(\d)/g)].map(([, digit]) => Number(digit)));
      const object = refOf(ingress, one);
      return ingressRoutes(one)
        .filter(({ at, path, type }) => at !== 'spec.defaultBackend' && type !== 'Exact' && isLossy(path, asked))
        .map(({ path, at }): Finding => ({
          rule: 'ingress/rewrite-ambiguous',
          severity: 'info',
          object,
          message:
            asked === 0
              ? `Everything under ${path} is rewritten to ${target}, whatever follows it.`
              : `The rewrite to ${target} refers to group ${asked}, and the path ${path} captures ${groups(path)}.`,
          evidence: [
            { object, path: `metadata.annotations["${annotation}"]`, value: target },
            { object, path: at.replace(/backend$/, 'path'), value: path },
          ],
          remedy: `Write the path as ${path.replace(/\/$/, '')}(/|$)(.*) with pathType ImplementationSpecific and rewrite to /$2, if what follows should be kept.`,
        }));
    });
  },
});

function isLossy(path: string, asked: number): boolean {
  return asked === 0 ? path !== '/' && groups(path) === 0 : groups(path) < asked;
}

function groups(path: string): number {
  return [...path.matchAll(/\((?!\?:)/g)].length;
}
