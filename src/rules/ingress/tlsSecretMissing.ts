import type { Finding } from '../../core/finding.ts';
import { byName, defineRule, list } from '../../core/rule.ts';
import { ingress, type Ingress } from '../../kube/kinds/ingress.ts';
import { secret } from '../../kube/kinds/secret.ts';
import { unlessDeleted } from '../unlessDeleted.ts';
import { secretText, tlsEntries } from './tlsEntries.ts';

/** Without its certificate the host is served with the controller's own, which no client trusts, or not at all. */
export const tlsSecretMissing = defineRule({
  id: 'ingress/tls-secret-missing',
  stage: 'reference',
  severity: 'critical',
  speaks: 'spec.tls of an Ingress names a Secret that does not exist; says when cert-manager is asked to make it.',
  silent: 'No secretName (the controller’s default certificate is meant); Secrets that could not be read.',
  needs: { ingresses: list(ingress), secrets: byName(secret) },
  uses: {},
  judge({ ingresses, secrets }) {
    return tlsEntries(ingresses, secrets)
      .filter(({ found }) => found === 'absent')
      .map((entry): Finding => {
        const issuer = issuerOf(entry.ingress);
        return {
          rule: 'ingress/tls-secret-missing',
          severity: unlessDeleted(entry.ingress, 'critical'),
          object: entry.object,
          message: `${secretText(entry.secret)} for ${entry.hosts.join(', ') || 'TLS'} does not exist${issuer === undefined ? '' : `; cert-manager is asked for it (${issuer}) and has not made it yet`}.`,
          evidence: [{ object: entry.object, path: `${entry.at}.secretName`, value: entry.secret.name }],
          remedy:
            issuer === undefined
              ? `Make the Secret ${entry.secret.name} of type kubernetes.io/tls in ${entry.secret.namespace ?? 'the namespace'}, or correct ${entry.at}.secretName.`
              : `See why the Certificate ${entry.secret.name} is not issued: its conditions, and the Order and Challenge it made.`,
        };
      });
  },
});

function issuerOf({ metadata }: Ingress): string | undefined {
  const annotations = metadata?.annotations ?? {};
  const key = ['cert-manager.io/cluster-issuer', 'cert-manager.io/issuer'].find(
    (name) => annotations[name] !== undefined,
  );
  return key === undefined ? undefined : `${key}=${annotations[key] ?? ''}`;
}
