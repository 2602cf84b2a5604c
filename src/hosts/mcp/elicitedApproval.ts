import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { ErrorCode, McpError, type ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import type { Approval, Approve } from '../../core/approval.ts';
import type { Plan } from '../../core/plan.ts';
import { approvingCommand, type AskedCall } from './approvingCommand.ts';
import { lastingDemo } from '../terminal/lastingDemo.ts';
import type { SameClusters } from '../terminal/sameClusters.ts';

/** As long as a person may think, in minutes. */
const patience = 30;

/**
 * The person's answer, through the client's own question to them (elicitation). A client that cannot ask has nobody to ask, and one
 * that answers with what is no answer has not asked. What it sends back is taken for its person's word: whoever chooses a client
 * chooses that.
 */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- mcpServer.ts says why this server
export function elicitedApproval(server: Server, call: AskedCall, at: SameClusters): Approve {
  return async ({ plan, cluster }, signal) => {
    const instead =
      at === 'demo'
        ? `nobody else can approve it, for this demo cluster ends with the server. ${lastingDemo.replace(/\.$/, '')}`
        : `a person approves it with ${approvingCommand(call, at, plan.digest, cluster.context)}`;
    // The form is what is asked with; a client may be able to open addresses only (MCP 2025-11-25, "Elicitation")
    if (server.getClientCapabilities()?.elicitation?.form === undefined)
      return {
        answer: 'absent',
        because: `this client cannot ask a person, so nothing can be approved through it; ${instead}`,
      };
    try {
      const asked = { message: planText(plan, cluster.context, at), requestedSchema: formOf(plan) };
      const answer = await server.elicitInput(asked, { signal, timeout: patience * 60_000 });
      // The SDK holds against the form what stands in it, and lets one pass that is not there
      if (answer.action === 'accept' && answer.content === undefined)
        return {
          answer: 'absent',
          because: `the client answered the question without its form, which holds no yes, so it is not approved; ${instead}`,
        };
      return approvalOf(answer, plan);
    } catch (error) {
      signal.throwIfAborted();
      return { answer: 'absent', because: `${whyNoAnswer(error)}, so it is not approved; ${instead}` };
    }
  };
}

function approvalOf({ action, content }: ElicitResult, { digest }: Plan): Approval {
  if (action === 'cancel') return { answer: 'declined', because: 'the question was closed without an answer' };
  const { approve, name } = content ?? {};
  if (action === 'decline' || approve !== true) return { answer: 'declined' };
  return {
    answer: 'approved',
    digest,
    by: 'elicitation',
    ...(typeof name === 'string' ? { typed: name.trim() } : {}),
  };
}

const timedOut: number = ErrorCode.RequestTimeout;

/** The SDK throws what the client sent as an error, what does not fit the form, and the report of its schema library. */
function whyNoAnswer(error: unknown): string {
  if (!(error instanceof McpError)) return 'the client answered the question with what is no answer in this protocol';
  if (error.code === timedOut) return `nobody has answered within ${patience} minutes`;
  const said = error.message.replace(/^MCP error -?\d+: /, '').slice(0, 200);
  return `the client did not put the question as it was asked (${said})`;
}

function formOf(plan: Plan) {
  const approve = { type: 'boolean', title: plan.title, description: 'Do exactly this, now.', default: false } as const;
  if (plan.protected === undefined) return { type: 'object' as const, properties: { approve }, required: ['approve'] };
  const { what, name } = plan.protected;
  const typed = { type: 'string', title: `Type the name of the ${what}: ${name}` } as const;
  return { type: 'object' as const, properties: { approve, name: typed }, required: ['approve', 'name'] };
}

function planText(
  { title, effect, blastRadius, warnings, undo, dryRun }: Plan,
  context: string,
  at: SameClusters,
): string {
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
    at === 'demo'
      ? 'It ends with this demo cluster, and that with the server.'
      : undo.possible
        ? `It can be undone${undo.exact === true ? ' exactly' : ''}${undo.because === undefined ? '' : ` (${undo.because})`}.`
        : `It cannot be undone: ${undo.because ?? ''}.`,
  ].join('\n');
}
