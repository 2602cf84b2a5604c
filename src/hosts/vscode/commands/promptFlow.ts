import type { Prompt } from '../../../core/engine.ts';
import { planPrompts } from './promptSteps.ts';

export type Input = Readonly<Record<string, unknown>>;

/** Out of a question without an answer. */
export type Leave = { readonly type: 'back' } | { readonly type: 'cancel' };

export type Answer = Leave | { readonly type: 'value'; readonly value: unknown } | { readonly type: 'skip' };

export type Choice = Leave | { readonly type: 'run' } | { readonly type: 'option'; readonly prompt: Prompt };

export interface Position {
  /** From 1. */
  readonly step: number;
  readonly of: number;
  readonly canGoBack: boolean;
  /** What has been answered so far. */
  readonly input: Input;
}

/** Where the questions are put; the editor's quick inputs, or a script in a test. */
export interface Asker {
  ask(prompt: Prompt, position: Position): Promise<Answer>;
  /** Run now, or set one of the options first. */
  choose(options: readonly Prompt[], position: Position): Promise<Choice>;
}

/**
 * Asks what a tool needs to know, with a way back through every step; undefined: the person gave up. What is `given` is not
 * asked, but Back reaches it. With `direct` the options are not offered where nothing else has to be asked.
 */
export async function askForInput(
  prompts: readonly Prompt[],
  given: Input,
  asker: Asker,
  { direct = false } = {},
): Promise<Input | undefined> {
  const { steps, options } = planPrompts(prompts);
  const of = steps.length + (options.length > 0 ? 1 : 0);
  let input = known(prompts, given);
  const open = (from: number): number => {
    const next = steps.findIndex(
      (step, index) => index >= from && input[step.field] === undefined && (step.required || !direct),
    );
    return next === -1 ? steps.length : next;
  };

  let at = open(0);
  if (direct && at === steps.length) return input;
  for (;;) {
    const position: Position = { step: at + 1, of, canGoBack: at > 0, input };
    const step = steps[at];
    if (step !== undefined) {
      const answer = await asker.ask(step, position);
      if (answer.type === 'cancel') return undefined;
      if (answer.type === 'back') at = Math.max(0, at - 1);
      else {
        input = answered(input, step.field, answer, steps.slice(at + 1));
        at = open(at + 1);
      }
      continue;
    }
    if (options.length === 0) return input;
    const choice = await asker.choose(options, position);
    if (choice.type === 'run') return input;
    if (choice.type === 'cancel') return undefined;
    if (choice.type === 'back') at = Math.max(0, steps.length - 1);
    else {
      const answer = await asker.ask(choice.prompt, { ...position, canGoBack: true });
      if (answer.type === 'cancel') return undefined;
      if (answer.type !== 'back') input = answered(input, choice.prompt.field, answer, []);
    }
  }
}

/** An answer that differs makes the later steps' answers void: another namespace has other names. */
function answered(
  input: Input,
  field: string,
  answer: Answer & { type: 'value' | 'skip' },
  later: readonly Prompt[],
): Input {
  const value = answer.type === 'value' ? answer.value : undefined;
  const stale = new Set(input[field] === value ? [] : later.map((step) => step.field));
  const kept = Object.entries(input).filter(([name]) => name !== field && !stale.has(name));
  return Object.fromEntries(value === undefined ? kept : [...kept, [field, value]]);
}

/** `context` is never asked: the active one is meant, unless the caller names another. */
function known(prompts: readonly Prompt[], given: Input): Input {
  const fields = new Set(['context', ...prompts.map((prompt) => prompt.field)]);
  return Object.fromEntries(Object.entries(given).filter(([field, value]) => fields.has(field) && value !== undefined));
}
