import { cleanText } from '../core/cleanText.ts';
import { isRecord } from '../core/json.ts';
import { KubeError, type KubeErrorFacts } from '../core/kubeError.ts';
import type { Connection } from '../core/ports.ts';
import type { Place } from './place.ts';
import { tlsTroubleOf } from './tlsTroubles.ts';
import { ConnectionError } from './transport.ts';
import { TransportFault, type FaultKind } from './transportFault.ts';

/** An answer of 300 and above, and what the client can do with it. */
export class Refusal extends KubeError {
  /** Where the server said how long to wait. */
  readonly retryAfterSeconds: number | undefined;
  /** Of an expired list: where to go on, at a later state. */
  readonly continueToken: string | undefined;

  constructor(facts: KubeErrorFacts, retryAfterSeconds?: number, continueToken?: string) {
    super(facts);
    this.retryAfterSeconds = retryAfterSeconds;
    this.continueToken = continueToken;
  }
}

interface RefusedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The beginning of the body. */
  readonly body: string;
}

type Words = Pick<KubeErrorFacts, 'code' | 'detail'> & Partial<Pick<KubeErrorFacts, 'hint' | 'reason' | 'kindAbsent'>>;

/** The KubeError of an answer that refuses: the server's own words, short and clean, and what to do about them. */
export function refusalOf(place: Place, answer: RefusedAnswer, connection: Connection): Refusal {
  const status = statusOf(answer.body);
  const reason = textOf(status.reason);
  const words = wordsOf(place, answer, status, connection);
  const causes = causesOf(status);
  const metadata = isRecord(status.metadata) ? status.metadata : {};
  return new Refusal(
    {
      ...place,
      status: answer.status,
      ...(reason === undefined ? {} : { reason }),
      ...(causes.length === 0 ? {} : { causes: causes.map((cause) => cause.reason) }),
      ...words,
    },
    retryAfterOf(answer.headers),
    textOf(metadata.continue),
  );
}

/** The KubeError of what went wrong on the way. What is no failure of the way (a bug of ours, say) comes back as it is. */
export function transportErrorOf(place: Place, error: unknown, connection: Connection): unknown {
  if (error instanceof TransportFault)
    return new KubeError({ ...place, ...faultWords(error, connection) }, { cause: error });
  if (!(error instanceof ConnectionError)) return error;
  const { cause } = error;
  const words = cause instanceof TransportFault ? faultWords(cause, connection) : socketWords(cause, connection);
  return new KubeError({ ...place, ...words }, { cause });
}

function wordsOf(
  place: Place,
  { status: code, headers, body }: RefusedAnswer,
  status: Record<string, unknown>,
  connection: Connection,
): Words {
  const said = short(textOf(status.message) ?? (isHtml(headers, body) ? 'it answered with a web page' : failed(body)));
  const detail = said === '' ? `the server answered ${code}` : said;
  switch (true) {
    case code === 401:
      return {
        code: 'unauthorized',
        detail: `the server does not accept the credential (${detail})`,
        hint: loginHint(connection),
      };
    case code === 403:
      return { code: 'forbidden', detail, hint: `needs ${permissionOf(place)}` };
    case code === 404:
      return missing(place, status, body, detail);
    case code === 409:
      return { code: 'conflict', detail };
    case code === 410:
      return { code: 'conflict', reason: 'Expired', detail, hint: 'ask again: the state that it went on from is gone' };
    case code === 405 || code === 406 || code === 415:
      return { code: 'unsupported', detail };
    case code === 429 && causesOf(status).some(({ reason }) => reason === 'DisruptionBudget'):
      return {
        code: 'forbidden',
        detail: budgetWords(status) ?? detail,
        hint: 'wait until more of the pods that the budget counts are healthy, or change the budget',
      };
    case code === 429:
      return {
        code: 'unreachable',
        detail: `the server is overloaded or limits this user (${detail})`,
        hint: 'the server is throttling: ask again in a minute, and for less',
      };
    case code >= 500:
      return { code: 'unreachable', detail: `the server failed with ${code} (${detail})` };
    case code === 407:
      return { code: 'unreachable', detail: 'the proxy wants a login', hint: 'check the proxy settings' };
    case code < 400:
      return { code: 'unreachable', detail: `it answered with a redirect (${code})`, hint: proxyHint };
    default:
      return { code: 'bad_input', detail };
  }
}

const faultCodes: Readonly<Record<FaultKind, KubeErrorFacts['code']>> = {
  connectTimeout: 'timeout',
  quiet: 'timeout',
  bodyCut: 'unreachable',
  badGzip: 'unreachable',
  badBody: 'unreachable',
  proxy: 'unreachable',
  tooLarge: 'unsupported',
};

const proxyHint = 'is a proxy or a login page between here and the API server?';

const faultReasons: Readonly<Record<FaultKind, string>> = {
  connectTimeout: 'ConnectTimeout',
  quiet: 'NoAnswer',
  bodyCut: 'BodyEndedEarly',
  badGzip: 'InvalidBody',
  badBody: 'InvalidBody',
  proxy: 'Proxy',
  tooLarge: 'TooLarge',
};

function faultWords({ kind, message }: TransportFault, { server }: Connection): Words {
  const timedOut = faultCodes[kind] === 'timeout';
  return {
    code: faultCodes[kind],
    reason: faultReasons[kind],
    detail: timedOut ? `${message} (${server})` : message,
    ...(timedOut ? { hint: `check that ${server} can be reached from here: VPN, proxy, firewall` } : {}),
    ...(kind === 'proxy' ? { hint: 'check proxy-url in the kubeconfig, or HTTPS_PROXY and NO_PROXY' } : {}),
    ...(kind === 'badBody' || kind === 'badGzip' ? { hint: proxyHint } : {}),
  };
}

