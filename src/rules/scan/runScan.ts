import { setMaxListeners } from 'node:events';
import { CallMeter } from '../../core/callMeter.ts';
import type { CallRecord } from '../../core/engine.ts';
import type { Envelope } from '../../core/envelope.ts';
import { errorEnvelope } from '../../core/envelopes.ts';
import type { Finding } from '../../core/finding.ts';
import { isKubeError } from '../../core/kubeError.ts';
import type { Clock, Cluster, Clusters, Limits } from '../../core/ports.ts';
import { redact } from '../../core/redact.ts';
import type { AnyRule } from '../../core/rule.ts';
import type { Scan, ScanFinding, ScanOptions, ScanScope } from '../../core/scan.ts';
import { suspects } from '../../core/suspects.ts';
import { unlessAborted } from '../../core/unlessAborted.ts';
import { scanCluster, type ScanOutcome } from './scanCluster.ts';
import { Turns } from './turns.ts';
import { noneUnexplained } from './unexplained.ts';
import { timeText } from '../../core/timeText.ts';

export interface ScanParts {
  readonly rules: readonly AnyRule[];
  readonly clusters: () => Promise<Clusters>;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly activeContext: () => string | undefined;
  readonly record: (record: CallRecord) => void;
}

/** The name of a scan in the call log. */
const name = 'scan';

/** A scan reads a cluster and not an object: so many times the limit of one call. */
const calls = 5;

const maxSuspects = 10;

/** From a scope to the answer, as the runner does it for tools: opened, limited, redacted, recorded. Never rejects. */
export async function runScan(parts: ScanParts, scope: ScanScope, options: ScanOptions): Promise<Scan> {
  const { clock, limits, record } = parts;
  const started = clock.now();
  const meter = new CallMeter(options.onProgress);
  const limit = AbortSignal.timeout(limits.call * calls);
  const ended = new AbortController();
  const signal = AbortSignal.any([limit, ended.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  // Each of its reads listens: no leak, as Node takes more than ten of them for
  setMaxListeners(0, signal);
  const answer = await answered(parts, scope, options, meter, signal);
  ended.abort();
  const stats = { milliseconds: clock.now() - started, ...meter.counts() };
  const { error } = answer;
  record({
    at: new Date(started).toISOString(),
    surface: 'tree',
    tool: name,
    ...(answer.context === undefined ? {} : { context: answer.context }),
    input: redact(scope),
    verdict: answer.verdict,
    ...(error === undefined ? {} : { error: `${error.code}: ${error.message}` }),
    stats,
  });
  return { ...answer, stats };
}

async function answered(
  { rules, clusters, clock, limits, activeContext }: ScanParts,
  { context, namespace }: ScanScope,
  options: ScanOptions,
  meter: CallMeter,
  signal: AbortSignal,
): Promise<Omit<Scan, 'stats'>> {
  const place = namespace === undefined ? {} : { namespace };
  let cluster: Cluster | undefined;
  try {
    cluster = (await (await clusters()).open(context ?? activeContext(), signal)).observed(meter);
    if (options.fresh === true) cluster.forget();
    const outcome = await unlessAborted(scanCluster(cluster, rules, namespace, signal), signal);
    const takenAt = timeText(cluster.now());
    return {
      context: cluster.context,
      ...place,
      takenAt,
      verdict: verdictOf(outcome),
      ...(await shown(outcome, signal)),
    };
  } catch (error) {
    const now = cluster?.now() ?? clock.now();
    const by = options.signal?.aborted === true ? 'caller' : signal.aborted ? 'limit' : undefined;
    const seconds = (limits.call * calls) / 1000;
    const said = redact(
      errorEnvelope({ tool: name, now }, error, {}, { by, seconds, login: meter.login, throttled: meter.throttled }),
    );
    const facts = isKubeError(error) && by === undefined ? error.facts : undefined;
    const { reason } = facts ?? {};
    const brief = facts === undefined ? said.headline : redact(facts.headline ?? facts.detail);
    return {
      ...(cluster === undefined ? (context === undefined ? {} : { context }) : { context: cluster.context }),
      ...place,
      takenAt: said.takenAt,
      verdict: said.verdict,
      ...nothing,
      ...(said.error === undefined
        ? {}
        : { error: { ...said.error, ...(reason === undefined ? {} : { reason }), headline: said.headline, brief } }),
    };
  }
}

const nothing: ScanOutcome = {
  findings: [],
  unexplained: noneUnexplained,
  gaps: [],
  ran: [],
  still: [],
  looked: [],
  namespaces: 0,
};

/** Redacted, with the places of what reads like an instruction. */
async function shown(outcome: ScanOutcome, signal: AbortSignal): Promise<ScanOutcome & Pick<Scan, 'suspectText'>> {
  const turns = new Turns(signal);
  const findings: ScanFinding[] = [];
  const suspectText: string[] = [];
  for (const finding of outcome.findings) {
    await turns.rest();
    const safe = redact(finding);
    if (suspectText.length < maxSuspects) suspectText.push(...suspects(safe, `findings.${findings.length}`));
    findings.push(safe);
  }
  const unexplained = redact(outcome.unexplained);
  if (suspectText.length < maxSuspects) suspectText.push(...suspects(unexplained, 'unexplained'));
  return {
    ...outcome,
    findings,
    unexplained,
    gaps: redact(outcome.gaps),
    still: redact(outcome.still),
    ...(suspectText.length === 0 ? {} : { suspectText: suspectText.slice(0, maxSuspects) }),
  };
}

/** The worst of what was found and of what the pods show; healthy only where everything could be looked at. */
function verdictOf({ findings, unexplained, gaps }: ScanOutcome): Envelope['verdict'] {
  const has = (severity: Finding['severity']): boolean => findings.some((finding) => finding.severity === severity);
  if (has('critical') || unexplained.critical > 0) return 'broken';
  if (has('warning') || unexplained.warnings > 0) return 'degraded';
  return gaps.length > 0 ? 'unknown' : 'healthy';
}
