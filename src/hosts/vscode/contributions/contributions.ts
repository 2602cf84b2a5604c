import { capabilitiesView } from './capabilitiesView.ts';
import { changes } from './changes.ts';
import { changesView } from './changesView.ts';
import { chat } from './chat.ts';
import { clustersView } from './clustersView.ts';
import { text, type Contribution, type MenuPlace } from './contributionTypes.ts';
import { findingsView } from './findingsView.ts';
import { objects } from './objects.ts';
import { settings } from './settings.ts';
import { target } from './target.ts';
import { walkthrough } from './walkthrough.ts';

/** What is not derived from a tool, by surface; views and commands stand in the manifest in this order. scripts/generate.ts writes it. */
const surfaces: readonly Contribution[] = [
  target,
  clustersView,
  findingsView,
  capabilitiesView,
  changesView,
  objects,
  changes,
  settings,
  chat,
  walkthrough,
];

export const activationEvents = [
  'onStartupFinished',
  'onWebviewPanel:kubeSre.report',
  'onWebviewPanel:kubeSre.timeline',
  'onWebviewPanel:kubeSre.serviceChain',
  'onWebviewPanel:kubeSre.revisionDiff',
] as const;

export const capabilities = {
  virtualWorkspaces: true,
  untrustedWorkspaces: {
    supported: 'limited',
    description: text(
      'capabilities.untrusted',
      'In an untrusted workspace Kube SRE reads with your own configuration only; nothing that the workspace brings is used.',
    ),
    restrictedConfigurations: ['kubeSre.kubeconfig', 'kubeSre.protectedContexts', 'kubeSre.protectedNamespaces'],
  },
} as const;

export const contributions = {
  viewsContainers: {
    activitybar: [{ id: 'kubeSre', title: text('container.title', 'Kube SRE'), icon: 'media/icons/kubeSre.svg' }],
  },
  views: { kubeSre: of((one) => one.views) },
  viewsWelcome: of((one) => one.viewsWelcome),
  commands: of((one) => one.commands),
  menus: {
    'view/title': menu('view/title'),
    'view/item/context': menu('view/item/context'),
    commandPalette: [
      ...menu('commandPalette'),
      ...of((one) => one.commands)
        .filter(({ palette }) => palette === false)
        .map(({ command }) => ({ command, when: 'false' })),
    ],
  },
  keybindings: of((one) => one.keybindings),
  walkthroughs: of((one) => one.walkthroughs),
  chatAgents: of((one) => one.chatAgents),
  chatPromptFiles: of((one) => one.chatPromptFiles),
  chatSkills: of((one) => one.chatSkills),
  configuration: Object.fromEntries(surfaces.flatMap((one) => Object.entries(one.configuration ?? {}))),
};

function of<T>(part: (one: Contribution) => readonly T[] | undefined): readonly T[] {
  return surfaces.flatMap((one) => part(one) ?? []);
}

function menu(place: MenuPlace) {
  return of((one) => one.menus?.[place]);
}
