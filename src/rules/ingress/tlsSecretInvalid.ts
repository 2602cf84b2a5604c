import type { Finding } from '../../core/finding.ts';
import { byName, defineRule, list } from '../../core/rule.ts';
import { ingress } from '../../kube/kinds/ingress.ts';
import { secret } from '../../kube/kinds/secret.ts';
import { unlessDeleted } from '../unlessDeleted.ts';
import { secretText, tlsEntries } from './tlsEntries.ts';

/** The Secret is there and no controller can use it. */
export const tlsSecretInvalid = defineRule({
  id: 'ingress/tls-secret-invalid',
  stage: 'reference',
  severity: 'critical',
  speaks: 'The TLS Secret of an Ingress has another type, lacks certificate or key, or the two do not belong together.',
  silent: 'A Secret that is absent or could not be read; Opaque Secrets that hold a matching pair.',
  needs: { ingresses: list(ingress), secrets: byName(secret) },
  uses: {},
  judge({ ingresses, secrets }) {
    return tlsEntries(ingresses, secrets).flatMap(
      ({ ingress: one, object, secret: ref, hosts, at, found }): Finding[] => {
        if (found === 'absent' || found.state === 'valid') return [];
        return [
          {
            rule: 'ingress/tls-secret-invalid',
            severity: unlessDeleted(one, 'critical'),
            object,
            message: `${secretText(ref)} for ${hosts.join(', ') || 'TLS'} cannot be used: ${found.because}.`,
            evidence: [
              { object, path: `${at}.secretName`, value: ref.name },
              { object: ref, path: found.path, value: found.value ?? found.because },
            ],
            remedy: `Make Secret ${ref.name} again from a matching pair: kubectl create secret tls.`,
          },
        ];
      },
    );
  },
});
