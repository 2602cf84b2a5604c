import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { RequestOptions } from 'node:https';
import { KubeError } from '../core/kubeError.ts';
import type { Target } from './target.ts';

type Given = RequestOptions['ca' | 'cert'] | RequestOptions['key'];

/**
 * That the certificates and the key of a context are what their fields call them. Node takes an authority that is no certificate
 * for none at all, and throws OpenSSL's words for the others, which name no field.
 * @param fromPlugin the client's certificate and key come from the login plugin, not from the kubeconfig
 * @throws KubeError `bad_input` that names the field and whose it is; `unauthorized` for what a login plugin gave
 */
export function checkCertificates(
  { ca, cert, key }: Pick<RequestOptions, 'ca' | 'cert' | 'key'>,
  { cluster, user, connection }: Target,
  fromPlugin: boolean,
): void {
  if (isGiven(ca) && firstCertificate(ca) === undefined)
    throw wrong(field(cluster, 'certificate-authority', `cluster ${connection.cluster}`), 'is no certificate');
  const whose = `user ${connection.user}`;
  const place = (name: 'client-certificate' | 'client-key'): Field =>
    fromPlugin
      ? { text: `the ${name.replace('-', ' ')} that the login plugin gave`, fromPlugin }
      : field(user, name, whose);
  const certificate = isGiven(cert) ? firstCertificate(cert) : undefined;
  if (isGiven(cert) && certificate === undefined) throw wrong(place('client-certificate'), 'is no certificate');
  const privateKey = isGiven(key) ? privateKeyOf(key, place('client-key')) : undefined;
  if (certificate !== undefined && privateKey === undefined)
    throw wrong(place('client-certificate'), 'has no client-key beside it');
  if (certificate !== undefined && privateKey !== undefined && !certificate.checkPrivateKey(privateKey))
    throw wrong(place('client-key'), 'does not belong to the client certificate');
}

interface Field {
  readonly text: string;
  readonly fromPlugin: boolean;
}

/** `client-key-data of user jane`, or `client-key of user jane (/home/jane/key.pem)`: the data win over the file. */
function field(entry: Readonly<Record<string, unknown>>, name: string, whose: string): Field {
  const file = entry[name];
  const text =
    entry[`${name}-data`] !== undefined || typeof file !== 'string'
      ? `${name}-data of ${whose}`
      : `${name} of ${whose} (${file})`;
  return { text, fromPlugin: false };
}

function isGiven(given: Given): boolean {
  return given !== undefined && textOf(given) !== '';
}

/** Of a bundle, as Go reads it: what is no certificate in it is passed over, as long as there is one. */
function firstCertificate(given: Given): X509Certificate | undefined {
  for (const [block] of textOf(given).matchAll(/-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----[^-]+-----END/g)) {
    try {
      return new X509Certificate(`${block} ${/BEGIN ([A-Z0-9 ]+)-/.exec(block)?.[1] ?? ''}-----\n`);
    } catch {
      // The next may be one
    }
  }
  return undefined;
}

function privateKeyOf(given: Given, place: Field): KeyObject {
  try {
    return createPrivateKey(textOf(given));
  } catch (error) {
    const locked = error instanceof Error && 'code' in error && error.code === 'ERR_MISSING_PASSPHRASE';
    throw wrong(place, locked ? 'wants a passphrase, which nobody can be asked for here' : 'is no private key');
  }
}

function textOf(given: Given): string {
  return typeof given === 'string' ? given : Buffer.isBuffer(given) ? given.toString('latin1') : '';
}

function wrong({ text, fromPlugin }: Field, what: string): KubeError {
  return new KubeError({
    code: fromPlugin ? 'unauthorized' : 'bad_input',
    operation: 'connect',
    detail: `${text} ${what}`,
    hint: fromPlugin
      ? 'log in again with the tool that the plugin belongs to'
      : text.includes('-data of ')
        ? 'put a PEM file there, encoded as base64: it begins with LS0tLS1CRUdJTi'
        : 'name a PEM file there: it begins with -----BEGIN',
  });
}
