import * as vscode from 'vscode';
import type { FixesOf } from '../../../core/fix.ts';
import type { Scan } from '../../../core/scan.ts';
import { groupEnabled } from '../settings.ts';
import type { FindingItem, Grouping } from './findingItem.ts';
import { FindingLines, step } from './findingLines.ts';
import { findingTreeItem } from './findingTreeItem.ts';

/** The Findings view's content: the last scan that had an answer, and above it what became of a later one that had none. */
export class FindingsTree implements vscode.TreeDataProvider<FindingItem>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #shown = new Map<string, number>();
  readonly onDidChangeTreeData = this.#changed.event;
  #scan: Scan | undefined;
  #fixes: ReturnType<FixesOf> = [];
  #failed: Scan | undefined;
  #grouping: Grouping;
  #lines: FindingLines;

  constructor(grouping: Grouping) {
    this.#grouping = grouping;
    this.#lines = this.#made();
  }

  get scan(): Scan | undefined {
    return this.#scan;
  }

  get lines(): FindingLines {
    return this.#lines;
  }

  getTreeItem(item: FindingItem): vscode.TreeItem {
    return findingTreeItem(item, this.#grouping);
  }

  getChildren(item?: FindingItem): FindingItem[] {
    // No way to a tool that is switched off.
    return this.#lines.children(item).filter(({ type }) => type !== 'listPods' || groupEnabled('resources'));
  }

  getParent(item: FindingItem): FindingItem | undefined {
    return item.parent;
  }

  /** A failed scan leaves the last answer, which says of when it is. */
  show(scan: Scan, fixes: FixesOf): void {
    if (scan.error === undefined) {
      this.#scan = scan;
      this.#fixes = groupEnabled('remediation') ? fixes(scan.findings) : [];
      this.#failed = undefined;
    } else this.#failed = scan;
    this.#shown.clear();
    this.#redraw();
  }

  group(grouping: Grouping): void {
    this.#grouping = grouping;
    this.#redraw();
  }

  showMore(group: string): void {
    this.#shown.set(group, (this.#shown.get(group) ?? step) + step);
    this.#redraw();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #redraw(): void {
    this.#lines = this.#made();
    this.#changed.fire(undefined);
  }

  #made(): FindingLines {
    return new FindingLines({
      scan: this.#scan,
      fixes: this.#fixes,
      failed: this.#failed,
      grouping: this.#grouping,
      shown: this.#shown,
    });
  }
}
