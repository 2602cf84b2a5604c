import { command, text, type Contribution } from './contributionTypes.ts';

export const settings: Contribution = {
  commands: [
    command('kubeSre.showLog', 'Show Log', 'output'),
    command('kubeSre.openKubeconfigSettings', 'Open Kubeconfig Settings', 'settings-gear'),
  ],
  configuration: {
    'kubeSre.kubeconfig': {
      section: 'connection',
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
};
