import * as vscode from 'vscode';
import type { CallRecord } from '../../../core/engine.ts';
import { errorWords } from '../errorWords.ts';
import type { Host } from '../host.ts';
import { QuietChanges } from './quietChanges.ts';
import { readItem } from './readItem.ts';

export type ChangesItem =
  | { readonly type: 'reads' }
  | { readonly type: 'read'; readonly id: string; readonly record: CallRecord }
  | { readonly type: 'more' }
  | { readonly type: 'note'; readonly text: string; readonly icon: string };

/** Reads that are shown, and so many more each time. */
const step = 50;

/** The Changes view's content: the log of reads, read when its group is open and not before. */
export class ChangesTree implements vscode.TreeDataProvider<ChangesItem>, vscode.Disposable {
  readonly #host: Host;
  readonly #reads: ChangesItem = { type: 'reads' };
  readonly #changed = new vscode.EventEmitter<ChangesItem>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #changes: QuietChanges<ChangesItem>;
  readonly #listening: vscode.Disposable;
  #shown = step;

  constructor(host: Host) {
    this.#host = host;
    this.#changes = new QuietChanges<ChangesItem>(
      (changes) => changes.forEach((item) => this.#changed.fire(item)),
      () => undefined,
    );
    this.#listening = host.calls(() => this.refresh());
  }

  refresh(): void {
    this.#changes.add([this.#reads]);
  }

  showMore(): void {
    this.#shown += step;
    this.refresh();
  }

  getChildren(item?: ChangesItem): Promise<ChangesItem[]> {
    return this.#changes.during(undefined, async () => {
      if (item === undefined) return [this.#reads];
      return item.type === 'reads' ? this.#children() : [];
    });
  }

  getTreeItem(item: ChangesItem): vscode.TreeItem {
    switch (item.type) {
      case 'reads': {
        const drawn = new vscode.TreeItem(vscode.l10n.t('Reads'), vscode.TreeItemCollapsibleState.Collapsed);
        drawn.id = 'reads';
        drawn.description = vscode.l10n.t('every call, the last first');
        drawn.tooltip = vscode.l10n.t(
          'Every call of a tool: from chat, the palette, the views, the command line and other agents. The log lies on this machine and is readable by you alone.',
        );
        drawn.iconPath = new vscode.ThemeIcon('book');
        return drawn;
      }
      case 'read':
        return readItem(item.id, item.record, this.#host.catalog);
      case 'more': {
        const text = vscode.l10n.t('Show {0} more', step);
        const drawn = new vscode.TreeItem(text, vscode.TreeItemCollapsibleState.None);
        drawn.id = 'more';
        drawn.iconPath = new vscode.ThemeIcon('ellipsis');
        drawn.command = { command: 'kubeSre.moreReads', title: text };
        return drawn;
      }
      case 'note': {
        const drawn = new vscode.TreeItem(item.text, vscode.TreeItemCollapsibleState.None);
        drawn.id = 'note';
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

  async #children(): Promise<ChangesItem[]> {
    try {
      const engine = await this.#host.engines.get();
      const records = await engine.reads(this.#shown + 1);
      if (records.length === 0) return [{ type: 'note', text: vscode.l10n.t('No calls yet'), icon: 'info' }];
      const reads = readLines(records.slice(0, this.#shown));
      return records.length > this.#shown ? [...reads, { type: 'more' }] : reads;
    } catch (error) {
      const { text } = errorWords(error);
      this.#host.log.warn(`The log of reads cannot be read: ${text}`);
      return [{ type: 'note', text: vscode.l10n.t('The log cannot be read: {0}', text), icon: 'error' }];
    }
  }
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
