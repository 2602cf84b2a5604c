import { createInterface } from 'node:readline/promises';
import type { Approve } from '../../core/approval.ts';
import type { Terminal } from './terminal.ts';

/**
 * The operator's hand: the digest that stood on the command line. Absent: nobody has approved anything yet. Of a protected target the
 * name has to be typed as well, at a terminal and by nobody else.
 */
export function operatorApproval(digest: string | undefined, terminal: Terminal): Approve {
  return async ({ plan }, signal) => {
    if (digest === undefined) return { answer: 'absent' };
    const approved = { answer: 'approved', digest, by: '--approve' } as const;
    if (plan.protected === undefined || plan.digest !== digest) return approved;
    const typed = await typedName(plan.title, plan.protected, terminal, signal);
    return typed === undefined ? approved : { ...approved, typed };
  };
}

async function typedName(
  title: string,
  { what, name }: { readonly what: string; readonly name: string },
  { input, err }: Terminal,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!('isTTY' in input) || input.isTTY !== true) return undefined;
  err(`${title}?\nThe ${what} ${name} is protected. Type its name to go on, or nothing to leave it: `);
  const lines = createInterface({ input });
  try {
    return (await lines.question('', { signal })).trim();
  } finally {
    lines.close();
  }
}
