import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { Approve } from '../../core/approval.ts';
import type { Plan } from '../../core/plan.ts';

/** As long as a person may think, in milliseconds. */
const patience = 30 * 60_000;

/**
 * The person's answer, through the client's own question to them (elicitation). A client that cannot ask has nobody to ask. What the
 * client sends back is taken for its person's word: whoever chooses a client chooses that.
 */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- mcpServer.ts says why this server
export function elicitedApproval(server: Server): Approve {
  return async ({ plan, cluster }, signal) => {
    if (server.getClientCapabilities()?.elicitation === undefined) return { answer: 'absent' };
    const answer = await server.elicitInput(
      { message: planText(plan, cluster.context), requestedSchema: { type: 'object', ...formOf(plan) } },
      { signal, timeout: patience },
    );
    if (answer.action !== 'accept') return { answer: 'declined' };
    const { approve, name } = answer.content ?? {};
    if (approve !== true) return { answer: 'declined' };
    return {
      answer: 'approved',
      digest: plan.digest,
      by: 'elicitation',
      ...(typeof name === 'string' ? { typed: name.trim() } : {}),
    };
  };
}

function formOf(plan: Plan) {
  const approve = { type: 'boolean', title: plan.title, description: 'Do exactly this, now.', default: false } as const;
  if (plan.protected === undefined) return { properties: { approve }, required: ['approve'] };
  const { what, name } = plan.protected;
  const typed = { type: 'string', title: `Type the name of the ${what}: ${name}` } as const;
  return { properties: { approve, name: typed }, required: ['approve', 'name'] };
}

function planText({ title, effect, blastRadius, warnings, undo, dryRun }: Plan, context: string): string {
  const { disruptionBudget, autoscaler, managedBy, services = [], dependents = [] } = blastRadius;
  const touched = [
    ...services,
    ...dependents,
    ...[disruptionBudget, autoscaler, managedBy].flatMap((one) => one ?? []),
  ];
  return [
    `${title}? (${context})`,
    effect,
    ...(touched.length === 0 ? [] : [`It touches: ${touched.join('; ')}.`]),
    ...warnings,
    dryRun.accepted === true ? 'The server has accepted a dry run.' : `No dry run: ${dryRun.because ?? 'not asked'}.`,
    undo.possible
      ? `It can be undone${undo.exact === true ? ' exactly' : ''}${undo.because === undefined ? '' : ` (${undo.because})`}.`
      : `It cannot be undone: ${undo.because ?? ''}.`,
  ].join('\n');
}
