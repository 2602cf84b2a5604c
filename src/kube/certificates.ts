import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Secret } from './kinds/secret.ts';

/** What can be said of a TLS Secret without showing any of it. */
export type TlsSecret =
  | {
      readonly state: 'invalid';
      readonly because: string;
      /** The field that decides, and its value where that may be shown. */
      readonly path: string;
      readonly value?: string;
    }
  | {
      readonly state: 'valid';
      /** Milliseconds since the epoch. */
      readonly expiresAt: number;
      /** The names that the certificate is made out to. */
      readonly names: readonly string[];
      covers(host: string): boolean;
    };

/** The first certificate of the chain, which is the server's own, and whether the key belongs to it. */
export function readTlsSecret({ type, data = {} }: Secret): TlsSecret {
  if (type !== undefined && type !== 'kubernetes.io/tls' && type !== 'Opaque')
    return { state: 'invalid', because: `its type is ${type}, not kubernetes.io/tls`, path: 'type', value: type };
  const { 'tls.crt': encodedCertificate, 'tls.key': encodedKey } = data;
  if (!encodedCertificate || !encodedKey)
    return { state: 'invalid', because: `it has no ${encodedCertificate ? 'tls.key' : 'tls.crt'}`, path: 'data' };
  const certificate = attempt(() => new X509Certificate(Buffer.from(encodedCertificate, 'base64')));
  if (certificate === undefined)
    return { state: 'invalid', because: 'tls.crt is no certificate in PEM', path: 'data["tls.crt"]' };
  const key = attempt(() => createPrivateKey(Buffer.from(encodedKey, 'base64')));
  if (key === undefined)
    return { state: 'invalid', because: 'tls.key is no private key in PEM', path: 'data["tls.key"]' };
  if (!certificate.checkPrivateKey(key))
    return { state: 'invalid', because: 'tls.key does not belong to tls.crt', path: 'data["tls.key"]' };
  const names = namesOf(certificate);
  return {
    state: 'valid',
    // validToDate is newer than Node 20.
    expiresAt: Date.parse(certificate.validTo),
    names,
    covers: (host) =>
      host.startsWith('*.') ? names.includes(host.toLowerCase()) : certificate.checkHost(host) !== undefined,
  };
}

/** Subject alternative names, and the common name where there are none. */
function namesOf({ subjectAltName, subject }: X509Certificate): readonly string[] {
  const alternatives = [...(subjectAltName ?? '').matchAll(/DNS:([^,\s]+)/g)].map(([, name = '']) =>
    name.toLowerCase(),
  );
  if (alternatives.length > 0) return alternatives;
  const common = /^CN=(.+)$/m.exec(subject)?.[1];
  return common === undefined ? [] : [common.toLowerCase()];
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
