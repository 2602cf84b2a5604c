import { redactInput } from '../../core/redactInput.ts';

/** A call as the client sent it. */
export interface AskedCall {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a person types where their client cannot ask them: the digest stands for the cluster's name too, so the call names it. */
export function approvingCommand({ tool, input }: AskedCall, digest: string, context: string): string {
  const json = JSON.stringify(redactInput({ ...input, context }));
  return `kube-sre call ${tool} '${json.replaceAll("'", String.raw`'\''`)}' --allow-changes --approve ${digest}`;
}
