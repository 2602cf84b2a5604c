import type { Envelope } from '../../../../src/core/envelope.ts';
import { isThrottling } from '../faults.ts';
import { isEndless, short, type ChangeCase, type SeenChange } from './runChange.ts';

/** The plan, the write, and four looks at what became of it, each within its limit. */
const longest = short.plan + 6 * short.write + 2000;

/** A refusal that may have another reason by the next look: 409. */
const mostWrites = 3;

/** What is wrong with what came of a change under a fault; empty where nothing is. */
export function changeComplaints(one: ChangeCase, seen: SeenChange): readonly string[] {
  return [...conduct(one, seen), ...words(one, seen), ...(one.meets === 'planning' ? planned(seen) : made(one, seen))];
}

function conduct({ fault }: ChangeCase, { milliseconds, open, writes, acts, check }: SeenChange): readonly string[] {
  const most = fault.codes.includes('conflict') ? mostWrites : 1;
  return [
    ...(isEndless(fault) && milliseconds > longest ? [`takes ${Math.round(milliseconds)} ms`] : []),
    ...(open > 0 ? [`${open} requests go on after the answer`] : []),
    ...(writes.length > most ? [`is sent ${writes.length} times: ${writes.join(', ')}`] : []),
    ...(acts.length > 1 ? [`is done ${acts.length} times`] : []),
    ...(check.brokenAt === undefined ? [] : [`breaks the journal: ${check.because ?? ''}`]),
  ];
}

function words({ fault }: ChangeCase, { answer: { error } }: SeenChange): readonly string[] {
  if (error === undefined) return [];
  return [
    ...(error.code === 'internal' ? [`is a defect of ours: ${error.message}`] : []),
    ...(error.hint.length < 10 ? [`gives no useful hint: ${error.hint}`] : []),
    ...(isThrottling(fault) && error.code !== 'timeout' && !error.hint.includes('throttling')
      ? [`does not say that it is throttled: ${error.hint}`]
      : []),
  ];
}

function planned({ writes, change, isDone, answer: { verdict, headline } }: SeenChange): readonly string[] {
  return [
    ...(writes.length > 0 ? [`writes without a yes: ${writes.join(', ')}`] : []),
    ...(change === undefined ? [] : ['is in the journal']),
    ...(isDone ? ['is done'] : []),
    ...(['blocked', 'unknown', 'answered'].includes(verdict) ? [] : [`is called ${verdict}: ${headline}`]),
  ];
}

function made({ meets, fault }: ChangeCase, seen: SeenChange): readonly string[] {
  const { answer, writes, acts, isDone, atWrite, change } = seen;
  const { verdict, headline, error } = answer;
  const result = change?.outcome?.result;
  const isSuccess = verdict === 'applied' || verdict === 'undone';
  const saysNothingDone = /nothing was changed|was not done/i.test(headline);
  const isUnread = meets === 'answer and all after it';
  return [
    ...(writes.length === 0 ? [`sends nothing: ${headline}`] : []),
    ...(isDone === acts.length > 0 ? [] : [`is seen as ${isDone ? 'done' : 'not done'} after ${acts.length} acts`]),
    ...(atWrite.every((text) => (text.trimEnd().split('\n').at(-1) ?? '').includes('"type":"intent"'))
      ? []
      : ['is sent before its intent is on the disk']),
    ...(result === undefined ? ['has no outcome in the journal'] : []),
    ...(isSuccess && !isDone ? [`is called ${verdict}, and is not done: ${headline}`] : []),
    ...(isSuccess === (result === 'done') ? [] : [`is called ${verdict}, and kept as ${result ?? 'nothing'}`]),
    ...(isDone && saysNothingDone ? [`is done, and denied: ${headline}`] : []),
    ...(isDone && (result === 'failed' || result === 'conflict') ? [`is done, and kept as ${result}`] : []),
    ...(isSuccess || error !== undefined || verdict === 'blocked' ? [] : ['has no error']),
    ...(result === 'unknown' && !(error?.code === 'timeout' && headline.includes('Look before anything else is tried'))
      ? [`does not say that nobody knows: ${headline}`]
      : []),
    // A refusal is the server's word; what is found to be done in spite of it may be anybody's
    ...(isDone && !isSuccess && !isUnread && !isRefusal(fault.fault)
      ? [`is done, and called ${verdict}: ${headline}`]
      : []),
    ...(fault.isHarmless === true && !isSuccess ? [`fails though the answer came whole: ${headline}`] : []),
  ];
}

function isRefusal(fault: ChangeCase['fault']['fault']): boolean {
  return 'answer' in fault && fault.answer < 500;
}

/** What an answer says of a plan, without its times. */
export function saidOfPlan({ verdict, blockedBy, headline, gaps, error, plan }: Envelope): string {
  const { permissions, dryRun, warnings, blastRadius, undo } = plan ?? {};
  return JSON.stringify([
    verdict,
    blockedBy,
    headline,
    gaps,
    error?.code,
    permissions,
    dryRun,
    warnings,
    blastRadius,
    undo,
  ])
    .replaceAll(/case-\d+/g, 'NAMESPACE')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'UID')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/"resourceVersion":"\d+"|[0-9A-Z]{26}/g, 'ID');
}
