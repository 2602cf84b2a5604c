import * as vscode from 'vscode';
import { errorWords } from '../errorWords.ts';
import { withoutIcons, withoutLinks } from '../plainText.ts';
import type { Leave } from './promptFlow.ts';

/** One line of a pick and what picking it answers. */
export interface Offer<A> {
  readonly label: string;
  readonly description?: string;
  /** A codicon's name. */
  readonly icon?: string;
  readonly answer: A;
}

interface Step<A> {
  readonly title: string;
  readonly step?: number;
  readonly of?: number;
  readonly canGoBack?: boolean;
  readonly placeholder: string;
  /** What was answered before, to start from. */
  readonly value: unknown;
  readonly fixed: readonly Offer<A>[];
  /** Below everything else. */
  readonly last?: readonly Offer<A>[];
  /** More offers, from the cluster; the pick is busy meanwhile. */
  readonly load?: (signal: AbortSignal) => Promise<readonly Offer<A>[]>;
  /** What to say where the cluster has none. */
  readonly empty?: string;
  readonly typed?: (text: string) => A;
}

type Item<A> = vscode.QuickPickItem & { readonly answer: A };

/** With `typed`, the text itself may be an answer too, for names that the cluster would not list. */
export function askByPick<A>(step: Step<A>): Promise<A | Leave> {
  const pick = vscode.window.createQuickPick<Item<A>>();
  const loading = new AbortController();
  const { last = [] } = step;
  let offers = [...step.fixed, ...last];

  const draw = (): void => {
    const typed = pick.value.trim();
    const active = pick.activeItems[0]?.label;
    const items = offers.map(itemOf);
    if (step.typed !== undefined && typed !== '' && !offers.some((one) => one.label === typed)) {
      items.push({
        label: withoutIcons(vscode.l10n.t('Use “{0}”', typed)),
        alwaysShow: true,
        answer: step.typed(typed),
      });
    }
    pick.items = items;
    const before = items.find((item) => item.label === active);
    if (before !== undefined) pick.activeItems = [before];
  };

  return new Promise((resolve) => {
    const finish = (answer: A | Leave): void => {
      resolve(answer);
      pick.hide();
    };
    pick.title = step.title;
    pick.step = step.step;
    pick.totalSteps = step.of;
    pick.placeholder = step.placeholder;
    pick.ignoreFocusOut = true;
    pick.matchOnDescription = true;
    pick.buttons = step.canGoBack === true ? [vscode.QuickInputButtons.Back] : [];
    pick.onDidTriggerButton(() => finish({ type: 'back' }));
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item !== undefined) finish(item.answer);
    });
    pick.onDidHide(() => {
      loading.abort();
      pick.dispose();
      resolve({ type: 'cancel' });
    });
    if (step.typed !== undefined) pick.onDidChangeValue(draw);
    draw();
    startFrom(pick, step.value);
    pick.show();
    if (step.load === undefined) return;
    pick.busy = true;
    void step.load(loading.signal).then(
      (loaded) => {
        if (loading.signal.aborted) return;
        offers = [...step.fixed, ...loaded, ...last];
        pick.busy = false;
        if (loaded.length === 0 && step.empty !== undefined) pick.prompt = withoutLinks(step.empty);
        draw();
        startFrom(pick, step.value);
      },
      (error: unknown) => {
        if (loading.signal.aborted) return;
        pick.busy = false;
        pick.prompt = withoutLinks(errorWords(error).sentences);
      },
    );
  });
}

function startFrom<A>(pick: vscode.QuickPick<Item<A>>, value: unknown): void {
  const item = typeof value === 'string' ? pick.items.find(({ label }) => label === withoutIcons(value)) : undefined;
  if (item !== undefined) pick.activeItems = [item];
}

function itemOf<A>({ label, description, icon, answer }: Offer<A>): Item<A> {
  return {
    label: withoutIcons(label),
    answer,
    ...(description === undefined ? {} : { description: withoutIcons(description) }),
    ...(icon === undefined ? {} : { iconPath: new vscode.ThemeIcon(icon) }),
  };
}
