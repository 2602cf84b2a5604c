import { credentialName, isCredential, isCredentialName, isProse, mayNameCredentials } from './credentialName.ts';
import { credentialShapes } from './credentialShapes.ts';
import { isKeyInYaml, isKeyOfSecret } from './externalSecret.ts';
import { mask } from './mask.ts';
import { looksRandom } from './randomWord.ts';
import { isAfterEffect } from './taint.ts';

/** A quoted text up to its quote or the line's end, or a bare word. What is counted bounds the matcher's stack. */
const value = /"(?:[^"\\\n]|\\.){0,20000}"?|'[^'\n]{0,20000}'?|[^\s,;&"'}\])]{1,20000}/.source;
const escapedValue = String.raw`\\{1,31}"[^"\n]{0,20000}"?|${value}`;
const name = '[A-Za-z][\\w.-]{1,60}';
const start = '(?<![\\w.-])';

/** `name=value`, `name: value`, `"name":"value"`. */
const assignment = new RegExp(
  String.raw`${start}(["']?)(-{0,2}${name})\1([^\S\n]{0,20}(?::=|=>|=|:)[^\S\n]{0,20})(${value})`,
  'g',
);

/** `\"name\":\"value\"`: JSON inside of JSON, to any depth. A quote of the value has more strokes before it than the value's own. */
const escaped =
  /(?<!\\)(\\{1,255})"([A-Za-z][\w.-]{1,60})\1"(\s{0,5}:\s{0,5})\1"((?:[^"\\\n]|\\{1,255}(?!["\\])|\1\\{1,255}"){1,20000})/g;

/** `--name value`. */
const flag = new RegExp(String.raw`${start}()(--?${name})([^\S\n]{1,20})(?!-)(${value})`, 'g');

/** `"name":"DB_PASSWORD","value":"…"`, in JSON, in JSON inside of JSON and in YAML: a variable or a header in a text. */
const named = new RegExp(
  String.raw`${start}(\\{0,31}["']?(?:name|key)\\{0,31}["']?[^\S\n]{0,5}[:=][^\S\n]{0,5}\\{0,31}["']?)([\w.-]{1,100})(\\{0,31}["']?[^\S\n]{0,5},?\s{0,40}\\{0,31}["']?value\\{0,31}["']?[^\S\n]{0,5}[:=][^\S\n]{0,5})(${escapedValue})`,
  'gi',
);

/** `clientSecret: {value: …}`, on one line or on two. */
const nested = new RegExp(
  String.raw`${start}(\\{0,31}["']?)(${name})(\\{0,31}["']?[^\S\n]{0,5}[:=]\s{0,40}\{?\s{0,40}\\{0,31}["']?(?:value|literal|plain|plaintext|raw)\\{0,31}["']?[^\S\n]{0,5}[:=][^\S\n]{0,5})(${escapedValue})`,
  'g',
);

/** `"--password","…"`: an argument after its flag in a list. */
const listed = new RegExp(
  String.raw`${start}(\\{0,3}["'])(--?${name})(\\{0,3}["']\s{0,5},\s{0,5})(?!\\{0,3}["']-)(\\{1,3}"[^"\n]{0,20000}"?|"(?:[^"\\\n]|\\.){0,20000}"?|'[^'\n]{0,20000}'?)`,
  'g',
);

/** `passwords: ["…", "…"]`. */
const flowList = new RegExp(
  String.raw`${start}(\\{0,31}["']?${name}\\{0,31}["']?\s{0,5}[:=]\s{0,5}\[)(?!masked\])([^\][{}]{1,20000})(?=\])`,
  'g',
);

/** `passwords:` and a line for each; no list of maps. */
const lineList = new RegExp(
  String.raw`${start}(["']?${name}["']?:)((?:[^\S\n]{0,5}\n[^\S\n]{0,100}- (?![\w.-]{1,60}:(?:\s|$))[^\n]{1,2000}){1,200})`,
  'g',
);