function socketWords(error: Error, { server }: Connection): Words {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'Error';
  const tls = tlsTroubleOf(code, error.message);
  if (tls !== undefined)
    return { code: 'unreachable', reason: code, detail: `${tls.detail} (${server})`, hint: tls.hint };
  if (code.startsWith('HPE_'))
    return {
      code: 'unreachable',
      reason: code,
      detail: `what answers does not speak HTTP (${server})`,
      hint: proxyHint,
    };
  return {
    code: code === 'ETIMEDOUT' ? 'timeout' : 'unreachable',
    reason: code,
    detail: `${socketTroubles[code] ?? `the connection failed with ${code}`} (${server})`,
    hint: 'check the server address in the kubeconfig, and that it can be reached from here: VPN, proxy, firewall',
  };
}

const socketTroubles: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at the server address',
  ENOTFOUND: 'the server name is not known',
  EAI_AGAIN: 'the server name could not be looked up',
  ETIMEDOUT: 'the connection timed out',
  ECONNRESET: 'the connection was closed from the other side',
  EHOSTUNREACH: 'there is no route to the server',
  ENETUNREACH: 'there is no route to the network of the server',
  EPIPE: 'the connection was closed from the other side',
  ECONNABORTED: 'the connection was closed',
};

/** `list on pods in namespace shop`: what a person asks their administrator for. */
function permissionOf({ operation, resource = 'this', namespace }: Place): string {
  const verb = operation === 'logs' ? 'get' : operation === 'review' || operation === 'evict' ? 'create' : operation;
  const what = operation === 'logs' ? 'pods/log' : operation === 'evict' ? 'pods/eviction' : resource;
  const where = namespace === undefined ? '' : namespace === '*' ? ' in all namespaces' : ` in namespace ${namespace}`;
  return `${verb} on ${what}${where}`;
}

function loginHint({ credential, user }: Connection): string {
  switch (credential) {
    case 'exec':
      return `the login plugin of user ${user} gave a credential that the server refuses: log in again`;
    case 'none':
      return 'the kubeconfig has no credential for this context';
    case 'token':
    case 'tokenFile':
    case 'authProvider':
      return `renew the token of user ${user} in the kubeconfig`;
    case 'basic':
    case 'clientCertificate':
      return `renew the credential of user ${user} in the kubeconfig`;
  }
}

/**
 * No such object, or no such kind. A gateway that does not know the path says 404 too, and must not be taken for a cluster where there
 * is nothing: the API server says so with a Status, or with this text for a group that it does not know; and every one of them has
 * the kinds of the core and of apps.
 */
function missing(place: Place, status: Record<string, unknown>, body: string, detail: string): Words {
  const isServers = status.kind === 'Status' || body.startsWith('404 page not found');
  if (isServers && isAboutObject(status)) return { code: 'not_found', detail };
  const { operation, resource = '', name } = place;
  const isAlwaysThere = operation !== 'review' && /^[a-z]+(\.apps)?$/.test(resource);
  if (isServers && !isAlwaysThere) return { code: 'not_found', detail, kindAbsent: true };
  if (isServers && name !== undefined) return { code: 'not_found', detail };
  return {
    code: 'unreachable',
    detail: isServers ? `what answers does not know ${resource} (${detail})` : `it answered 404 (${detail})`,
    hint: 'is this the address of the API server? A gateway in between may not pass this path on',
  };
}

/** A 404 that names an object says that there is no such object; others say that the server does not know the path. */
function isAboutObject(status: Record<string, unknown>): boolean {
  const details = isRecord(status.details) ? status.details : {};
  return (
    textOf(details.name) !== undefined &&
    textOf(status.message)?.includes('the server could not find the requested resource') !== true
  );
}

function statusOf(body: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body);
    return isRecord(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

/** Seconds, or a date (RFC 9110, 10.2.3): gateways send one. It is compared with the server's own Date, where that was sent. */
function retryAfterOf({ 'retry-after': header, date }: RefusedAnswer['headers']): number | undefined {
  if (typeof header !== 'string' || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return seconds >= 0 ? seconds : undefined;
  const left = Date.parse(header) - Date.parse(String(date));
  return Number.isNaN(left) ? undefined : Math.max(0, left / 1000);
}

/** `/readyz` names some forty checks, `[+]` before those that pass: they would leave no room for those that fail. */
function failed(body: string): string {
  return body.replace(/^\[\+\].*\n/gm, '');
}

interface Cause {
  readonly reason: string;
  readonly message?: string;
}

function causesOf({ details }: Record<string, unknown>): readonly Cause[] {
  const causes: readonly unknown[] = isRecord(details) && Array.isArray(details.causes) ? details.causes : [];
  return causes.flatMap((one) => {
    const { reason, message } = isRecord(one) ? one : {};
    const [code, words] = [textOf(reason), textOf(message)];
    return code === undefined ? [] : [{ reason: code, ...(words === undefined ? {} : { message: words }) }];
  });
}

/** What names the budget, and how many pods it wants, is the cause; the message says no more than that there is one (registry/core/pod/storage/eviction.go). */
function budgetWords(status: Record<string, unknown>): string | undefined {
  const why = causesOf(status).find(({ reason }) => reason === 'DisruptionBudget')?.message;
  return why === undefined ? undefined : short(why).replace(/\.$/, '');
}

function isHtml(headers: RefusedAnswer['headers'], body: string): boolean {
  return String(headers['content-type']).includes('html') || /^\s*</.test(body);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function short(text: string): string {
  const clean = cleanText(text).replace(/\s+/g, ' ').trim();
  return clean.length > 500 ? `${clean.slice(0, 499)}…` : clean;
}
