import type { Group } from '../../../core/group.ts';
import type { SettingSectionId } from './settingSections.ts';

/** A text of the manifest: `%key%` in package.json, the English in package.nls.json. */
export interface ManifestText {
  readonly nls: string;
  readonly en: string;
}

export function text(nls: string, en: string): ManifestText {
  return { nls, en };
}

export interface CommandContribution {
  readonly command: string;
  readonly title: ManifestText;
  readonly category: 'Kube SRE';
  readonly icon: string;
  /** `false`: not in the palette, since it needs an object; absent: always there. */
  readonly palette?: false;
}

/** `icon` is a codicon's name. The title's key is the command's id without its first word. */
export function command(id: string, title: string, icon: string): CommandContribution {
  return {
    command: id,
    title: text(id.replace(/^kubeSre\./, 'command.'), title),
    category: 'Kube SRE',
    icon: `$(${icon})`,
  };
}

/** A command about an object, from a menu, a line or a report: the palette does not offer it. */
export function objectCommand(id: string, title: string, icon: string): CommandContribution {
  return { ...command(id, title, icon), palette: false };
}

/** The `when` of a menu entry for tree items whose context value holds all of these words (trees/itemWords.ts gives them). */
export function kind(...words: readonly string[]): string {
  return ['view == kubeSre.clusters', ...words.map((word) => `viewItem =~ /\\b${word}\\b/`)].join(' && ');
}

/** The same, and the group of the tool that is called is switched on. */
export function kindOf(group: Group, ...words: readonly string[]): string {
  return `${kind(...words)} && config.kubeSre.tools.${group}`;
}

export interface MenuEntry {
  readonly command: string;
  readonly when: string;
  readonly group?: string;
}

export type MenuPlace = 'view/title' | 'view/item/context' | 'commandPalette';

interface SettingBase {
  /** Under which title of the settings it stands. */
  readonly section: SettingSectionId;
  readonly scope: 'application' | 'machine' | 'window' | 'resource';
  readonly order?: number;
  readonly markdownDescription: ManifestText;
}

/** A default of another type than the setting's does not compile. */
export type Setting = SettingBase &
  (
    | { readonly type: 'string'; readonly default: string; readonly enum?: readonly string[] }
    | { readonly type: 'boolean'; readonly default: boolean }
    | { readonly type: 'array'; readonly items: { readonly type: 'string' }; readonly default: readonly string[] }
    | { readonly type: 'number'; readonly default: number; readonly minimum?: number; readonly maximum?: number }
  );

export interface View {
  readonly id: string;
  readonly name: ManifestText;
  readonly icon: string;
  readonly contextualTitle: ManifestText;
  readonly visibility?: 'visible' | 'collapsed';
  /** Its share of the height, against the other views'. */
  readonly initialSize?: number;
}

export interface Keybinding {
  readonly command: string;
  readonly key: string;
  readonly mac: string;
  readonly when: string;
}

/** An agent, prompt or skill: its name and description stand in the file. */
export interface ChatFile {
  readonly path: string;
  readonly when?: string;
}

export interface WalkthroughStep {
  readonly id: string;
  readonly title: ManifestText;
  /** A link on a line of its own is drawn as a button. */
  readonly description: ManifestText;
  readonly media: { readonly svg: string; readonly altText: ManifestText } | { readonly markdown: string };
  readonly completionEvents: readonly string[];
}

export interface Walkthrough {
  readonly id: string;
  readonly title: ManifestText;
  readonly description: ManifestText;
  readonly icon: string;
  readonly steps: readonly WalkthroughStep[];
}

/** What one surface adds to the manifest; the surfaces' parts are joined in contributions.ts. */
export interface Contribution {
  readonly views?: readonly View[];
  readonly viewsWelcome?: readonly { readonly view: string; readonly when: string; readonly contents: ManifestText }[];
  readonly commands?: readonly CommandContribution[];
  readonly menus?: Partial<Readonly<Record<MenuPlace, readonly MenuEntry[]>>>;
  readonly keybindings?: readonly Keybinding[];
  readonly configuration?: Readonly<Record<string, Setting>>;
  readonly walkthroughs?: readonly Walkthrough[];
  readonly chatAgents?: readonly ChatFile[];
  readonly chatPromptFiles?: readonly ChatFile[];
  readonly chatSkills?: readonly ChatFile[];
}
