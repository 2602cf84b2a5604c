import type { JsonObject } from '../../core/json.ts';
import type { ContainerLogs, LogLine } from '../containerLogs.ts';
import { textAt, valueAt, type KubeObject } from '../kubeObject.ts';
import { milliseconds } from './parseWorld.ts';

/**
 * A `kind: Log` document: what the containers called `container` of all pods in `namespace` whose name is `pods`, or begins with it and a
 * dash, have written. Each line begins with how long before the start it was written, or how long after `from`, where there is one;
 * `{time}`, `{pod}` are filled in.
 * @throws Error for a log that belongs to no pod, and for a line without its time.
 */
export function addWorldLog(
  document: JsonObject,
  pods: readonly KubeObject[],
  logs: ContainerLogs,
  start: number,
): void {
  const namespace = textAt(document, 'namespace') ?? '';
  const named = textAt(document, 'pods') ?? '';
  const container = textAt(document, 'container') ?? '';
  const previous = valueAt(document, 'previous') === true;
  const writers = pods.filter(
    ({ metadata }) =>
      metadata.namespace === namespace && (metadata.name === named || metadata.name.startsWith(`${named}-`)),
  );
  if (writers.length === 0) throw new Error(`A log belongs to ${namespace}/${named}, which the world does not have.`);
  const from = Date.parse(textAt(document, 'from') ?? '');
  const texts = (textAt(document, 'lines') ?? '').split('\n').filter((line) => line !== '');
  for (const { metadata } of writers) {
    const lines = texts
      .map((line) =>
        lineOf(line, metadata.name, (duration) => (Number.isNaN(from) ? start - duration : from + duration)),
      )
      .sort((a, b) => a.at - b.at);
    logs.set({ namespace, pod: metadata.name, container, previous }, lines);
  }
}

function lineOf(line: string, pod: string, when: (duration: number) => number): LogLine {
  const space = line.indexOf(' ');
  const duration = milliseconds(line.slice(0, space));
  if (duration === undefined) throw new Error(`A log line must begin with its age: ${line}`);
  const at = when(duration);
  const text = line
    .slice(space + 1)
    .replaceAll('{time}', new Date(at).toISOString())
    .replaceAll('{pod}', pod);
  return { at, text };
}
