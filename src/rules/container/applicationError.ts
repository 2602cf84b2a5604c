import { restartAfter } from '../../kube/ending/restartAfter.ts';
import { controllerOf } from '../../kube/owners.ts';
import { endingRule, type EndFacts } from './endingRule.ts';

export const applicationError = endingRule({
  id: 'container/application-error',
  cause: 'applicationError',
  stage: 'kill',
  severity: 'critical',
  field: 'exitCode',
  // A Job counts failures itself; a restart rule names the code as one to go on from
  isForeseen: (facts) => controllerOf(facts.pod)?.kind === 'Job' || goesOn(facts) === 'foreseen',
  speaks:
    'A container ends with an exit code of its own that is not 0, twice or more, or once where it is not started again; a warning in a Job, which counts failures itself, and where a restart rule of the container names the code.',
  silent: 'A single end that it has recovered from; ends by a probe, for memory, or with the pod.',
  applies: (facts) => facts.times >= 2 || (facts.ending.from === 'state' && isLast(facts)),
  message: ({ who, ending, ran, often }) =>
    `${who} ended${ran} with exit code ${ending.exitCode}${often === '' ? '' : ` (${often})`}${meaning(ending.exitCode)}${lastWords(ending.message)}.`,
  remedy: ({ container, pod }) =>
    `Read the log of ${container.name} in pod ${pod.metadata?.name ?? ''} before it ended (the previous instance): the program itself says why it gives up.`,
});

function isLast(facts: EndFacts): boolean {
  return facts.pod.status?.phase === 'Failed' || goesOn(facts) === undefined;
}

function goesOn({ pod, container, ending }: EndFacts) {
  return restartAfter(ending.exitCode, container.spec, pod);
}

/** Of a shell: 126 and 127 with the reason Error come from a command inside the script, since the container itself did start. */
function meaning(exitCode: number): string {
  if (exitCode === 126) return ': a command of its script is not executable';
  if (exitCode === 127) return ': a command of its script was not found';
  if (exitCode === 134) return ': it aborted (SIGABRT)';
  if (exitCode === 139) return ': it broke a memory rule (SIGSEGV)';
  return '';
}

/** The end of the termination message, which the program wrote or its log's end gave (terminationMessagePolicy). */
function lastWords(message: string): string {
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  const last = lines.at(-1)?.trim() ?? '';
  return last === '' ? '' : `; its last words: ${last.slice(0, 300)}`;
}
