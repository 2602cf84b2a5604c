import { mask } from './mask.ts';

/**
 * Shapes that are credentials wherever they stand. Each keeps what tells a person which one it was. The text may be anybody's, so
 * every pattern begins where no other start could (a look back) and counts what it repeats: its time stays linear, and an unbroken
 * word of megabytes does not fill the stack of the matcher.
 */
export const credentialShapes: readonly (readonly [RegExp, string])[] = [
  [
    /-----BEGIN ([A-Z ]{0,30}PRIVATE KEY)-----(?:(?!-----END )[\s\S]){0,20000}(?:-----END \1-----)?/g,
    `-----BEGIN $1----- ${mask}`,
  ],
  // JWTs: three base64url parts, the first of which begins with {"
  [/(?<![\w-])eyJ[\w-]{8,8000}\.[\w-]{8,20000}\.[\w-]{0,8000}/g, mask],
  [/\b(?:AKIA|ASIA|AGPA|AIDA|AROA)[A-Z0-9]{16}\b/g, mask],
  [
    /\b(?:gh[pousr]_[A-Za-z0-9]{20,999}|github_pat_\w{20,999}|glpat-[\w-]{16,999}|xox[abeoprs]-[\w-]{10,999}|AIza[\w-]{30,999}|sk-[\w-]{20,999}|[sr]k_(?:live|test)_\w{16,999}|whsec_[\w+/=]{16,999}|npm_[A-Za-z0-9]{30,999}|hvs\.[\w-]{20,999}|dop_v1_[a-f0-9]{40,999}|SG\.[\w-]{16,100}\.[\w-]{16,999})/g,
    mask,
  ],
  // The password of a URL's user info
  [/(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@"']{0,300}):[^\s/@"']{1,1000}@/gi, `$1:${mask}@`],
  // Signed addresses: Azure's shared access, AWS's and Google's; in JSON an encoder may have written the & as an escape
  [
    /((?:[?&]|\\u0026|&amp;)(?:sig|signature|x-amz-signature|x-amz-security-token|x-goog-signature)=)[^\s&"'<>\\]{1,4000}/gi,
    `$1${mask}`,
  ],
  // HTTP authorization values, which stand on the line of their scheme; `basic healthcheck` is prose and no base64
  [
    /(authorization\\{0,31}["']?[^\S\n]{0,5}[:=][^\S\n]{0,5}\\{0,31}["']?(?:bearer|basic|token|digest|apikey)[^\S\n]{1,5})(?!\[masked|token|auth|required|realm)[^\s"',;\\]{1,8000}/gi,
    `$1${mask}`,
  ],
  [/\b(bearer)([^\S\n]{1,5})(?!token|auth|authentication\b)[\w+/=.~-]{8,8000}/gi, `$1$2${mask}`],
  [/\b([Bb]asic|BASIC)([^\S\n]{1,5})(?=[a-z]{0,1000}[^a-z\s])[\w+/=.~-]{8,8000}/g, `$1$2${mask}`],
  [
    /\b((?:set-)?cookie\\{0,31}["']?[^\S\n]{0,5}:[^\S\n]{0,5}\\{0,31}["']?)(?!\[masked)(?=[^\s=;"']{1,200}=)[^\n"'\\]{1,4000}/gi,
    `$1${mask}`,
  ],
  // A password of several words on a line of its own
  [
    /^([^\S\n]{0,100}(?:- )?["']?[\w.-]{0,40}(?:password|passphrase)["']?:[^\S\n]{1,5})(?!\[masked|required|invalid|forbidden|must|not|is|[>|"'{[$&*])\S{1,200}[^\S\n]{1,5}(?!#)\S[^\n]{0,1000}/gim,
    `$1${mask}`,
  ],
  // `curl -u user:password`; numbers are a user and a group of the system
  [/(?<!\S)(-u|--user|--proxy-user)([ =]["']?)(?!\d+:\d+)([^\s:"']{1,100}):[^\s"']{1,1000}/g, `$1$2$3:${mask}`],
  [
    /((?:-u|--user|--proxy-user)\\{0,3}["']\s{0,5},\s{0,5}\\{0,3}["'])(?!\d+:\d+\\{0,3}["'])([^\s:"']{1,100}):[^"'\n\\]{1,1000}/g,
    `$1$2:${mask}`,
  ],
  [/\b(https:\/\/hooks\.slack\.com\/services\/)[^\s"']{1,1000}/gi, `$1${mask}`],
  // Clients whose flag for the password is one letter, and the directives of Redis
  [
    /\b((?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump)\b[^\n|;&]{0,200}?[\s"',]-p)(?!\[masked)[^\s"',;\\]{1,200}/g,
    `$1${mask}`,
  ],
  [/\b(redis-cli\b[^\n|;&]{0,200}?[\s"',]-a[\s"',]{1,5})(?!\[masked)[^\s"',;\\]{1,200}/g, `$1${mask}`],
  [/\b(sshpass\b[^\n|;&]{0,50}?[\s"',]-p[\s"',]{0,5})(?!\[masked)[^\s"',;\\]{1,200}/g, `$1${mask}`],
  [
    /(?<![\w.-])((?:requirepass|masterauth)["']?[^\S\n,]{0,5},?[^\S\n]{1,5}["']?)(?!\[masked)[^\s"',;\\]{1,200}/g,
    `$1${mask}`,
  ],
  // `passwd X`, unless a sentence goes on after it
  [
    /(?<![\w./-])(passwd[^\S\n]{1,5})(?![a-z]{1,30}[^\S\n]{1,5}\w|\[masked|[-:=])[^\s"',;:\\]{1,200}(?![^\S\n]{0,3}[:=])/g,
    `$1${mask}`,
  ],
  // In Chinese; what goes on in Chinese is a sentence
  [
    /((?:密码|口令|令牌|密钥|凭据|凭证|私钥)["']?[^\S\n]{0,5}(?:[:：=＝]|为|是)[^\S\n]{0,5}["']?)(?!\[masked)[^\s"',;，；。、\p{Script=Han}]{1,1000}/gu,
    `$1${mask}`,
  ],
];
