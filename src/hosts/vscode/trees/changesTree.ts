import { hostname, userInfo } from 'node:os';
import * as vscode from 'vscode';
import type { CallRecord } from '../../../core/engine.ts';
import type { JournaledChange } from '../../../core/journal.ts';
import { errorWords } from '../errorWords.ts';
import { withoutLinks } from '../plainText.ts';
import type { Host } from '../host.ts';
import { isRunning } from '../../journal/isRunning.ts';
import { changeItem } from './changeItem.ts';
import { QuietChanges } from './quietChanges.ts';
import { readItem } from './readItem.ts';

export type ChangesItem =
  | { readonly type: 'change'; readonly id: string; readonly change: JournaledChange }
  | { readonly type: 'reads' }
  | { readonly type: 'read'; readonly id: string; readonly record: CallRecord }
  | { readonly type: 'more'; readonly of: 'changes' | 'reads' }
  | { readonly type: 'note'; readonly id: string; readonly text: string; readonly icon: string };

/** Lines that are shown, and so many more each time. */
const step = 50;

/** The Changes view's content: the journal, and below it the log of reads, read when its group is open and not before. */
export class ChangesTree implements vscode.TreeDataProvider<ChangesItem>, vscode.Disposable {
  readonly #host: Host;
  readonly #onChanges: (count: number | undefined) => void;
  readonly #reads: ChangesItem = { type: 'reads' };
  readonly #changed = new vscode.EventEmitter<ChangesItem | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #changes: QuietChanges<ChangesItem | undefined>;
  readonly #listening: vscode.Disposable;
  #shown = { changes: step, reads: step };

  /** `onChanges` is told how many changes there are, as far as they are shown; undefined: the journal has lost some, and none may be all. */
  constructor(host: Host, onChanges: (count: number | undefined) => void) {
    this.#host = host;
    this.#onChanges = onChanges;
    this.#changes = new QuietChanges<ChangesItem | undefined>(
      (changes) => changes.forEach((item) => this.#changed.fire(item)),
      () => undefined,
    );
    this.#listening = host.calls(() => this.#changes.add([this.#reads]));
  }

  refresh(): void {
    this.#changes.add([undefined]);
  }

  showMore(of: 'changes' | 'reads'): void {
    this.#shown = { ...this.#shown, [of]: this.#shown[of] + step };
    this.refresh();
  }

  getChildren(item?: ChangesItem): Promise<ChangesItem[]> {
    return this.#changes.during(undefined, async () => {
      if (item === undefined) return [...(await this.#journal()), this.#reads];
      return item.type === 'reads' ? this.#children() : [];
    });
  }

  getTreeItem(item: ChangesItem): vscode.TreeItem {
    switch (item.type) {
      case 'change':
        return changeItem(item.change, {
          now: Date.now(),
          host: hostname(),
          user: userInfo().username,
          isRunning,
        });
      case 'reads':
        return readsItem();
      case 'read':
        return readItem(item.id, item.record, this.#host.catalog);
      case 'more': {
        const text = vscode.l10n.t('Show {0} more', step);
        const drawn = new vscode.TreeItem(text, vscode.TreeItemCollapsibleState.None);
        drawn.id = `more ${item.of}`;
        drawn.iconPath = new vscode.ThemeIcon('ellipsis');
        drawn.command = { command: 'kubeSre.moreReads', title: text, arguments: [{ of: item.of }] };
        return drawn;
      }
      case 'note': {
        const drawn = new vscode.TreeItem(item.text, vscode.TreeItemCollapsibleState.None);
        drawn.id = item.id;
        drawn.tooltip = item.text;
        drawn.iconPath = new vscode.ThemeIcon(item.icon);
        return drawn;
      }
    }
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changes.dispose();
    this.#changed.dispose();
  }

  async #journal(): Promise<ChangesItem[]> {
    try {
      const engine = await this.#host.engines.get();
      const shown = this.#shown.changes;
      const changes = await engine.changes(shown + 1);
      const { brokenAt, because = '' } = await engine.checkJournal();
      this.#onChanges(brokenAt === undefined ? changes.length : undefined);
      const lines = changes.slice(0, shown).map((change): ChangesItem => ({
        type: 'change',
        id: change.intent.id,
        change,
      }));
      if (brokenAt !== undefined) {
        const text = vscode.l10n.t('The journal is not whole: {0}', withoutLinks(because));
        lines.unshift({ type: 'note', id: 'broken', text, icon: 'warning' });
      }
      return changes.length > shown ? [...lines, { type: 'more', of: 'changes' }] : lines;
    } catch (error) {
      const { text } = errorWords(error);
      this.#host.log.warn(`The journal cannot be read: ${text}`);
      const words = vscode.l10n.t('The journal cannot be read: {0}', text);
      return [{ type: 'note', id: 'journal', text: words, icon: 'error' }];
    }
  }

  async #children(): Promise<ChangesItem[]> {
    try {
      const engine = await this.#host.engines.get();
      const shown = this.#shown.reads;
      const records = await engine.reads(shown + 1);
      if (records.length === 0)
        return [{ type: 'note', id: 'note', text: vscode.l10n.t('No calls yet'), icon: 'info' }];
      const reads = readLines(records.slice(0, shown));
      return records.length > shown ? [...reads, { type: 'more', of: 'reads' }] : reads;
    } catch (error) {
      const { text } = errorWords(error);
      this.#host.log.warn(`The log of reads cannot be read: ${text}`);
      return [{ type: 'note', id: 'note', text: vscode.l10n.t('The log cannot be read: {0}', text), icon: 'error' }];
    }
  }
}

function readsItem(): vscode.TreeItem {
  const drawn = new vscode.TreeItem(vscode.l10n.t('Reads'), vscode.TreeItemCollapsibleState.Collapsed);
  drawn.id = 'reads';
  drawn.description = vscode.l10n.t('every call, the last first');
  drawn.tooltip = vscode.l10n.t(
    'Every call of a tool: from chat, the palette, the views, the command line and other agents. The log lies on this machine and is readable by you alone.',
  );
  drawn.iconPath = new vscode.ThemeIcon('book');
  return drawn;
}

/** The same tool at the same moment, from two windows, is told apart by how many came before. */
function readLines(records: readonly CallRecord[]): ChangesItem[] {
  const seen = new Map<string, number>();
  return records
    .toReversed()
    .map((record): ChangesItem => {
      const key = `${record.at} ${record.tool}`;
      const count = (seen.get(key) ?? 0) + 1;
      seen.set(key, count);
      return { type: 'read', id: `${key} ${count}`, record };
    })
    .toReversed();
}
