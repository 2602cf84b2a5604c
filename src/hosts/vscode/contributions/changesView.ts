import { command, objectCommand, text, type Contribution } from './contributionTypes.ts';

const changes = 'view == kubeSre.changes';
const undoable = `${changes} && viewItem =~ /\\bundoable\\b/`;
const anyChange = `${changes} && viewItem =~ /\\bchange\\b/`;
const repeatable = `${changes} && viewItem =~ /\\brepeatable\\b/`;

export const changesView: Contribution = {
  views: [
    {
      id: 'kubeSre.changes',
      name: text('view.changes', 'Changes'),
      icon: 'media/icons/kubeSre.svg',
      contextualTitle: text('container.title', 'Kube SRE'),
      initialSize: 2,
    },
  ],
  commands: [
    command('kubeSre.exportJournal', 'Export Changes', 'export'),
    command('kubeSre.checkJournal', 'Check the Journal of Changes', 'verified'),
    command('kubeSre.exportReadLog', 'Export Log', 'export'),
    command('kubeSre.refreshChanges', 'Refresh Changes', 'refresh'),
    objectCommand('kubeSre.runReadAgain', 'Run Again', 'debug-rerun'),
    objectCommand('kubeSre.copyCommandLine', 'Copy as Command Line', 'terminal'),
    objectCommand('kubeSre.moreReads', 'Show More', 'ellipsis'),
  ],
  menus: {
    'view/title': [
      { command: 'kubeSre.exportJournal', when: changes, group: 'navigation@1' },
      { command: 'kubeSre.refreshChanges', when: changes, group: 'navigation@2' },
      { command: 'kubeSre.checkJournal', when: changes, group: '1_log@1' },
      { command: 'kubeSre.exportReadLog', when: changes, group: '1_log@2' },
    ],
    'view/item/context': [
      { command: 'kubeSre.undoChange', when: undoable, group: 'inline@1' },
      { command: 'kubeSre.undoChange', when: undoable, group: '1_change@1' },
      { command: 'kubeSre.openChange', when: anyChange, group: '1_change@2' },
      { command: 'kubeSre.runReadAgain', when: repeatable, group: 'inline@1' },
      { command: 'kubeSre.runReadAgain', when: repeatable, group: '1_read@1' },
      { command: 'kubeSre.copyCommandLine', when: repeatable, group: '1_read@2' },
    ],
  },
};
