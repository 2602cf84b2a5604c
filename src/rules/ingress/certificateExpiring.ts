import type { Finding } from '../../core/finding.ts';
import { byName, defineRule, list } from '../../core/rule.ts';
import { ingress } from '../../kube/kinds/ingress.ts';
import { secret } from '../../kube/kinds/secret.ts';
import { unlessDeleted } from '../unlessDeleted.ts';
import { secretText, tlsEntries } from './tlsEntries.ts';

/** Time to renew: a certificate that ends within 14 days. */
export const certificateExpiring = defineRule({
  id: 'ingress/certificate-expiring',
  stage: 'reference',
  severity: 'warning',
  speaks: 'The certificate in the TLS Secret of an Ingress ends within 14 days.',
  silent: 'It has expired already (ingress/certificate-expired), or has longer to live.',
  needs: { ingresses: list(ingress), secrets: byName(secret) },
  uses: {},
  judge({ ingresses, secrets, now }) {
    return tlsEntries(ingresses, secrets).flatMap(
      ({ ingress: one, object, secret: ref, hosts, at, found }): Finding[] => {
        if (found === 'absent' || found.state === 'invalid') return [];
        if (found.expiresAt <= now || found.expiresAt - now > 14 * 86_400_000) return [];
        const day = new Date(found.expiresAt).toISOString();
        return [
          {
            rule: 'ingress/certificate-expiring',
            severity: unlessDeleted(one, 'warning'),
            object,
            message: `The certificate of ${secretText(ref)} for ${hosts.join(', ') || found.names.join(', ')} ends on ${day}.`,
            evidence: [
              { object, path: `${at}.secretName`, value: ref.name },
              { object: ref, path: 'data["tls.crt"].notAfter', value: day },
            ],
            remedy: `Renew the certificate and put it into Secret ${ref.name}; where cert-manager keeps it, see why its Certificate was not renewed.`,
          },
        ];
      },
    );
  },
});
