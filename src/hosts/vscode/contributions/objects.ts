import { kind, kindOf, objectCommand, type Contribution } from './contributionTypes.ts';

/** What can be done with one object, from the tree's menus and from reports. */
export const objects: Contribution = {
  commands: [
    objectCommand('kubeSre.openYaml', 'Open YAML', 'code'),
    objectCommand('kubeSre.copyName', 'Copy Name', 'copy'),
    objectCommand('kubeSre.diagnose', 'Diagnose', 'pulse'),
    objectCommand('kubeSre.logs', 'Logs', 'output'),
    objectCommand('kubeSre.previousLogs', 'Logs of the Previous Run', 'history'),
    objectCommand('kubeSre.timeline', 'Events Timeline', 'history'),
    objectCommand('kubeSre.trace', 'Trace', 'type-hierarchy'),
    objectCommand('kubeSre.revisions', 'Revisions…', 'versions'),
  ],
  menus: {
    'view/item/context': [
      { command: 'kubeSre.diagnose', when: kindOf('diagnostics', 'diagnosable'), group: '2_look@1' },
      { command: 'kubeSre.logs', when: kindOf('resources', 'pod'), group: '2_look@2' },
      { command: 'kubeSre.previousLogs', when: kindOf('resources', 'pod', 'restarted'), group: '2_look@3' },
      { command: 'kubeSre.trace', when: kindOf('tracing', 'traceable'), group: '2_look@4' },
      { command: 'kubeSre.timeline', when: kindOf('tracing', 'timed'), group: '2_look@5' },
      { command: 'kubeSre.revisions', when: kindOf('remediation', 'rolling'), group: '2_look@6' },
      { command: 'kubeSre.openYaml', when: kind('object'), group: '3_object@1' },
      { command: 'kubeSre.copyName', when: kind('named'), group: '3_object@2' },
      { command: 'kubeSre.diagnose', when: kindOf('diagnostics', 'diagnosable', 'bad'), group: 'inline@1' },
      { command: 'kubeSre.trace', when: kindOf('tracing', 'entry'), group: 'inline@1' },
    ],
  },
};
