import type { Prompt } from '../../../core/engine.ts';

export interface PromptPlan {
  /** Asked one after the other. */
  readonly steps: readonly Prompt[];
  /** Offered together, after the steps. */
  readonly options: readonly Prompt[];
}

/**
 * Which prompts are asked and which are only offered. Required ones are asked. A tool that is about one object (it takes a name
 * and is no list: a list has a limit) asks for the name even where the schema would take something else in its place, and for
 * the namespace before the name, since the names to pick from depend on it.
 */
export function planPrompts(prompts: readonly Prompt[]): PromptPlan {
  const has = (field: string): boolean => prompts.some((prompt) => prompt.field === field);
  const isAsked = (field: string): boolean => prompts.some((prompt) => prompt.field === field && prompt.required);
  const aboutOne = isAsked('name') || (has('name') && !has('limit'));
  const asked = (prompt: Prompt): boolean =>
    prompt.required || (aboutOne && (prompt.field === 'name' || prompt.field === 'namespace'));
  return { steps: prompts.filter(asked), options: prompts.filter((prompt) => !asked(prompt)) };
}
