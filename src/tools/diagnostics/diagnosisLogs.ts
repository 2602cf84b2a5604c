import type { Gap } from '../../core/gap.ts';
import type { Cluster } from '../../core/ports.ts';
import type { Pod } from '../../kube/kinds/pod.ts';
import { containerSickness, podContainers } from '../../kube/podContainers.ts';
import { containerLog } from '../logs/containerLog.ts';
import { planLogReads } from '../logs/logReads.ts';
import { isUnread, logGap, readLogs } from '../logs/readLog.ts';
import type { DiagnosedLog } from './diagnosis.ts';

/** Enough to hold the stack trace of a crash. */
const window = { tail: 200, isFiltered: false };

const shownLines = 6;

/** Logs beside the reads of the rules: more would be a read too many. */
const mostLogs = 2;

/**
 * What the sick containers printed last, before their restart where there was one: the lines that read like errors, else the last ones.
 * A container that has not started has no log, and that is no gap here.
 */
export async function diagnosisLogs(
  cluster: Cluster,
  pod: Pod,
  only: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly logs: readonly DiagnosedLog[]; readonly gaps: readonly Gap[] }> {
  const { namespace = '', name = '' } = pod.metadata ?? {};
  const sick = podContainers(pod).filter(
    (container) => (only === undefined || container.name === only) && containerSickness(container) > 2,
  );
  const { reads } = planLogReads(sick, undefined);
  const first = reads.filter(({ container }, index) => reads.findIndex((one) => one.container === container) === index);
  const answers = await readLogs(cluster, { namespace, name }, first.slice(0, mostLogs), window, signal);
  return {
    logs: answers.flatMap((answer): DiagnosedLog[] => {
      if ('error' in answer) return [];
      const read = (severity: 'error' | undefined) =>
        containerLog(answer, { severity, grep: undefined, window }).lines.slice(-shownLines);
      const errors = read('error');
      const { container, previous } = answer.read;
      return [{ container: container.name, previous, lines: errors.length > 0 ? errors : read(undefined) }];
    }),
    gaps: answers.filter(isUnread).map(logGap),
  };
}
