import { createPublicKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

export interface Certificate {
  /** PEM. */
  readonly certificate: string;
  /** PEM. */
  readonly key: string;
}

export interface CertificateWish {
  readonly name: string;
  /** Whose key signs it; absent: its own. */
  readonly issuer?: Certificate & { readonly name: string };
  readonly addresses?: readonly string[];
  readonly hosts?: readonly string[];
  readonly authority?: boolean;
  /** Default: since yesterday, for two days. */
  readonly from?: Date;
  readonly until?: Date;
}

const day = 24 * 60 * 60 * 1000;

/** An X.509 certificate made on the spot, with an elliptic key: tests need wrong names, ended ones and unknown authorities. */
export function makeCertificate(wish: CertificateWish): Certificate & { readonly name: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer: KeyObject | string = wish.issuer?.key ?? privateKey;
  const ecdsaWithSha256 = sequence(objectId(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
  const body = sequence(
    tagged(0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    commonName(wish.issuer?.name ?? wish.name),
    sequence(time(wish.from ?? new Date(Date.now() - day)), time(wish.until ?? new Date(Date.now() + day))),
    commonName(wish.name),
    createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })).export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...extensions(wish))),
  );
  const signature = sign('sha256', body, signer);
  const whole = sequence(body, ecdsaWithSha256, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    name: wish.name,
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function extensions({ authority, addresses = [], hosts = [] }: CertificateWish): readonly Buffer[] {
  const basic = sequence(
    objectId(0x55, 0x1d, 0x13),
    der(0x01, Buffer.from([0xff])),
    der(0x04, sequence(...(authority === true ? [der(0x01, Buffer.from([0xff]))] : []))),
  );
  const names = [
    ...hosts.map((host) => der(0x82, Buffer.from(host))),
    ...addresses.map((address) => der(0x87, Buffer.from(address.split('.').map(Number)))),
  ];
  return names.length === 0 ? [basic] : [basic, sequence(objectId(0x55, 0x1d, 0x11), der(0x04, sequence(...names)))];
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function tagged(number: number, content: Buffer): Buffer {
  return der(0xa0 + number, content);
}

function objectId(...bytes: readonly number[]): Buffer {
  return der(0x06, Buffer.from(bytes));
}

function commonName(name: string): Buffer {
  return sequence(der(0x31, sequence(objectId(0x55, 0x04, 0x03), der(0x0c, Buffer.from(name)))));
}

/** GeneralizedTime: 20261125140000Z. */
function time(date: Date): Buffer {
  return der(0x18, Buffer.from(`${date.toISOString().replace(/\D/g, '').slice(0, 14)}Z`));
}
