import { groups, type Group } from '../../src/core/group.ts';
import { groupTitles } from '../../src/core/groupTitles.ts';
import { isRecord } from '../../src/core/json.ts';
import { english } from '../../src/core/label.ts';
import type { AnyTool } from '../../src/core/tool.ts';
import { activationEvents, capabilities, contributions } from '../../src/hosts/vscode/contributions/contributions.ts';
import { settingSections, type SettingSectionId } from '../../src/hosts/vscode/contributions/settingSections.ts';
import type { ManifestTexts } from './manifestTexts.ts';
import { referenceName } from './referenceName.ts';

/** package.json with its derived parts made anew: contributes, activationEvents, capabilities. The rest stays as it stands. */
export function manifest(before: unknown, tools: readonly AnyTool[], texts: ManifestTexts): Record<string, unknown> {
  if (!isRecord(before)) throw new Error('package.json is not an object');
  const { menus, commands, configuration, ...others } = contributions;
  return {
    ...before,
    displayName: texts.put('extension.displayName', 'Kube SRE'),
    description: texts.put(
      'extension.description',
      'Gives Copilot Chat hands in a Kubernetes cluster: it finds the cause of a trouble, with evidence for every claim.',
    ),
    icon: 'media/icons/kubeSre.png',
    l10n: './l10n',
    activationEvents: [...activationEvents],
    capabilities: texts.placed(capabilities),
    contributes: {
      languageModelTools: tools.map((tool) => languageModelTool(tool, texts)),
      commands: [
        ...commands.map(({ command, title, category, icon }) => texts.placed({ command, title, category, icon })),
        ...tools.map((tool) => toolCommand(tool, texts)),
      ],
      menus: { ...menus, commandPalette: [...menus.commandPalette, ...tools.map(paletteEntry)] },
      configuration: settingSections.map(({ id, title }, order) => ({
        title: texts.placed(title),
        order,
        properties: Object.fromEntries([
          ...settingsOf(configuration, id, texts),
          ...(id === 'tools' ? groupSwitches(tools, texts) : []),
        ]),
      })),
      configurationDefaults: neverByItself(tools),
      ...Object.fromEntries(Object.entries(others).map(([key, value]) => [key, texts.placed(value)])),
    },
  };
}

function presentGroups(tools: readonly AnyTool[]): readonly Group[] {
  return groups.filter((group) => tools.some((tool) => tool.group === group));
}

type Entries = readonly (readonly [string, unknown])[];

function settingsOf(
  settings: typeof contributions.configuration,
  section: SettingSectionId,
  texts: ManifestTexts,
): Entries {
  return Object.entries(settings)
    .filter(([, setting]) => setting.section === section)
    .map(([id, setting]) => {
      const shown = Object.entries(setting).filter(([key]) => key !== 'section');
      return [id, texts.placed(Object.fromEntries(shown))];
    });
}

function groupSwitches(tools: readonly AnyTool[], texts: ManifestTexts): Entries {
  return presentGroups(tools).map((group, index) => [groupSetting(group), groupSwitch(group, index, texts)]);
}

function groupSetting(group: Group): string {
  return `kubeSre.tools.${group}`;
}

function groupSwitch(group: Group, index: number, texts: ManifestTexts): object {
  return {
    type: 'boolean',
    default: true,
    scope: 'application',
    order: 100 + index,
    markdownDescription: texts.put(
      `setting.tools.${group}`,
      `*${english(groupTitles[group])}*: offer the tools of the group *${group}*, to chat, in the palette and in the views.`,
    ),
  };
}

function languageModelTool(tool: AnyTool, texts: ManifestTexts): object {
  // Chat checks the schema by itself, and says of an unknown field no more than that it must not be there. The runner's own check
  // names the nearest right one, so the schema that chat sees lets the field through to it.
  const inputSchema = Object.fromEntries(Object.entries(tool.input).filter(([key]) => key !== 'additionalProperties'));
  return {
    name: tool.name,
    displayName: texts.put(`tool.${tool.name}.title`, english(tool.title)),
    userDescription: texts.put(`tool.${tool.name}.description`, english(tool.userDescription)),
    modelDescription: tool.modelDescription,
    toolReferenceName: referenceName(tool.name),
    canBeReferencedInPrompt: true,
    icon: `$(${tool.icon})`,
    tags: ['kubernetes', ...tool.tags],
    inputSchema,
    // What changes something is hidden from the model until a person has enabled changes
    when: `config.${groupSetting(tool.group)}${tool.risk === 'read' ? '' : ' && kubeSre.changesEnabled'}`,
  };
}

/** Chat asks about each of them, whatever is approved by itself; the name is the publisher's and the tool's reference name. */
function neverByItself(tools: readonly AnyTool[]): object {
  const names = tools
    .filter(({ risk }) => risk !== 'read')
    .map(({ name }) => `kube-sre.kube-sre/${referenceName(name)}`);
  return { 'chat.tools.eligibleForAutoApproval': Object.fromEntries(names.map((name) => [name, false])) };
}

function toolCommand(tool: AnyTool, texts: ManifestTexts): object {
  return {
    command: `kubeSre.tool.${tool.name}`,
    title: texts.put(`tool.${tool.name}.title`, english(tool.title)),
    category: 'Kube SRE',
    icon: `$(${tool.icon})`,
  };
}

function paletteEntry(tool: AnyTool): object {
  return { command: `kubeSre.tool.${tool.name}`, when: `config.${groupSetting(tool.group)}` };
}
