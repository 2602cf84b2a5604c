import type { ClusterIdentity } from '../core/approval.ts';
import type { Intent, JournaledChange, Outcome, StepOutcome } from '../core/journal.ts';
import type { JsonObject } from '../core/json.ts';
import type { Clock, Cluster } from '../core/ports.ts';
import type { FreshReads } from '../core/write.ts';
import { keptSteps, type KeptStep } from './executor/beforeImage.ts';
import { judgeStep } from './executor/readBack.ts';
import type { BeforeImages } from './journal/beforeImages.ts';
import type { Journal } from './journal/journal.ts';
import { canonicalJson } from '../core/canonicalJson.ts';
import { valueAtSteps } from './plan/fieldSteps.ts';
import { readIfThere } from './plan/readIfThere.ts';
import { approvedOf } from './plan/readSteps.ts';

export interface RecoverParts {
  readonly open: (
    context: string,
    signal: AbortSignal,
  ) => Promise<{ readonly cluster: Cluster; readonly identity: ClusterIdentity; readonly writer: FreshReads }>;
  readonly journal: Journal;
  readonly images: BeforeImages;
  readonly clock: Clock;
  /** For one change, in milliseconds. */
  readonly patience: number;
}

/**
 * Looks on the cluster for what became of changes whose process ended without a word, and keeps what it finds as their outcome. Of what
 * cannot be looked at now nothing is kept: it is tried again at the next start. Nothing is written to a cluster.
 */
export async function recover(parts: RecoverParts, isWanted: (intent: Intent) => boolean = () => true): Promise<void> {
  const unfinished = await parts.journal.unfinished().catch(() => []);
  for (const change of unfinished.filter(({ intent }) => isWanted(intent))) {
    const outcome = await foundLater(parts, change).catch(() => undefined);
    if (outcome !== undefined) await parts.journal.append(outcome).catch(() => undefined);
  }
}

async function foundLater(
  { open, images, clock, patience }: RecoverParts,
  { intent }: JournaledChange,
): Promise<Outcome | undefined> {
  const signal = AbortSignal.timeout(patience);
  const content = await images.load(intent.id, intent.before);
  if (content === undefined) return undefined;
  const { cluster, identity, writer } = await open(intent.cluster.context, signal);
  // A context of the same name that leads elsewhere tells nothing of this change
  if (canonicalJson(identity) !== canonicalJson(intent.cluster)) return undefined;
  const steps: StepOutcome[] = [];
  for (const kept of keptSteps(content)) steps.push(await stepFound(writer, kept, cluster.salt, signal));
  return {
    type: 'outcome',
    id: intent.id,
    at: new Date(clock.now()).toISOString(),
    result: resultOf(steps),
    steps,
    foundLater: true,
  };
}

async function stepFound(
  reads: FreshReads,
  { step, before, undo }: KeptStep,
  salt: string,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const now = await readIfThere(reads, step.target, signal);
  // The process that sent it is gone, and the server ends what a connection that is gone has asked for: what is not there will not come
  const { result } = judgeStep(step, before, now);
  const found = result === 'unknown' && isAsItWas(before, now) ? 'failed' : result;
  const isUndoable = found === 'done' && undo !== undefined && undo.do !== 'create';
  return { result: found, milliseconds: 0, ...(isUndoable ? { after: approvedOf(undo, now, salt) } : {}) };
}

function isAsItWas(before: JsonObject | undefined, now: JsonObject | undefined): boolean {
  const version = (one: JsonObject | undefined): unknown => valueAtSteps(one, ['metadata', 'resourceVersion']);
  return version(before) === version(now);
}

function resultOf(steps: readonly StepOutcome[]): Outcome['result'] {
  if (steps.some(({ result }) => result === 'unknown')) return 'unknown';
  const done = steps.filter(({ result }) => result === 'done').length;
  return done === steps.length ? 'done' : done === 0 ? 'failed' : 'partial';
}
