import { redactInput } from '../../core/redactInput.ts';
import { commandLine } from '../terminal/commandLine.ts';
import type { SameClusters } from '../terminal/sameClusters.ts';

/** A call as the client sent it. */
export interface AskedCall {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a person types where their client cannot ask them: the digest stands for the cluster's name too, so the call names it. */
export function approvingCommand(
  { tool, input }: AskedCall,
  at: Exclude<SameClusters, 'demo'>,
  digest: string,
  context: string,
): string {
  const json = JSON.stringify(redactInput({ ...input, context }));
  return `${commandLine(at, ['call', tool, json])} --allow-changes --approve ${digest}`;
}
