import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { bits, boolean, integer, objectIdentifier, octets, sequence, set, tagged, time, utf8 } from './der.ts';

export interface CertificateAndKey {
  /** PEM. Its own authority. */
  readonly certificate: string;
  /** PEM. Made anew for each start, and never written anywhere. */
  readonly key: string;
}

const day = 86_400_000;
const ecdsaWithSha256 = objectIdentifier('1.2.840.10045.4.3.2');

export interface CertifiedNames {
  /** The first is the common name too. */
  readonly hosts: readonly string[];
  /** IPv4. */
  readonly addresses?: readonly string[];
}

/**
 * A certificate that is its own authority. kubectl sends a token over TLS only, and node:crypto reads certificates but makes none.
 * Fields: RFC 5280, section 4.1.
 */
export function selfSignedCertificate(now: number, { hosts, addresses = [] }: CertifiedNames): CertificateAndKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(set(sequence(objectIdentifier('2.5.4.3'), utf8(hosts[0] ?? ''))));
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const body = sequence(
    tagged(0, integer(Buffer.of(2))),
    integer(serial),
    sequence(ecdsaWithSha256),
    name,
    // Wide on both sides: the clock may be a test's, and a laptop's may be wrong.
    sequence(time(Math.min(now, Date.now()) - day), time(Math.max(now, Date.now()) + 365 * day)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(basicConstraints(), keyUsage(), extendedKeyUsage(), alternativeNames(hosts, addresses))),
  );
  const signature = sign('sha256', body, privateKey);
  const certificate = sequence(body, sequence(ecdsaWithSha256), bits(signature));
  return {
    certificate: pem('CERTIFICATE', certificate),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function basicConstraints(): Buffer {
  return sequence(objectIdentifier('2.5.29.19'), boolean(true), octets(sequence(boolean(true))));
}

/** digitalSignature and keyCertSign. */
function keyUsage(): Buffer {
  return sequence(objectIdentifier('2.5.29.15'), boolean(true), octets(bits(Buffer.of(0x84), 2)));
}

function extendedKeyUsage(): Buffer {
  return sequence(objectIdentifier('2.5.29.37'), octets(sequence(objectIdentifier('1.3.6.1.5.5.7.3.1'))));
}

function alternativeNames(hosts: readonly string[], addresses: readonly string[]): Buffer {
  const names = sequence(
    ...hosts.map((host) => tagged(2, Buffer.from(host, 'latin1'), 'primitive')),
    ...addresses.map((address) => tagged(7, Buffer.from(address.split('.').map(Number)), 'primitive')),
  );
  return sequence(objectIdentifier('2.5.29.17'), octets(names));
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
