import { limitsUnder } from './bench.ts';
import { countsOf, type FaultCase, type Seen } from './faultCases.ts';
import { isThrottling } from './faults.ts';
import type { Answer } from './question.ts';

/** Kinds that every server has: where it says that it does not know them, it is no Kubernetes. Others may truly be absent. */
const always =
  /^(list|get) of (pods|services|nodes|namespaces|events|resourcequotas|persistentvolumeclaims|deployments|replicasets|statefulsets|daemonsets)$/;

/** What a verdict does not rest on, by tool, and why: it may be healthy without. */
const needless: readonly { readonly tool: string; readonly kinds: RegExp }[] = [
  // A pod that is Ready and in its EndpointSlice as ready has a node that works; an Ingress with an address has a class that works
  { tool: 'trace_service_chain', kinds: /^list of (nodes|ingressclasses)$/ },
  // It speaks of the connection: the server is ready, and takes us for somebody
  { tool: 'verify_kubernetes_connection', kinds: /^(GET \/version|discovery|list of (nodes|services))$/ },
];

/** The event loop's turns are shared with the other benches and the demo cluster. */
const slackMilliseconds = 2000;

/** An answer may need a read again in a later wave, which the failed one before has not spared it. */
const waves = 2;

/** The server may close a kept connection just as it is used again: each request may be sent once more for that. */
const keptConnection = 1;

/** A sentence that nothing is wrong. */
const cleanBill =
  /\b(healthy|none in trouble|nothing (is )?(wrong|in trouble)|no (warnings|findings|problems)|none of them a failure|not a failure|(all|everything) (is|are) well)\b/i;

/** What is wrong with an answer that was given under a fault; empty where nothing is. */
export function complaints(one: FaultCase, seen: Seen): readonly string[] {
  return [...conduct(one, seen), ...words(one, seen), ...honesty(one, seen)];
}

/** Time, requests, and what goes on afterwards. */
function conduct({ fault, counts, question }: FaultCase, { milliseconds, requests, open }: Seen): readonly string[] {
  const { patience = 0, tool } = question;
  const limit = limitsUnder(fault).call * (tool === 'scan' ? 5 : 1) + patience + slackMilliseconds;
  const storms = [...countsOf(requests)].flatMap(([path, times]) =>
    times > (fault.tries + keptConnection) * Math.max(waves, counts.get(path) ?? 0)
      ? [`asks for ${path} ${times} times`]
      : [],
  );
  return [
    ...(milliseconds > limit ? [`takes ${Math.round(milliseconds)} ms`] : []),
    ...(open > 0 ? [`${open} requests go on after the answer`] : []),
    ...storms,
  ];
}

function words({ fault }: FaultCase, { answer: { error }, faulted }: Seen): readonly string[] {
  if (error === undefined) return [];
  if (error.code === 'internal') return [`is a defect of ours: ${error.message}`];
  // It was asked for an answer within a time of its own, which a busy machine reaches before the fault
  if (error.code === 'timeout' && faulted.length === 0) return [];
  return [
    ...(error.hint.length < 10 ? [`gives no useful hint: ${error.hint}`] : []),
    ...(isThrottling(fault) && faulted.length > 0 && !error.hint.includes('throttling')
      ? [`does not say that it is throttled: ${error.hint}`]
      : []),
    ...(fault.codes.includes(error.code) ? [] : [`has the code ${error.code}: ${error.message}`]),
  ];
}

/** What was not read is said, and nothing is called well for want of it. */
function honesty(one: FaultCase, { answer, faulted }: Seen): readonly string[] {
  const { well, fault, only, question } = one;
  const { error, gaps, verdict, headline } = answer;
  const before = new Set(well.gaps.map((gap) => JSON.stringify(gap)));
  if (saysTheSame(well, answer)) {
    if (only !== undefined || fault.isHarmless === true || faulted.length === 0) return [];
    return ['says the same when nothing can be read'];
  }
  if (fault.isHarmless === true) return [`differs though the answer came whole: ${whereDiffers(well, answer)}`];
  if (only !== undefined && isAnswer(one, only)) return [];
  const mayBeHealthy =
    only !== undefined && needless.some(({ tool, kinds }) => tool === question.tool && kinds.test(only));
  return [
    ...(error === undefined && gaps.every((gap) => before.has(JSON.stringify(gap)))
      ? ['has no gap, and no error']
      : []),
    ...(verdict === 'healthy' && !mayBeHealthy ? ['is called healthy'] : []),
    ...(cleanBill.test(headline) && !mayBeHealthy ? [`claims that nothing is wrong: ${headline}`] : []),
  ];
}

/** Where the fault is an answer that the API server itself may give. */
function isAnswer({ fault }: FaultCase, only: string): boolean {
  // A kind that it does not serve, so that there are none
  if (fault.name === '404') return !always.test(only);
  // A log has no end of its own: a body that ends as HTTP wants it is a whole one
  return only === 'log' && 'cutAt' in fault.fault;
}

function saysTheSame(one: Answer, other: Answer): boolean {
  return said(one) === said(other);
}

/** From shortly before the first letter that is another: `… ["node/not-ready", …`. */
function whereDiffers(one: Answer, other: Answer): string {
  const [was, is] = [said(one), said(other)];
  const at = Array.from({ length: is.length }, (_, index) => index).find((index) => is[index] !== was[index]) ?? 0;
  const from = Math.max(0, at - 60);
  return `${was.slice(from, from + 200)} → ${is.slice(from, from + 200)}`;
}

/** Ages and times pass meanwhile. */
function said({ verdict, headline, gaps, findings, error }: Answer): string {
  return JSON.stringify([verdict, headline, gaps, findings.map(({ rule, object }) => [rule, object]), error?.code])
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/\b(\d+ ?(ms|s|m|h|d))+\b/g, 'AGE')
    .replaceAll(/\b[\d.]+( times)? an hour\b/g, 'RATE');
}
