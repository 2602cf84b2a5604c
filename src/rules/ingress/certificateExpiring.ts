import type { Finding } from '../../core/finding.ts';
import { byName, defineRule, list } from '../../core/rule.ts';
import { ingress } from '../../kube/kinds/ingress.ts';
import { secret } from '../../kube/kinds/secret.ts';
import { certificateFinding } from './certificateFinding.ts';
import { tlsEntries } from './tlsEntries.ts';

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
    return tlsEntries(ingresses, secrets).flatMap((entry): Finding[] => {
      const { found } = entry;
      if (found === 'absent' || found.state === 'invalid') return [];
      if (found.expiresAt <= now || found.expiresAt - now > 14 * 86_400_000) return [];
      return [certificateFinding('ingress/certificate-expiring', 'warning', 'ends', entry, found)];
    });
  },
});
