import { command, objectCommand, text, type Contribution } from './contributionTypes.ts';

const capabilities = 'view == kubeSre.capabilities';
const isFiltered = 'kubeSre.capabilitiesFilter =~ /^(some|nothing)$/';

export const capabilitiesView: Contribution = {
  views: [
    {
      id: 'kubeSre.capabilities',
      name: text('view.capabilities', 'Capabilities'),
      icon: 'media/icons/kubeSre.svg',
      contextualTitle: text('container.title', 'Kube SRE'),
      initialSize: 2,
    },
  ],
  viewsWelcome: [
    {
      view: 'kubeSre.capabilities',
      when: 'kubeSre.capabilitiesFilter == nothing',
      contents: text(
        'welcome.capabilitiesFilter',
        'Nothing found: no capability has these words in its name or its description.\n[Clear Filter](command:kubeSre.clearCapabilitiesFilter)',
      ),
    },
  ],
  commands: [
    command('kubeSre.filterCapabilities', 'Filter Capabilities', 'filter'),
    objectCommand('kubeSre.clearCapabilitiesFilter', 'Clear Filter', 'clear-all'),
    objectCommand('kubeSre.askTool', 'Ask in Chat', 'comment-discussion'),
  ],
  menus: {
    'view/title': [
      { command: 'kubeSre.clearCapabilitiesFilter', when: `${capabilities} && ${isFiltered}`, group: 'navigation@1' },
      { command: 'kubeSre.filterCapabilities', when: capabilities, group: 'navigation@2' },
    ],
    'view/item/context': [
      { command: 'kubeSre.askTool', when: `${capabilities} && viewItem == tool && chatIsEnabled`, group: 'inline@1' },
      { command: 'kubeSre.askTool', when: `${capabilities} && viewItem == tool && chatIsEnabled`, group: '1_ask@1' },
    ],
  },
  keybindings: [
    {
      command: 'kubeSre.filterCapabilities',
      key: 'ctrl+f',
      mac: 'cmd+f',
      when: 'focusedView == kubeSre.capabilities',
    },
  ],
};
