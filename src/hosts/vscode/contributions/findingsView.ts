import type { FixTool } from '../../../core/fix.ts';
import type { Group } from '../../../core/group.ts';
import { command, objectCommand, text, type Contribution } from './contributionTypes.ts';

const findings = 'view == kubeSre.findings';

/** The `when` of a menu entry for lines whose context value holds all of these words (trees/findingWords.ts gives them). */
function line(...words: readonly string[]): string {
  return [findings, ...words.map((word) => `viewItem =~ /\\b${word}\\b/`)].join(' && ');
}

function lineOf(group: Group, ...words: readonly string[]): string {
  return `${line(...words)} && config.kubeSre.tools.${group}`;
}

const fixes: readonly FixTool[] = ['rollback_deployment', 'delete_kubernetes_resource'];

export const findingsView: Contribution = {
  views: [
    {
      id: 'kubeSre.findings',
      name: text('view.findings', 'Findings'),
      icon: 'media/icons/kubeSre.svg',
      contextualTitle: text('container.title', 'Kube SRE'),
      initialSize: 4,
    },
  ],
  viewsWelcome: [
    {
      view: 'kubeSre.findings',
      when: '!kubeSre.findings',
      contents: text(
        'welcome.findings',
        'Nothing was scanned since this window opened. A scan only reads: the namespace in the status bar, else the whole cluster.\n[Scan](command:kubeSre.scan)\n[Scan a Namespace…](command:kubeSre.scanNamespace)',
      ),
    },
  ],
  commands: [
    command('kubeSre.scan', 'Scan', 'search'),
    command('kubeSre.scanNamespace', 'Scan a Namespace…', 'symbol-namespace'),
    command('kubeSre.groupFindingsByObject', 'Group Findings by Object', 'group-by-ref-type'),
    command('kubeSre.groupFindingsBySeverity', 'Group Findings by Severity', 'list-ordered'),
    objectCommand('kubeSre.openDecidingField', 'Open YAML at the Deciding Field', 'go-to-file'),
    objectCommand('kubeSre.askAboutFinding', 'Ask Copilot', 'copilot'),
    objectCommand('kubeSre.copyFindings', 'Copy', 'copy'),
    objectCommand('kubeSre.showMoreFindings', 'Show More Findings', 'ellipsis'),
  ],
  menus: {
    'view/title': [
      { command: 'kubeSre.scan', when: findings, group: 'navigation@1' },
      {
        command: 'kubeSre.groupFindingsByObject',
        when: `${findings} && kubeSre.findings.grouping != object`,
        group: 'navigation@2',
      },
      {
        command: 'kubeSre.groupFindingsBySeverity',
        when: `${findings} && kubeSre.findings.grouping == object`,
        group: 'navigation@2',
      },
      { command: 'kubeSre.scanNamespace', when: findings, group: '1_scan@1' },
      { command: 'kubeSre.showLog', when: findings, group: '2_more@1' },
    ],
    'view/item/context': [
      // One inline action at most: the fix, where there is one
      {
        command: 'kubeSre.openDecidingField',
        when: `${line('finding')} && !(viewItem =~ /\\bfixable\\b/)`,
        group: 'inline@1',
      },
      ...fixes.map((tool) => ({
        command: `kubeSre.tool.${tool}`,
        when: lineOf('remediation', tool),
        group: 'inline@1',
      })),
      { command: 'kubeSre.openDecidingField', when: line('finding'), group: '1_look@1' },
      { command: 'kubeSre.openYaml', when: line('object'), group: '1_look@2' },
      { command: 'kubeSre.reveal', when: line('object'), group: '1_look@3' },
      { command: 'kubeSre.diagnose', when: lineOf('diagnostics', 'diagnosable'), group: '2_ask@1' },
      { command: 'kubeSre.trace', when: lineOf('tracing', 'traceable'), group: '2_ask@2' },
      { command: 'kubeSre.timeline', when: lineOf('tracing', 'timed'), group: '2_ask@3' },
      { command: 'kubeSre.askAboutFinding', when: `${line('finding')} && chatIsEnabled`, group: '2_ask@4' },
      ...fixes.map((tool) => ({
        command: `kubeSre.tool.${tool}`,
        when: lineOf('remediation', tool),
        group: '3_fix@1',
      })),
      { command: 'kubeSre.copyFindings', when: line('copied'), group: '4_copy@1' },
    ],
  },
  keybindings: [
    {
      command: 'kubeSre.copyFindings',
      key: 'ctrl+c',
      mac: 'cmd+c',
      when: 'focusedView == kubeSre.findings && listFocus && !inputFocus',
    },
  ],
};
