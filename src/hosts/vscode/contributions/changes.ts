import { command, kind, kindOf, objectCommand, text, type Contribution } from './contributionTypes.ts';

const changing = 'kubeSre.changesEnabled';

/** Enabling changes, and what they can be asked for from the tree. Whoever calls such a command is asked by a modal. */
export const changes: Contribution = {
  commands: [
    command('kubeSre.enableChanges', 'Enable Changes…', 'unlock'),
    command('kubeSre.disableChanges', 'Switch Changes Off', 'lock'),
    objectCommand('kubeSre.undoChange', 'Undo', 'discard'),
    objectCommand('kubeSre.openChange', 'Open', 'go-to-file'),
  ],
  menus: {
    commandPalette: [{ command: 'kubeSre.disableChanges', when: changing }],
    'view/item/context': [
      { command: 'kubeSre.enableChanges', when: kind('context', 'readonly'), group: '1_use@4' },
      { command: 'kubeSre.disableChanges', when: kind('context', 'changing'), group: '1_use@4' },
      { command: 'kubeSre.tool.restart_pod', when: kindOf('remediation', 'restartable'), group: '4_change@1' },
      { command: 'kubeSre.tool.scale_deployment', when: kindOf('remediation', 'scalable'), group: '4_change@2' },
      { command: 'kubeSre.tool.rollback_deployment', when: kindOf('remediation', 'rolling'), group: '4_change@3' },
      { command: 'kubeSre.tool.delete_kubernetes_resource', when: kindOf('remediation', 'pod'), group: '4_change@4' },
    ],
  },
  configuration: {
    'kubeSre.protectedContexts': {
      section: 'changes',
      type: 'array',
      items: { type: 'string' },
      default: [],
      scope: 'application',
      order: 0,
      markdownDescription: text(
        'setting.protectedContexts',
        'Contexts whose name has to be typed before a change, besides those whose name says production; `*` stands for any text. It can only make changes harder, and a workspace cannot set it.',
      ),
    },
    'kubeSre.protectedNamespaces': {
      section: 'changes',
      type: 'array',
      items: { type: 'string' },
      default: [],
      scope: 'application',
      order: 1,
      markdownDescription: text(
        'setting.protectedNamespaces',
        'Namespaces whose name has to be typed before a change, besides `kube-system`, its like, and those whose name says production; `*` stands for any text. It can only make changes harder, and a workspace cannot set it.',
      ),
    },
  },
};
