import { command, kind, kindOf, text, type Contributions } from './contributionTypes.ts';

/** Static parts of the manifest: everything that is not derived from a tool. scripts/generate.ts writes them to package.json. */

export const activationEvents = [
  'onStartupFinished',
  'onWebviewPanel:kubeSre.report',
  'onWebviewPanel:kubeSre.timeline',
  'onWebviewPanel:kubeSre.serviceChain',
] as const;

export const capabilities = {
  virtualWorkspaces: true,
  untrustedWorkspaces: {
    supported: 'limited',
    description: text(
      'capabilities.untrusted',
      'In an untrusted workspace Kube SRE reads with your own configuration only; nothing that the workspace brings is used.',
    ),
    restrictedConfigurations: ['kubeSre.kubeconfig'],
  },
} as const;

const clusters = 'view == kubeSre.clusters';

export const contributions = {
  viewsContainers: {
    activitybar: [{ id: 'kubeSre', title: text('container.title', 'Kube SRE'), icon: 'media/icons/kubeSre.svg' }],
  },
  views: {
    kubeSre: [
      {
        id: 'kubeSre.clusters',
        name: text('view.clusters', 'Clusters'),
        icon: 'media/icons/kubeSre.svg',
        contextualTitle: text('container.title', 'Kube SRE'),
      },
    ],
  },
  viewsWelcome: [
    {
      view: 'kubeSre.clusters',
      when: 'kubeSre.clusters == noKubeconfig',
      contents: text(
        'welcome.noKubeconfig',
        'No kubeconfig was found: neither in the setting, nor by KUBECONFIG, nor at ~/.kube/config.\n[Open Kubeconfig Settings](command:kubeSre.openKubeconfigSettings)\n[Open the Demo Cluster](command:kubeSre.openDemo)',
      ),
    },
    {
      view: 'kubeSre.clusters',
      when: 'kubeSre.clusters == unreadable',
      contents: text(
        'welcome.unreadable',
        'Cannot connect: the kubeconfig cannot be read. The log has the reason.\n[Retry](command:kubeSre.refresh)\n[Show Log](command:kubeSre.showLog)\n[Open Kubeconfig Settings](command:kubeSre.openKubeconfigSettings)\n[Open the Demo Cluster](command:kubeSre.openDemo)',
      ),
    },
  ],
  commands: [
    command('kubeSre.switchContext', 'Switch Context', 'cloud'),
    command('kubeSre.switchNamespace', 'Switch Namespace', 'symbol-namespace'),
    command('kubeSre.refresh', 'Refresh', 'refresh'),
    command('kubeSre.openDemo', 'Open the Demo Cluster', 'beaker'),
    command('kubeSre.showLog', 'Show Log', 'output'),
    command('kubeSre.openKubeconfigSettings', 'Open Kubeconfig Settings', 'settings-gear'),
    command('kubeSre.openYaml', 'Open YAML', 'code'),
    command('kubeSre.copyName', 'Copy Name', 'copy'),
    command('kubeSre.reveal', 'Reveal in Clusters', 'list-tree'),
    command('kubeSre.connect', 'Connect', 'plug'),
    command('kubeSre.useContext', 'Use', 'check'),
    command('kubeSre.useNamespace', 'Use as Default', 'check'),
    command('kubeSre.logs', 'Logs', 'output'),
    command('kubeSre.previousLogs', 'Logs of the Previous Run', 'history'),
    command('kubeSre.timeline', 'Events Timeline', 'history'),
    command('kubeSre.trace', 'Trace', 'type-hierarchy'),
    command('kubeSre.showMore', 'Show More', 'ellipsis'),
  ],
  menus: {
    'view/title': [
      { command: 'kubeSre.refresh', when: clusters, group: 'navigation@1' },
      { command: 'kubeSre.openDemo', when: clusters, group: 'navigation@2' },
      { command: 'kubeSre.switchContext', when: clusters, group: '1_target@1' },
      { command: 'kubeSre.switchNamespace', when: clusters, group: '1_target@2' },
      { command: 'kubeSre.openKubeconfigSettings', when: clusters, group: '2_more@1' },
      { command: 'kubeSre.showLog', when: clusters, group: '2_more@2' },
    ],
    'view/item/context': [
      { command: 'kubeSre.connect', when: kind('context', 'disconnected'), group: '1_use@1' },
      { command: 'kubeSre.useContext', when: kind('context', 'other'), group: '1_use@2' },
      { command: 'kubeSre.useNamespace', when: kind('namespace', 'other'), group: '1_use@1' },
      { command: 'kubeSre.logs', when: kindOf('resources', 'pod'), group: '2_look@1' },
      { command: 'kubeSre.previousLogs', when: kindOf('resources', 'pod', 'restarted'), group: '2_look@2' },
      { command: 'kubeSre.trace', when: kindOf('tracing', 'traceable'), group: '2_look@3' },
      { command: 'kubeSre.timeline', when: kindOf('tracing', 'timed'), group: '2_look@4' },
      { command: 'kubeSre.openYaml', when: kind('object'), group: '3_object@1' },
      { command: 'kubeSre.copyName', when: kind('named'), group: '3_object@2' },
      { command: 'kubeSre.timeline', when: kindOf('tracing', 'pod', 'bad'), group: 'inline@1' },
      { command: 'kubeSre.trace', when: kindOf('tracing', 'entry'), group: 'inline@1' },
    ],
    commandPalette: [
      { command: 'kubeSre.openYaml', when: 'false' },
      { command: 'kubeSre.copyName', when: 'false' },
      { command: 'kubeSre.reveal', when: 'false' },
      { command: 'kubeSre.connect', when: 'false' },
      { command: 'kubeSre.useContext', when: 'false' },
      { command: 'kubeSre.useNamespace', when: 'false' },
      { command: 'kubeSre.logs', when: 'false' },
      { command: 'kubeSre.previousLogs', when: 'false' },
      { command: 'kubeSre.timeline', when: 'false' },
      { command: 'kubeSre.trace', when: 'false' },
      { command: 'kubeSre.showMore', when: 'false' },
    ],
  },
  keybindings: [
    { command: 'kubeSre.refresh', key: 'ctrl+r', mac: 'cmd+r', when: 'focusedView == kubeSre.clusters' },
    {
      command: 'kubeSre.copyName',
      key: 'ctrl+c',
      mac: 'cmd+c',
      when: 'focusedView == kubeSre.clusters && listFocus && !inputFocus',
    },
  ],
  configuration: {
    'kubeSre.kubeconfig': {
      type: 'string',
      default: '',
      scope: 'application',
      order: 0,
      markdownDescription: text(
        'setting.kubeconfig',
        'Path of the kubeconfig to use. Empty: the one that kubectl finds, by `KUBECONFIG` or at `~/.kube/config`. A workspace cannot set this.',
      ),
    },
  },
} as const satisfies Contributions;
