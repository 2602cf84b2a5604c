/**
 * How much a name says about its value. `certain`: a credential whatever it looks like. `likely`: one where it looks like a key, since
 * `STRIPE_KEY` is one, `CACHE_VERSION_KEY` may be none, and nobody can list all names.
 */
export type CredentialName = 'certain' | 'likely' | 'none';

/** Credentials wherever they stand in a name: `DB_PASSWORD_OLD`, `secretKeyBase`. */
const anywhere =
  /(^|[^a-z])([a-z]{0,20}(passwords?|passwds?|passphrases?)|pgpass|(requirep|masterp|userp|dbp)ass|pass(code)?|pws?|pwds?|secrets?|[a-z]{0,20}tokens?|(api|access|account|private|signing|encryption|master|session)-?keys?|(access|auth)-?code|master-?auth|credentials?|creds|client-?secret|connection-?string|conn-?str|dsn|webhook-?url|jwts?)($|[^a-z])/;

/** Words that are common in names of other things, and mean a credential at the end: `SESSION_COOKIE`, not `auth-realm`. */
const atTheEnd = /(^|[^a-z])(auth|authorization|oauth2?|bearer|cookies?|salt|pin|signing|[^-]+-pat)(-?\d{1,3})?$/;

/** Names that hold such a word and only point at a credential, or describe it. */
const pointerName =
  /((name|ref|file|path|dir|ttl|expir\w*|timeout|seconds|type|enabled|mode|class|issuer|url-?path|version|policy|provider|count|limit|length|audience|namespace|realm|host|port|endpoint|algorithm|size|scopes?|required|template|manager|store|controller|operator|reviews?)|(^|-)(max|min|num|total|prompt|completion|input|output)-tokens|(existing|pull|tls)-secrets?|(?<!webhook-?)ur[il])$/;

const likelyKey = /(?:^|[^a-z])([a-z0-9]+)-keys?$/;

/** What keys are of that open nothing. */
const innocentKeys = new Set(
  (
    'primary partition public pub foreign sort topology label labels annotation selector cache hash row map config data object index ' +
    'unique group lookup routing range shard composite natural column dedup deduplication idempotency event message item field metric ' +
    'feature project issue space translation context property state hot shortcut order filter match env environment node join cluster ' +
    'resource tag taint toleration search document storage bucket file path queue topic param parameter header query region rate limiter'
  ).split(' '),
);

/** What holds none of these has no name of a credential. */
const anyName =
  /pass|pw|secret|token|key|cred|auth|bearer|conn|dsn|cookie|webhook|jwt|salt|pin|signing|access.?code|pat(?![a-z])/i;

/** True where a text may hold the name of a credential: what has none needs no look into its structure. */
export function mayNameCredentials(text: string): boolean {
  return anyName.test(text);
}

/** `DB_PASSWORD`, `apiKey`, `--auth-token`; not `secretName` or `TOKEN_FILE`. */
export function credentialName(name: string): CredentialName {
  if (!mayNameCredentials(name)) return 'none';
  // A label's or an annotation's domain tells nothing of its value; a resource's or an API's name is a domain as a whole.
  const own = name.slice(name.lastIndexOf('/') + 1);
  if (/(^|\.)(k8s|kubernetes)\.io$/.test(own)) return 'none';
  const words = own
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[_.\s]+/g, '-');
  if (pointerName.test(words)) return 'none';
  if (anywhere.test(words) || atTheEnd.test(words)) return 'certain';
  const of = likelyKey.exec(words)?.[1];
  return of === undefined || innocentKeys.has(of) ? 'none' : 'likely';
}

/** Whether a name alone tells that its value is a credential. */
export function isCredentialName(name: string): boolean {
  return credentialName(name) === 'certain';
}

/** Whether a value under this name is to be hidden. `value` may be quoted, as it stands in a text. */
export function isCredential(name: string, value: string): boolean {
  const sure = credentialName(name);
  if (sure === 'none' || isHarmless(value)) return false;
  if (/^["']?\d+(\.\d+)?["']?$/.test(value)) return /pass|pwd?s?$|pin|code/i.test(name);
  return sure === 'certain' || isKeyShaped(value);
}

/** Values that open nothing: none, switches, small numbers, references, and the words that stand for a state or a scheme. */
function isHarmless(value: string): boolean {
  return (
    value.includes('[masked') ||
    /^\\{0,31}["']?(|true|false|null|nil|none|undefined|\d{1,4}|[{[|>+-]{1,3}|\$\(.*|\$\{.*|<.*>|\*+)\\{0,31}["']?$/i.test(
      value,
    ) ||
    /^["']?(yes|no|on|off|enabled?|disabled?|required|optional|invalid|missing|expired|revoked|rejected|denied|forbidden|unauthorized|unauthenticated|unavailable|unknown|malformed|absent|not|is|was|are|has|must|cannot|the|basic|bearer|digest|negotiate|ntlm|anonymous|oidc|saml|ldap|oauth2?)[.:!?]?["']?$/i.test(
      value,
    )
  );
}

/** Letters and digits, or letters as nobody writes a word; no path, no address and no name of a domain. */
function isKeyShaped(value: string): boolean {
  const bare = value.replace(/^\\{0,31}["']|\\{0,31}["']$/g, '');
  if (bare.length < 6 || /\s|:\/\/|^[./]|^[a-z0-9.-]+\.[a-z]{2,}\/|\.(pem|key|crt|json|yaml)$/.test(bare)) return false;
  return /[A-Za-z]/.test(bare) && (/\d/.test(bare) || (/[A-Z]{2}/.test(bare) && /[a-z]/.test(bare)));
}

/** What comes after a name that is a common noun too, where a sentence goes on: `fetch token: serviceaccounts "web" not found`. */
export function isProse(name: string, between: string, value: string, rest: string): boolean {
  if (!/:[^\S\n]+$/.test(between) || /pass|pwd?$/i.test(name)) return false;
  // A sentence goes on with a word, and not with the next `name: value`
  if (!/^[^\S\n]+["'([]?\w/.test(rest) || /^[^\S\n]+[\w.-]{1,60}["']?[:=]/.test(rest)) return false;
  const isQuoted = /^["']/.test(value);
  if (isQuoted && !/^secrets?$/i.test(name)) return false;
  const word = value.replace(/^["']|["']$/g, '').replace(/[.:!?]$/, '');
  const digits = word.replace(/\D/g, '').length;
  return word.length <= 80 && /^[A-Za-z][a-z]*\d*(?:['./-][a-z0-9]+)*$/.test(word) && digits * 4 <= word.length;
}
