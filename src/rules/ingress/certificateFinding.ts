import type { Finding, Severity } from '../../core/finding.ts';
import { unlessDeleted } from '../unlessDeleted.ts';
import { secretText, type TlsEntry } from './tlsEntries.ts';

/** The finding of a certificate whose end matters: `verb` is `expired` or `ends`. `expiresAt` in milliseconds since the epoch. */
export function certificateFinding(
  rule: string,
  severity: Severity,
  verb: string,
  { ingress, object, secret, hosts, at }: TlsEntry,
  certificate: { readonly names: readonly string[]; readonly expiresAt: number },
): Finding {
  const day = new Date(certificate.expiresAt).toISOString();
  return {
    rule,
    severity: unlessDeleted(ingress, severity),
    object,
    message: `The certificate of ${secretText(secret)} for ${hosts.join(', ') || certificate.names.join(', ')} ${verb} on ${day}.`,
    evidence: [
      { object, path: `${at}.secretName`, value: secret.name },
      { object: secret, path: 'data["tls.crt"].notAfter', value: day },
    ],
    remedy: `Renew the certificate and put it into Secret ${secret.name}; where cert-manager keeps it, see why its Certificate was not renewed.`,
  };
}
