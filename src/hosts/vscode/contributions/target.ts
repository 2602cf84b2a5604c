import { command, type Contribution } from './contributionTypes.ts';

/** The context and namespace that a person works in, and the demo cluster. */
export const target: Contribution = {
  commands: [
    command('kubeSre.switchContext', 'Switch Context', 'cloud'),
    command('kubeSre.switchNamespace', 'Switch Namespace', 'symbol-namespace'),
    command('kubeSre.openDemo', 'Open the Demo Cluster', 'beaker'),
  ],
};
