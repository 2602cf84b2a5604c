import { looksRandom } from './randomWord.ts';

/**
 * Objects of External Secrets name credentials and hold none: beside a `remoteRef`, `secretKey` is the key that the Secret gets, or has.
 * Source: ExternalSecretData in apis/externalsecrets/v1/externalsecret_types.go, PushSecretMatch in pushsecret_types.go.
 */
export function isOfExternalSecrets(apiVersion: unknown): boolean {
  return typeof apiVersion === 'string' && /^external-secrets\.io\/v\w{1,20}$/.test(apiVersion);
}

/** What a key of a Secret may be called, unless it reads like no name. */
export function isKeyOfSecret(name: unknown): boolean {
  return typeof name === 'string' && /^[-._a-zA-Z0-9]{1,64}$/.test(name) && !looksRandom(name) && !isMixed(name);
}

/** Where the field `secretKey` stands in these objects, for a field that is shown without its object. */
export function isPathOfKey(path: string): boolean {
  return /^spec\.data\[\d+\](?:\.match)?\.secretKey$/.test(path);
}

const farthest = 2000;

/** Whether `secretKey` at this place of a YAML text is the field of such an object, which begins the text. */
export function isKeyInYaml(text: string, offset: number): boolean {
  if (!/^(?:---\n)?apiVersion: "?external-secrets\.io\//.test(text)) return false;
  // Bounded, since the text may be anybody's; what is cut off at its beginning is no whole line
  const from = Math.max(0, offset - farthest);
  const lines = text.slice(from, offset).split('\n');
  const before = lines.pop() ?? '';
  // The first field of a list's member has nothing of its own ahead
  if (before.trim() !== '') return false;
  const column = before.length;
  for (const line of lines.slice(from === 0 ? 0 : 1).reverse()) {
    const indent = /^ *(?:- )*/.exec(line)?.[0].length ?? 0;
    if (indent > column) continue;
    return indent === column && line.slice(indent) === 'remoteRef:';
  }
  return false;
}

/** Capitals, small letters and digits in one word: more like a key than like the name of one. */
function isMixed(name: string): boolean {
  return /[a-z]/.test(name) && /[A-Z]/.test(name) && /\d/.test(name);
}
