import { text, type ManifestText } from './contributionTypes.ts';

export type SettingSectionId = 'connection' | 'changes' | 'tools';

export interface SettingSection {
  readonly id: SettingSectionId;
  readonly title: ManifestText;
}

/** The titles of the settings, in the order in which the editor shows them. */
export const settingSections: readonly SettingSection[] = [
  { id: 'connection', title: text('settings.connection', 'Connection') },
  { id: 'changes', title: text('settings.changes', 'Changes') },
  { id: 'tools', title: text('settings.tools', 'Tools') },
];
