import type { JsonObject } from '../../core/json.ts';
import { selfSignedCertificate } from '../http/selfSignedCertificate.ts';
import { listAt } from '../kubeObject.ts';

/** A Secret of type kubernetes.io/tls with `$hosts` gets a certificate for them, made now: no private key is ever shipped. */
export function withCertificate(secret: JsonObject, now: number): JsonObject {
  const hosts = listAt(secret, '$hosts').filter((host) => typeof host === 'string');
  if (hosts.length === 0) return secret;
  const { certificate, key } = selfSignedCertificate(now, { hosts });
  const encoded = (pem: string): string => Buffer.from(pem, 'utf8').toString('base64');
  return { ...secret, data: { 'tls.crt': encoded(certificate), 'tls.key': encoded(key) } };
}
