import * as vscode from 'vscode';
import { headings } from '../catalog.ts';
import type { CatalogEntry } from '../catalogEntry.ts';
import { localize } from '../localize.ts';
import { groupEnabled } from '../settings.ts';
import { capabilityList, groupsOff, type Capability, type CapabilityHeading } from './capabilityList.ts';

export type CapabilityItem =
  | { readonly type: 'heading'; readonly heading: CapabilityHeading }
  | {
      readonly type: 'tool';
      readonly tool: string;
      readonly capability: Capability;
      readonly heading: CapabilityHeading;
    }
  | { readonly type: 'off'; readonly count: number };

/** The Capabilities view's content. It comes from the catalogue alone: nothing is loaded for it. */
export class CapabilitiesTree implements vscode.TreeDataProvider<CapabilityItem>, vscode.Disposable {
  readonly #catalog: readonly CatalogEntry[];
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #filter = '';

  constructor(catalog: readonly CatalogEntry[]) {
    this.#catalog = catalog;
  }

  get filter(): string {
    return this.#filter;
  }

  /** How many tools there are to see with a filter. */
  setFilter(filter: string): number {
    this.#filter = filter;
    this.redraw();
    return this.#list().reduce((sum, { tools }) => sum + tools.length, 0);
  }

  redraw(): void {
    this.#changed.fire(undefined);
  }

  getChildren(item?: CapabilityItem): CapabilityItem[] {
    if (item?.type === 'heading') {
      const { heading } = item;
      return heading.tools.map((capability) => ({ type: 'tool', tool: capability.entry.name, capability, heading }));
    }
    if (item !== undefined) return [];
    const shown = this.#list().map((heading): CapabilityItem => ({ type: 'heading', heading }));
    const count = groupsOff({ catalog: this.#catalog, isOn: groupEnabled }).length;
    return count === 0 || this.#filter !== '' ? shown : [...shown, { type: 'off', count }];
  }

  getTreeItem(item: CapabilityItem): vscode.TreeItem {
    switch (item.type) {
      case 'heading':
        return this.#headingItem(item.heading);
      case 'tool':
        return toolItem(item.capability, item.heading);
      case 'off':
        return offItem(item.count);
    }
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #list(): readonly CapabilityHeading[] {
    return capabilityList({
      catalog: this.#catalog,
      headings,
      translate: (text) => localize({ text }),
      isOn: groupEnabled,
      filter: this.#filter,
    });
  }

  #headingItem({ id, title }: CapabilityHeading): vscode.TreeItem {
    const drawn = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Expanded);
    // What was closed by hand is open again while a filter looks into it.
    drawn.id = this.#filter === '' ? id : `${id} filtered`;
    return drawn;
  }
}

function toolItem({ entry, title, description }: Capability, heading: CapabilityHeading): vscode.TreeItem {
  const drawn = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.None);
  drawn.id = `${heading.id} ${entry.name}`;
  drawn.description = entry.name;
  drawn.tooltip = `${description}\n#${entry.referenceName}`;
  drawn.iconPath = new vscode.ThemeIcon(entry.icon);
  drawn.contextValue = 'tool';
  drawn.accessibilityInformation = { label: `${title}, ${description}` };
  drawn.command = { command: `kubeSre.tool.${entry.name}`, title };
  return drawn;
}

function offItem(count: number): vscode.TreeItem {
  const text =
    count === 1
      ? vscode.l10n.t('1 group of tools is switched off')
      : vscode.l10n.t('{0} groups of tools are switched off', count);
  const drawn = new vscode.TreeItem(text, vscode.TreeItemCollapsibleState.None);
  drawn.id = 'off';
  drawn.iconPath = new vscode.ThemeIcon('circle-slash');
  drawn.tooltip = vscode.l10n.t('Open the settings of the groups');
  drawn.command = { command: 'workbench.action.openSettings', title: text, arguments: ['kubeSre.tools'] };
  return drawn;
}
