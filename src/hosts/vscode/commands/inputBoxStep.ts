import * as vscode from 'vscode';
import type { Answer } from './promptFlow.ts';

interface Step {
  readonly title: string;
  readonly step: number;
  readonly of: number;
  readonly canGoBack: boolean;
  readonly placeholder: string;
  readonly value: unknown;
  readonly number: boolean;
  readonly required: boolean;
}

/** A typed answer; an empty one passes over a question that need not be answered. */
export function askByInputBox(step: Step): Promise<Answer> {
  const box = vscode.window.createInputBox();
  return new Promise((resolve) => {
    const finish = (answer: Answer): void => {
      resolve(answer);
      box.hide();
    };
    box.title = step.title;
    box.step = step.step;
    box.totalSteps = step.of;
    box.placeholder = step.placeholder;
    box.prompt = step.required
      ? step.placeholder
      : vscode.l10n.t('{0}. Leave empty for the default.', step.placeholder);
    box.value = typeof step.value === 'string' || typeof step.value === 'number' ? String(step.value) : '';
    box.ignoreFocusOut = true;
    box.buttons = step.canGoBack ? [vscode.QuickInputButtons.Back] : [];
    box.onDidTriggerButton(() => finish({ type: 'back' }));
    box.onDidChangeValue(() => {
      box.validationMessage = problem(box.value.trim(), step);
    });
    box.onDidAccept(() => {
      const text = box.value.trim();
      box.validationMessage = problem(text, step);
      if (box.validationMessage !== undefined) return;
      if (text === '') finish({ type: 'skip' });
      else finish({ type: 'value', value: step.number ? Number(text) : text });
    });
    box.onDidHide(() => {
      box.dispose();
      resolve({ type: 'cancel' });
    });
    box.show();
  });
}

function problem(text: string, step: Step): string | undefined {
  if (text === '') return step.required ? vscode.l10n.t('An answer is needed here.') : undefined;
  return step.number && !/^\d+$/.test(text) ? vscode.l10n.t('A whole number is expected.') : undefined;
}
