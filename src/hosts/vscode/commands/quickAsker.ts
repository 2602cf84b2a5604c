import * as vscode from 'vscode';
import type { Engine, Prompt } from '../../../core/engine.ts';
import { localize } from '../localize.ts';
import { askByInputBox } from './inputBoxStep.ts';
import type { Answer, Asker, Choice, Position } from './promptFlow.ts';
import { askByPick, type Offer } from './quickPickStep.ts';

/** Puts a tool's questions as quick picks and input boxes. */
export class QuickAsker implements Asker {
  readonly #engine: Engine;
  readonly #tool: string;
  readonly #title: string;

  constructor(engine: Engine, tool: string, title: string) {
    this.#engine = engine;
    this.#tool = tool;
    this.#title = title;
  }

  async ask(prompt: Prompt, position: Position): Promise<Answer> {
    const question = localize(prompt.title);
    const step = { ...this.#step(position, question), placeholder: question };
    const value = position.input[prompt.field];
    switch (prompt.how) {
      case 'text':
      case 'number':
        return askByInputBox({ ...step, number: prompt.how === 'number', required: prompt.required, value });
      case 'flag':
        return askByPick({
          ...step,
          value,
          fixed: [...skipOffer(prompt), offer(vscode.l10n.t('Yes'), true), offer(vscode.l10n.t('No'), false)],
        });
      case 'enum':
        return askByPick({
          ...step,
          value,
          fixed: [...skipOffer(prompt), ...(prompt.values ?? []).map((one) => offer(one, one))],
        });
      case 'pick':
        return askByPick({
          ...step,
          value,
          empty: noneWords(prompt, position.input),
          typed: (text) => ({ type: 'value', value: picked(prompt, text) }),
          // A name is rarely left out, so that Enter alone should not do it.
          ...(prompt.field === 'name' ? { fixed: [], last: skipOffer(prompt) } : { fixed: skipOffer(prompt) }),
          load: async (signal) => {
            const choices = await this.#engine.choices(this.#tool, prompt.field, position.input, signal);
            return choices.map((one) => offer(one.value, picked(prompt, one.value), one.description));
          },
        });
    }
  }

  async choose(options: readonly Prompt[], position: Position): Promise<Choice> {
    return askByPick<Choice>({
      ...this.#step(position, vscode.l10n.t('Run')),
      placeholder: vscode.l10n.t('Press Enter to run, or set more'),
      value: undefined,
      fixed: [
        { label: vscode.l10n.t('Run'), icon: 'play', answer: { type: 'run' } },
        ...options.map((prompt): Offer<Choice> => {
          const value = position.input[prompt.field];
          return {
            label: localize(prompt.title),
            icon: value === undefined ? 'circle-outline' : 'pass-filled',
            answer: { type: 'option', prompt },
            ...(value === undefined ? {} : { description: shown(value) }),
          };
        }),
      ],
    });
  }

  #step(
    { step, of, canGoBack }: Position,
    question: string,
  ): { title: string; step: number; of: number; canGoBack: boolean } {
    return { title: vscode.l10n.t('{0}: {1}', this.#title, question), step, of, canGoBack };
  }
}

function offer(label: string, value: unknown, description?: string): Offer<Answer> {
  const answer: Answer = { type: 'value', value };
  return description === undefined ? { label, answer } : { label, answer, description };
}

/** A number where one is asked for; what is none stays as it is, and the tool says what it wants. */
function picked({ number }: Prompt, text: string): string | number {
  return number === true && /^\d+$/.test(text) ? Number(text) : text;
}

/** Mostly the first, so that Enter alone passes over an optional question. */
function skipOffer(prompt: Prompt): readonly Offer<Answer>[] {
  if (prompt.required) return [];
  const label = prompt.field === 'namespace' ? vscode.l10n.t('All namespaces') : vscode.l10n.t('Leave empty');
  return [{ label, icon: 'dash', answer: { type: 'skip' } }];
}

/** `No Deployment in shop` */
function noneWords(prompt: Prompt, { kind, namespace }: Position['input']): string {
  const wanted = typeof kind === 'string' ? kind : prompt.kind;
  if (prompt.field !== 'name' || wanted === undefined)
    return vscode.l10n.t('There is nothing to choose from: type a value.');
  return typeof namespace === 'string' && namespace !== '*'
    ? vscode.l10n.t('No {0} in {1}', wanted, namespace)
    : vscode.l10n.t('No {0} in the cluster', wanted);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
