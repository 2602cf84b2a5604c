export const mask = '[masked]';

/** Names of variables, flags, annotations and keys whose values are credentials whatever they look like. */
const credentialName =
  /(^|[^a-z])([a-z]{0,20}(password|passwd|passphrase)|pgpass|pass(code)?|pwd|secrets?|[a-z]{0,20}token|api-?key|access-?key|account-?key|private-?key|signing-?key|encryption-?key|master-?key|credentials?|auth(orization)?|bearer|client-?secret|connection-?string|conn-?str|dsn|cookie|session-?key|webhook-?url|jwt|salt|pin)($|[^a-z])/;

/** Names that hold such a word and only point at a credential, or describe it. */
const pointerName =
  /(name|ref|file|path|dir|ttl|expir\w*|timeout|seconds|type|enabled|mode|class|issuer|url-?path|version|policy|provider|count|limit|length|audience|namespace)$/;

/** `DB_PASSWORD`, `apiKey`, `--auth-token`; not `secretName` or `TOKEN_FILE`. */
export function isCredentialName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[_.\s/]+/g, '-');
  return credentialName.test(words) && !pointerName.test(words);
}

/**
 * Shapes that are credentials wherever they stand. Each keeps what tells a person which one it was. The text may be anybody's, so
 * every pattern begins where no other start could (a look back) and counts what it repeats: its time stays linear.
 */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN ([A-Z ]{0,30}PRIVATE KEY)-----[\s\S]*?(?:-----END \1-----|$)/g, `-----BEGIN $1----- ${mask}`],
  // JWTs: three base64url parts, the first of which begins with {"
  [/(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, mask],
  [/\b(?:AKIA|ASIA|AGPA|AIDA|AROA)[A-Z0-9]{16}\b/g, mask],
  [
    /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeoprs]-[\w-]{10,}|AIza[\w-]{30,}|sk-[\w-]{20,}|sk_live_\w{16,}|rk_live_\w{16,}|npm_[A-Za-z0-9]{30,}|hvs\.[\w-]{20,}|dop_v1_[a-f0-9]{40,}|SG\.[\w-]{16,100}\.[\w-]{16,})/g,
    mask,
  ],
  // The password of a URL's user info
  [/(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@"']{0,300}):[^\s/@"']{1,1000}@/gi, `$1:${mask}@`],
  // HTTP authorization values, which stand on the line of their scheme; `basic healthcheck` is prose and no base64
  [/\b(bearer)([^\S\n]{1,5})(?!token|auth|authentication\b)[\w+/=.~-]{8,}/gi, `$1$2${mask}`],
  [/\b([Bb]asic|BASIC)([^\S\n]{1,5})(?=[a-z]{0,1000}[^a-z\s])[\w+/=.~-]{8,}/g, `$1$2${mask}`],
  // `curl -u user:password`; numbers are a user and a group of the system
  [/(?<!\S)(-u|--user|--proxy-user)([ =]["']?)(?!\d+:\d+)([^\s:"']{1,100}):[^\s"']{1,1000}/g, `$1$2$3:${mask}`],
  [
    /((?:-u|--user|--proxy-user)\\{0,3}["']\s{0,5},\s{0,5}\\{0,3}["'])(?!\d+:\d+\\{0,3}["'])([^\s:"']{1,100}):[^"'\n\\]{1,1000}/g,
    `$1$2:${mask}`,
  ],
  [/\b(https:\/\/hooks\.slack\.com\/services\/)\S+/gi, `$1${mask}`],
];

/** A quoted text up to its quote or the line's end, or a bare word. */
const value = /"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?|[^\s,;&"'}\])]+/.source;

/** `name=value`, `name: value`, `"name":"value"`. */
const assignment = new RegExp(
  String.raw`(?<![\w.-])(["']?)(-{0,2}[A-Za-z][\w.-]{1,60})\1([^\S\n]{0,20}(?::=|=>|=|:)[^\S\n]{0,20})(${value})`,
  'g',
);

/** `--name value`. */
const flag = new RegExp(String.raw`(?<![\w.-])()(--?[A-Za-z][\w.-]{1,60})([^\S\n]{1,20})(?!-)(${value})`, 'g');

/** `"name":"DB_PASSWORD","value":"…"`, in JSON, in JSON inside of JSON and in YAML: a variable or a header in a text. */
const named = new RegExp(
  String.raw`(?<![\w.-])(\\{0,3}["']?name\\{0,3}["']?[^\S\n]{0,5}[:=][^\S\n]{0,5}\\{0,3}["']?)([\w.-]{1,100})(\\{0,3}["']?[^\S\n]{0,5},?\s{0,40}\\{0,3}["']?value\\{0,3}["']?[^\S\n]{0,5}[:=][^\S\n]{0,5})(\\{1,3}"[^"\n]*"?|${value})`,
  'g',
);

/** `"--password","…"`: an argument after its flag in a list. */
const listed = new RegExp(
  String.raw`(?<![\w.-])(\\{0,3}["'])(--?[A-Za-z][\w.-]{1,60})(\\{0,3}["']\s{0,5},\s{0,5})(?!\\{0,3}["']-)(\\{1,3}"[^"\n]*"?|"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?)`,
  'g',
);

/** Text without any of these holds no name of a credential. */
const anyName = /pass|pwd|secret|token|key|credential|auth|bearer|conn|dsn|cookie|webhook|jwt|salt|pin/i;

/** Text with what looks like a credential masked. */
export function maskCredentials(text: string): string {
  let masked = text;
  for (const [shape, replacement] of shapes) masked = masked.replace(shape, replacement);
  if (anyName.test(masked))
    masked = maskAssignments(masked.replace(named, maskPaired).replace(listed, maskPaired), maxNesting);
  return masked.replace(/[A-Za-z0-9+/_=-]{24,}/g, (word) => (looksRandom(word) ? mask : word));
}

function maskAssignments(text: string, depth: number): string {
  const replace = (whole: string, quote: string, name: string, between: string, shown: string): string => {
    const before = `${quote}${name}${quote}${between}`;
    if (isCredentialName(name)) return isHarmless(shown) ? whole : `${before}${requote(shown)}`;
    // A value may hold another assignment: `"msg":"password=…"`, `url=/?token=…`.
    return depth > 0 && shown.length < whole.length ? `${before}${maskAssignments(shown, depth - 1)}` : whole;
  };
  return text.replace(assignment, replace).replace(flag, replace);
}

/** How deep assignments are looked for in the values of others: what is nested deeper no person wrote. */
const maxNesting = 4;

function maskPaired(whole: string, before: string, name: string, between: string, shown: string): string {
  return isCredentialName(name) && !isHarmless(shown) ? `${before}${name}${between}${requote(shown)}` : whole;
}

function isHarmless(value: string): boolean {
  return (
    value.includes('[masked') ||
    /^["']?(|true|false|null|nil|none|undefined|\d{1,4}|[{[|>+-]{1,3}|\$\(.*|\$\{.*|<.*>|\*+)["']?$/i.test(value)
  );
}

function requote(value: string): string {
  const quote = /^\\{0,3}["']/.exec(value)?.[0] ?? '';
  return `${quote}${mask}${quote}`;
}

/**
 * Long, with capitals, small letters and digits well mixed: a key and not a name, a path or a digest. Hashes in hex and names of
 * pods have no capitals; paths and camelCase names have few digits and many word boundaries.
 */
export function looksRandom(word: string): boolean {
  const separators = word.replace(/[^/_-]/g, '').length;
  // A key may hold one of these by chance; a path or a name of many parts is looked at part by part.
  if (separators / word.length > 0.06)
    return word.split(/[/_-]/).some((part) => part.length >= 24 && looksRandom(part));
  if (word.length < 24 || !/[a-z]/.test(word) || !/[A-Z]/.test(word)) return false;
  const digits = word.replace(/\D/g, '').length;
  if (digits < 3) return false;
  let changes = 0;
  for (let index = 1; index < word.length; index++) {
    if (kindOf(word.charAt(index)) !== kindOf(word.charAt(index - 1))) changes++;
  }
  return changes / word.length > 0.3 && entropy(word) > 3.8;
}

function kindOf(letter: string): 'small' | 'capital' | 'digit' | 'other' {
  if (/[a-z]/.test(letter)) return 'small';
  if (/[A-Z]/.test(letter)) return 'capital';
  return /\d/.test(letter) ? 'digit' : 'other';
}

/** Shannon entropy in bits a letter. */
function entropy(word: string): number {
  const counts = new Map<string, number>();
  for (const letter of word) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / word.length) * Math.log2(count / word.length);
  return bits;
}