/** `password: |` and the lines below. */
const block =
  /(?<![\w.-])(["']?([A-Za-z][\w.-]{1,60})["']?:[^\S\n]{0,5}[|>][+\-\d]{0,2}[^\S\n]{0,5}\n)([^\S\n]{0,100})(\S[^\n]{0,20000})((?:\n\3[^\n]{0,20000}|\n(?=\n)){0,500})/g;

/** `<password>…</password>`. */
const element = /<([A-Za-z][\w.-]{1,60})>([^<\n]{1,2000})(?=<\/\1>)/g;

/** Text with what looks like a credential masked. */
export function maskCredentials(text: string): string {
  let masked = text;
  for (const [shape, replacement] of credentialShapes) masked = masked.replace(shape, replacement);
  if (mayNameCredentials(masked)) masked = maskNamed(masked);
  return masked.replace(/[A-Za-z0-9+/_=-]{24,4096}/g, (word) => (looksRandom(word) ? mask : word));
}

function maskNamed(text: string): string {
  const structured = maskBlocks(text, maxNesting)
    .replace(lineList, (whole: string, before: string, items: string) =>
      isCredentialName(bare(before)) ? `${before}${items.replace(/(\n[^\S\n]*- )[^\n]+/g, `$1${mask}`)}` : whole,
    )
    .replace(flowList, (whole: string, before: string, items: string) =>
      isCredentialName(bare(before)) ? `${before}${items.replace(listItem, maskItem)}` : whole,
    )
    .replace(element, (whole: string, called: string, shown: string) =>
      isCredential(called, shown) ? `<${called}>${mask}` : whole,
    )
    .replace(escaped, (whole: string, strokes: string, called: string, between: string, shown: string) =>
      isCredential(called, shown) ? `${strokes}"${called}${strokes}"${between}${strokes}"${mask}` : whole,
    )
    .replace(named, maskNamedValue)
    .replace(nested, maskPaired)
    .replace(listed, maskPaired);
  return maskAssignments(structured, maxNesting);
}

/** A block of YAML may hold another: a file of a ConfigMap. Its lines are indented deeper than its name; else one line is taken for it. */
function maskBlocks(text: string, depth: number): string {
  const replace = (
    whole: string,
    before: string,
    called: string,
    indent: string,
    first: string,
    others: string,
    offset: number,
    all: string,
  ): string => {
    const line = all.slice(all.lastIndexOf('\n', offset - 1) + 1, offset);
    const isDeeper = indent.length > (/^[^\S\n]*/.exec(line)?.[0].length ?? 0);
    if (isCredentialName(called)) return `${before}${indent}${mask}${isDeeper ? '' : maskBlocks(others, depth)}`;
    return depth > 0 ? `${before}${maskBlocks(`${indent}${first}${others}`, depth - 1)}` : whole;
  };
  return text.replace(block, replace);
}

const listItem = /\\{1,31}"[^"\n]{0,20000}"?|"(?:[^"\\\n]|\\.){0,20000}"?|'[^'\n]{0,20000}'?|[^\s,"']{1,20000}/g;

function maskItem(item: string): string {
  return item.includes('[masked') ? item : requote(item);
}

/** The name in what stands before a value. */
function bare(before: string): string {
  return /[A-Za-z][\w.-]*/.exec(before)?.[0] ?? '';
}

function maskAssignments(text: string, depth: number): string {
  const replacer =
    (mayBeProse: boolean): Replacer =>
    (whole, quote, called, between, shown, offset, all) => {
      const before = `${quote}${called}${quote}${between}`;
      if (credentialName(called) !== 'none') {
        if (!isCredential(called, shown)) return whole;
        if (called === 'secretKey' && isKeyOfSecret(shown) && isKeyInYaml(all, offset)) return whole;
        const end = offset + whole.length;
        if (mayBeProse && quote === '' && isProse(called, between, shown, all.slice(end, end + 80))) return whole;
        return `${before}${requote(shown)}`;
      }
      // A value may hold another assignment: `"msg":"password=…"`, `url=/?token=…`.
      return depth > 0 && shown.length < whole.length ? `${before}${maskAssignments(shown, depth - 1)}` : whole;
    };
  return replaceAssignments(text, replacer(true)).replace(flag, replacer(false));
}

type Replacer = (
  whole: string,
  quote: string,
  called: string,
  between: string,
  shown: string,
  offset: number,
  all: string,
) => string;

/** `FATAL: password: …`: what looks like the value of the first name is the name of the next, and is looked at as that. */
function replaceAssignments(text: string, replacer: Replacer): string {
  const pattern = new RegExp(assignment);
  const parts: string[] = [];
  let done = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [whole, quote = '', called = '', between = '', shown = ''] = match;
    if (/^[A-Za-z][\w.-]{1,60}:$/.test(shown) && credentialName(called) === 'none') {
      pattern.lastIndex = match.index + whole.length - shown.length;
      continue;
    }
    parts.push(text.slice(done, match.index), replacer(whole, quote, called, between, shown, match.index, text));
    done = match.index + whole.length;
  }
  return parts.join('') + text.slice(done);
}

/** How deep assignments are looked for in the values of others: what is nested deeper no person wrote. */
const maxNesting = 4;

function maskPaired(whole: string, before: string, called: string, between: string, shown: string): string {
  return isCredential(called, shown) ? `${before}${called}${between}${requote(shown)}` : whole;
}

/** A taint's key and value are no variable's. */
function maskNamedValue(
  whole: string,
  before: string,
  called: string,
  between: string,
  shown: string,
  offset: number,
  all: string,
): string {
  const isOfTaint =
    /^key: $/.test(before) &&
    /^[-\w.]{1,63}$/.test(shown) &&
    isAfterEffect(all.slice(Math.max(0, offset - 200), offset));
  return isOfTaint ? whole : maskPaired(whole, before, called, between, shown);
}

function requote(shown: string): string {
  const quote = /^\\{0,31}["']/.exec(shown)?.[0] ?? '';
  return `${quote}${mask}${quote}`;
}
