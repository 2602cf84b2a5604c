import { command, kind, objectCommand, text, type Contribution } from './contributionTypes.ts';

const clusters = 'view == kubeSre.clusters';

export const clustersView: Contribution = {
  views: [
    {
      id: 'kubeSre.clusters',
      name: text('view.clusters', 'Clusters'),
      icon: 'media/icons/kubeSre.svg',
      contextualTitle: text('container.title', 'Kube SRE'),
      initialSize: 6,
    },
  ],
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
      when: 'kubeSre.clusters == noContexts',
      contents: text(
        'welcome.noContexts',
        'Nothing found: the kubeconfig names no context, so there is no cluster to look at. What is added to it appears here by itself.\n[Open Kubeconfig Settings](command:kubeSre.openKubeconfigSettings)\n[Open the Demo Cluster](command:kubeSre.openDemo)\n[Show Log](command:kubeSre.showLog)',
      ),
    },
  ],
  commands: [
    command('kubeSre.refresh', 'Refresh', 'refresh'),
    objectCommand('kubeSre.connect', 'Connect', 'plug'),
    objectCommand('kubeSre.useContext', 'Use', 'check'),
    objectCommand('kubeSre.useNamespace', 'Use as Default', 'check'),
    objectCommand('kubeSre.scanHere', 'Scan', 'search'),
    objectCommand('kubeSre.showMore', 'Show More', 'ellipsis'),
    objectCommand('kubeSre.reveal', 'Reveal in Clusters', 'list-tree'),
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
      { command: 'kubeSre.scanHere', when: kind('context', 'connected'), group: '1_use@3' },
      { command: 'kubeSre.scanHere', when: kind('namespace'), group: '1_use@3' },
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
};
