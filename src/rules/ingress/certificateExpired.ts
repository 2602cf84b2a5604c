import type { Finding } from '../../core/finding.ts';
import { byName, defineRule, list } from '../../core/rule.ts';
import { ingress } from '../../kube/kinds/ingress.ts';
import { secret } from '../../kube/kinds/secret.ts';
import { unlessDeleted } from '../unlessDeleted.ts';
import { secretText, tlsEntries } from './tlsEntries.ts';

/** A certificate that no client accepts any more. */
export const certificateExpired = defineRule({
  id: 'ingress/certificate-expired',
  stage: 'reference',
  severity: 'critical',
  speaks: 'The certificate in the TLS Secret of an Ingress has expired.',
  silent: 'A certificate that is still good; a Secret that is absent, invalid or could not be read.',
  needs: { ingresses: list(ingress), secrets: byName(secret) },
  uses: {},
  judge({ ingresses, secrets, now }) {
    return tlsEntries(ingresses, secrets).flatMap(
      ({ ingress: one, object, secret: ref, hosts, at, found }): Finding[] => {
        if (found === 'absent' || found.state === 'invalid') return [];
        if (found.expiresAt > now) return [];
        const day = new Date(found.expiresAt).toISOString();
        return [
          {
            rule: 'ingress/certificate-expired',
            severity: unlessDeleted(one, 'critical'),
            object,
            message: `The certificate of ${secretText(ref)} for ${hosts.join(', ') || found.names.join(', ')} expired on ${day}.`,
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
