import type { Finding } from '../../core/finding.ts';
import { byName, defineRule, list } from '../../core/rule.ts';
import { ingress } from '../../kube/kinds/ingress.ts';
import { secret } from '../../kube/kinds/secret.ts';
import { certificateFinding } from './certificateFinding.ts';
import { tlsEntries } from './tlsEntries.ts';

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
    return tlsEntries(ingresses, secrets).flatMap((entry): Finding[] => {
      const { found } = entry;
      if (found === 'absent' || found.state === 'invalid') return [];
      if (found.expiresAt > now) return [];
      return [certificateFinding('ingress/certificate-expired', 'critical', 'expired', entry, found)];
    });
  },
});
