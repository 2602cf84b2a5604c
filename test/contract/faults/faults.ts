import { gzipSync } from 'node:zlib';
import { isRecord } from '../../../src/core/json.ts';
import type { ErrorCode } from '../../../src/core/envelope.ts';
import type { Fault } from '../../support/faultProxy.ts';

export interface NamedFault {
  readonly name: string;
  readonly fault: Fault;
  /** What the call says of it where it cannot answer at all. */
  readonly codes: readonly ErrorCode[];
  /** So many times may one and the same be asked for. */
  readonly tries: number;
  /** The whole answer comes in spite of it. */
  readonly isHarmless?: true;
}

/** As the limits of one request: repeated after a cut; patient after a 429, and where the server asks for it. */
const once = 1;
const afterCut = 2;
const patient = 5;

const refusal = (
  answer: number,
  reason: string,
  code: ErrorCode,
  { tries = once, headers = {} }: { readonly tries?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): NamedFault => ({
  name: [`${answer}`, ...Object.entries(headers).map(([name, value]) => `${name} ${value}`)].join(' with '),
  fault: { answer, reason, headers },
  codes: [code],
  tries,
});

const rewritten = (name: string, change: (body: Record<string, unknown>) => unknown): NamedFault => ({
  name,
  fault: { rewrite: (body) => changedJson(body, change) },
  codes: ['unreachable'],
  tries: once,
});

const cut = (name: string, fault: Fault): NamedFault => ({ name, fault, codes: ['unreachable'], tries: afterCut });
const body = (name: string, text: string | Buffer, headers = {}): NamedFault => ({
  name,
  fault: { body: text, headers },
  codes: ['unreachable'],
  tries: afterCut,
});

/** A silence, or a wait that the server asks for: what ends it is the time limit. */
export function isSlow({ codes }: NamedFault): boolean {
  return codes.includes('timeout');
}

/** Nothing comes, and nothing says that it will not. */
export function isSilence({ fault }: NamedFault): boolean {
  return 'stall' in fault || 'stallAt' in fault;
}

/** Too many requests, as the server says. */
export function isThrottling({ fault }: NamedFault): boolean {
  return 'answer' in fault && fault.answer === 429;
}

/** All that can stand between us and the API server. */
export const faults: readonly NamedFault[] = [
  refusal(401, 'Unauthorized', 'unauthorized'),
  refusal(403, 'Forbidden', 'forbidden'),
  // An object, a kind that this server lacks, or a gateway in its place: by what was asked for
  { ...refusal(404, 'NotFound', 'not_found'), codes: ['not_found', 'unreachable'] },
  refusal(409, 'Conflict', 'conflict'),
  refusal(410, 'Expired', 'conflict'),
  refusal(429, 'TooManyRequests', 'unreachable', { tries: patient, headers: { 'retry-after': '0' } }),
  refusal(429, 'TooManyRequests', 'unreachable', { tries: once, headers: { 'retry-after': '3600' } }),
  { ...refusal(429, 'TooManyRequests', 'timeout', { tries: patient }), codes: ['timeout', 'unreachable'] },
  refusal(500, 'InternalError', 'unreachable'),
  refusal(503, 'ServiceUnavailable', 'unreachable'),
  refusal(503, 'ServiceUnavailable', 'unreachable', { tries: patient, headers: { 'retry-after': '0' } }),
  { name: 'a redirect', fault: { answer: 302, headers: { location: '/login' } }, codes: ['unreachable'], tries: once },
  cut('a connection closed before the head', { close: true }),
  cut('a body cut before its first byte', { cutAt: 0 }),
  cut('a body cut in its head', { cutAt: 40 }),
  cut('a body cut behind its head', { cutAt: 100 }),
  cut('a connection lost in the body', { dropAt: 60 }),
  { name: 'no head', fault: { stall: 'head' }, codes: ['timeout'], tries: once },
  { name: 'nothing after the head', fault: { stall: true }, codes: ['timeout'], tries: once },
  { name: 'nothing after a part of the body', fault: { stallAt: 60 }, codes: ['timeout'], tries: once },
  { name: 'a trickle without an end', fault: { trickle: 1, every: 20 }, codes: ['timeout'], tries: once },
  { name: 'a slow body', fault: { trickle: 32 * 1024, every: 5 }, codes: [], tries: once, isHarmless: true },
  body('an empty body', ''),
  body('a web page', '<html><title>proxy login</title></html>', { 'content-type': 'text/html' }),
  body('a web page that calls itself JSON', '<html><title>proxy login</title></html>'),
  body('no JSON', 'upstream connect error or disconnect/reset before headers'),
  body('null', 'null'),
  body('an empty array', '[]'),
  body('an empty object', '{}'),
  body('a Status that is no failure', '{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success"}'),
  body('items that are a number', '{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":7}'),
  body('gzip that is none', 'no gzip at all', { 'content-encoding': 'gzip' }),
  body('gzip that ends early', gzipSync(Buffer.alloc(5000, '{"kind":"PodList"')).subarray(0, 30), {
    'content-encoding': 'gzip',
  }),
  rewritten('a list that is an object', (whole) => ('items' in whole ? { ...whole, items: { 0: whole.items } } : {})),
  rewritten('items that are texts', (whole) => ('items' in whole ? { ...whole, items: ['one', 'two'] } : 'one')),
  rewritten('items that are null', (whole) => ('items' in whole ? { ...whole, items: [null, null] } : null)),
  rewritten('items that are arrays', (whole) => ('items' in whole ? { ...whole, items: [[], [[]]] } : [whole])),
  rewritten('no metadata', (whole) => ({ ...whole, metadata: undefined })),
];

/** @param change of the JSON object that a body holds; a body that is none comes out as it is */
function changedJson(text: string, change: (body: Record<string, unknown>) => unknown): string {
  try {
    const whole: unknown = JSON.parse(text);
    return isRecord(whole) ? JSON.stringify(change(whole)) : text;
  } catch {
    return text;
  }
}
