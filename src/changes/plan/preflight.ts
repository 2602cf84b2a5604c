import type { ClusterIdentity } from '../../core/approval.ts';
import type { Draft, DraftStep } from '../../core/draft.ts';
import type { ObjectRef } from '../../core/objectRef.ts';
import type { Plan, PlanPermission, PlanStep, PlanUndo } from '../../core/plan.ts';
import type { Cluster } from '../../core/ports.ts';
import { redact } from '../../core/redact.ts';
import type { DryRun, FreshReads, WriteTarget } from '../../core/write.ts';
import { dryRunSteps } from './dryRunSteps.ts';
import { inverseStep } from './inverseStep.ts';
import { planDigest } from './planDigest.ts';
import type { PreparedPlan } from './preparedPlan.ts';
import { protectionWarning } from './protectionWarning.ts';
import { readSteps, type Approved, type ReadStep } from './readSteps.ts';
import { stepBody } from './stepBody.ts';
import { stepPermission } from './stepPermission.ts';

export interface PreflightParts {
  readonly cluster: Cluster;
  readonly identity: ClusterIdentity;
  /** Of the writing side no more than this: a plan can be made, and nothing be done. */
  readonly server: FreshReads & DryRun;
  readonly isProtected: (identity: ClusterIdentity, namespace: string | undefined) => Plan['protected'];
}

/**
 * Makes a plan of a draft: reads anew what the steps replace, asks whether they and their undo are allowed, and has the server try
 * them out. Nothing is written.
 * @throws KubeError where an object cannot be read, or is another one by now
 */
export async function preflight(
  { cluster, identity, server, isProtected }: PreflightParts,
  tool: string,
  draft: Draft,
  signal: AbortSignal,
): Promise<PreparedPlan> {
  const steps = await readSteps(server, draft.steps, cluster.salt, signal);
  const undo = draft.undo.possible ? inverses(steps) : [];
  const [permissions, tried] = await Promise.all([
    permissionsOf(cluster, draft.steps, undo, signal),
    dryRunSteps(server, steps, { now: cluster.now(), salt: cluster.salt }, signal),
  ]);
  const namespace = draft.steps.find(({ target }) => target.namespace !== undefined)?.target.namespace;
  const guarded = isProtected(identity, namespace);
  const isRefused = guarded?.what === 'namespace' && draft.refusedWhereProtected === true;
  const { refusal } = tried;
  const plan: Plan = {
    digest: planDigest(identity, tool, steps),
    title: draft.title,
    effect: draft.effect,
    steps: steps.map((one) => shownStep(one, cluster.salt)),
    undo: shownUndo(draft, undo, cluster.salt),
    blastRadius: draft.blastRadius,
    permissions: [...permissions],
    dryRun: tried.dryRun,
    warnings: [
      ...(guarded === undefined ? [] : [protectionWarning(guarded, isRefused)]),
      ...draft.warnings,
      ...tried.warnings,
      ...undoWarnings(permissions),
    ],
    ...(guarded === undefined ? {} : { protected: guarded }),
  };
  return { plan: redact(plan), draft, steps, undo, ...(refusal === undefined ? {} : { refusal }) };
}

/** The last step is taken back first. */
function inverses(steps: readonly ReadStep[]): readonly DraftStep[] {
  return steps.toReversed().flatMap(({ step, before }) => inverseStep(step, before) ?? []);
}

async function permissionsOf(
  cluster: Cluster,
  steps: readonly DraftStep[],
  undo: readonly DraftStep[],
  signal: AbortSignal,
): Promise<readonly PlanPermission[]> {
  const all = await Promise.all([
    ...steps.map((step) => stepPermission(cluster, step, false, signal)),
    ...undo.map((step) => stepPermission(cluster, step, true, signal)),
  ]);
  // A scale is undone by a scale: one line says both
  return all.filter(
    (one, index) =>
      all.findIndex(
        ({ verb, resource, namespace }) =>
          verb === one.verb && resource === one.resource && namespace === one.namespace,
      ) === index,
  );
}

function undoWarnings(permissions: readonly PlanPermission[]): readonly string[] {
  return permissions
    .filter(({ forUndo, allowed }) => forUndo === true && allowed === false)
    .map(({ verb, resource }) => `You may not undo it: that needs ${verb} on ${resource}.`);
}

function shownStep({ step, approved }: ReadStep, salt: string): PlanStep {
  return { ...outline(step), object: objectOf(step.target), approved: shownApproved(approved), ...bodyOf(step, salt) };
}

function shownApproved({ uid, values }: Approved): PlanStep['approved'] {
  return { uid, values: { ...values } };
}

function shownUndo({ undo }: Draft, steps: readonly DraftStep[], salt: string): PlanUndo {
  if (!undo.possible) return { possible: false, because: undo.because };
  return {
    possible: true,
    exact: undo.exact,
    ...(undo.because === undefined ? {} : { because: undo.because }),
    // What is made again is the object that goes: it stands in the diff
    steps: steps.map((step) => ({ ...outline(step), ...(step.do === 'create' ? {} : bodyOf(step, salt)) })),
  };
}

function outline(step: DraftStep): Pick<PlanStep, 'do' | 'subresource'> {
  const subresource = step.do === 'patch' ? step.subresource : step.do === 'evict' ? 'eviction' : undefined;
  return { do: step.do, ...(subresource === undefined ? {} : { subresource }) };
}

function bodyOf(step: DraftStep, salt: string): Pick<PlanStep, 'body'> {
  const body = stepBody(step, salt);
  return body === undefined ? {} : { body };
}

export function objectOf({ apiVersion, kind, namespace, name }: WriteTarget): ObjectRef {
  return { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name };
}
