import type { Finding } from '../../core/finding.ts';
import { byName, defineRule, list } from '../../core/rule.ts';
import { ingress } from '../../kube/kinds/ingress.ts';
import { secret } from '../../kube/kinds/secret.ts';
import { unlessDeleted } from '../unlessDeleted.ts';
import { secretText, tlsEntries } from './tlsEntries.ts';

/** Browsers refuse a certificate that is made out to another name. */
export const certificateHostMismatch = defineRule({
  id: 'ingress/certificate-host-mismatch',
  stage: 'reference',
  severity: 'warning',
  speaks: 'A host of spec.tls is not among the names of the certificate in its Secret.',
  silent: 'A name or wildcard of the certificate covers the host; the certificate could not be read.',
  needs: { ingresses: list(ingress), secrets: byName(secret) },
  uses: {},
  judge({ ingresses, secrets }) {
    return tlsEntries(ingresses, secrets).flatMap(
      ({ ingress: one, object, secret: ref, hosts, at, found }): Finding[] => {
        if (found === 'absent' || found.state === 'invalid') return [];
        const wrong = hosts.filter((host) => !found.covers(host));
        if (wrong.length === 0) return [];
        return [
          {
            rule: 'ingress/certificate-host-mismatch',
            severity: unlessDeleted(one, 'warning'),
            object,
            message: `The certificate of ${secretText(ref)} is made out to ${found.names.slice(0, 5).join(', ') || 'no name'} and does not cover ${wrong.join(', ')}.`,
            evidence: [
              { object, path: `${at}.hosts`, value: hosts },
              { object: ref, path: 'data["tls.crt"].subjectAltName', value: found.names.slice(0, 20) },
            ],
            remedy: `Issue a certificate that names ${wrong.join(', ')}, or correct ${at}.hosts.`,
          },
        ];
      },
    );
  },
});
