import * as vscode from 'vscode';
import type { Block } from '../../core/blocks.ts';
import type { Label } from '../../core/label.ts';
import type { CatalogEntry } from './catalogEntry.ts';
import { dayTime } from './dayTime.ts';
import { mapLabels } from '../export/mapLabels.ts';

/** The text in the user's language; the English text is its key. */
export function localize(of: Label): string {
  const args = of.args?.map((argument) => {
    if (typeof argument !== 'object') return argument;
    return 'at' in argument ? dayTime(argument.at, new Date(), vscode.env.language) : localize(argument);
  });
  return vscode.l10n.t(of.text, ...(args ?? []));
}

/** A tool's title, whose text the catalogue has from the tool's own label. */
export function localizeTitle({ title }: CatalogEntry): string {
  return vscode.l10n.t(title);
}

export function localizeBlocks(blocks: readonly Block[]): readonly Block<string>[] {
  return blocks.map((block) => mapLabels(block, localize));
}

/** What the editor loaded of our translations, for the webviews; empty in English. */
export function translations(): Readonly<Record<string, string>> {
  const bundle = vscode.l10n.bundle;
  return bundle === undefined ? {} : Object.fromEntries(Object.entries(bundle).filter(isText));
}

function isText(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string';
}
