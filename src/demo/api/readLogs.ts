import type { ServerResponse } from 'node:http';
import { badRequest, invalid, noSuchObject, type Cause } from '../apiError.ts';
import type { LogLine } from '../containerLogs.ts';
import type { DemoCluster } from '../demoCluster.ts';
import { text, type Answer, type ApiRequest } from '../http/exchange.ts';
import { listAt, textAt, valueAt, type KubeObject } from '../kubeObject.ts';
import { forbidden, integerIn, isTrue } from './parameters.ts';
import type { ResourcePath } from './resourcePath.ts';

/** `GET …/pods/NAME/log`, with the texts that the API server and the kubelet refuse with. */
export function readLogs(
  cluster: DemoCluster,
  { namespace = '', name = '' }: ResourcePath,
  request: ApiRequest,
): Answer {
  const { query } = request;
  const { since, tail, limit } = optionsOf(query, name, cluster.clock.now());
  const pod = cluster.store.get('pods', namespace, name);
  if (pod === undefined) throw noSuchObject('pods', '', name);
  const container = containerOf(pod, query.get('container') ?? '');
  // A pod without a node has no kubelet to ask: the answer has no content.
  if (textAt(pod, 'spec.nodeName') === undefined) return text('', 204);
  const previous = runOf(pod, container, isTrue(query.get('previous')));
  const lines = cluster.logs
    .get({ namespace, pod: name, container, previous })
    .filter(({ at }) => at >= since && at <= cluster.clock.now());
  const kept = tail === undefined ? lines : lines.slice(Math.max(0, lines.length - tail));
  const body = cut(written(kept, isTrue(query.get('timestamps'))), limit);
  return isTrue(query.get('follow')) && isRunning(pod, container) ? followed(body) : text(body);
}

/** Source: validateContainer, kubernetes/pkg/registry/core/pod/strategy.go. */
function containerOf(pod: KubeObject, asked: string): string {
  const names = (field: string): readonly string[] =>
    listAt(pod, `spec.${field}`).map((container) => textAt(container, 'name') ?? '');
  const apps = names('containers');
  const init = names('initContainers');
  const { name } = pod.metadata;
  if (asked !== '') {
    if ([...apps, ...init, ...names('ephemeralContainers')].includes(asked)) return asked;
    throw badRequest(`container ${asked} is not valid for pod ${name}`);
  }
  const [only, second] = apps;
  if (only !== undefined && second === undefined) return only;
  const others = init.length === 0 ? '' : ` or one of the init containers: [${init.join(' ')}]`;
  throw badRequest(`a container name must be specified for pod ${name}, choose one of: [${apps.join(' ')}]${others}`);
}

function statusOf(pod: KubeObject, container: string) {
  const statuses = ['initContainerStatuses', 'containerStatuses', 'ephemeralContainerStatuses'];
  return statuses
    .flatMap((field) => listAt(pod, `status.${field}`))
    .find((status) => textAt(status, 'name') === container);
}

function isRunning(pod: KubeObject, container: string): boolean {
  return valueAt(statusOf(pod, container), 'state.running') !== undefined;
}

/**
 * True for the run before the last restart. While a container waits for its next start, its last run is what the logs show.
 * Source: validateContainerLogStatus, kubernetes/pkg/kubelet/kubelet_pods.go.
 */
function runOf(pod: KubeObject, container: string, wantsPrevious: boolean): boolean {
  const quoted = `"${container}" in pod "${pod.metadata.name}"`;
  const status = statusOf(pod, container);
  if (status === undefined) throw badRequest(`container ${quoted} is not available`);
  const hasLast = textAt(status, 'lastState.terminated.containerID') !== undefined;
  if (wantsPrevious) {
    if (!hasLast) throw badRequest(`previous terminated container ${quoted} not found`);
    return true;
  }
  if (valueAt(status, 'state.running') !== undefined || valueAt(status, 'state.terminated') !== undefined) return false;
  if (hasLast) return true;
  const reason = textAt(status, 'state.waiting.reason');
  if (reason === undefined) throw badRequest(`container ${quoted} is waiting to start - no logs yet`);
  throw badRequest(`container ${quoted} is waiting to start: ${pullReasons[reason] ?? reason}`);
}

const pullReasons: Readonly<Record<string, string>> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
};

interface LogOptions {
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly tail: number | undefined;
  readonly limit: number | undefined;
}

/** Source: ValidatePodLogOptions, kubernetes/pkg/apis/core/validation. @throws ApiError 400, 422 */
function optionsOf(query: URLSearchParams, pod: string, now: number): LogOptions {
  const tail = integerIn(query, 'tailLines');
  const limit = integerIn(query, 'limitBytes');
  const seconds = integerIn(query, 'sinceSeconds');
  const time = query.get('sinceTime') ?? '';
  const at = Date.parse(time);
  if (time !== '' && Number.isNaN(at))
    throw badRequest(`parsing time "${time}" as "2006-01-02T15:04:05Z07:00": cannot parse "${time}" as "2006"`);
  const causes: Cause[] = [];
  if (tail !== undefined && tail < 0) causes.push(tooSmall('tailLines', tail, 'must be greater than or equal to 0'));
  if (limit !== undefined && limit < 1) causes.push(tooSmall('limitBytes', limit, 'must be greater than 0'));
  if (seconds !== undefined && time !== '')
    causes.push(forbidden('[]', 'at most one of `sinceTime` or `sinceSeconds` may be specified'));
  else if (seconds !== undefined && seconds < 1)
    causes.push(tooSmall('sinceSeconds', seconds, 'must be greater than 0'));
  // Told apart only where the feature gate PodLogsQuerySplitStreams is on.
  if (query.has('stream')) causes.push(forbidden('stream', 'may not be specified'));
  if (causes.length > 0) throw invalid({ kind: 'PodLogOptions', group: '', name: pod }, causes);
  return { since: time !== '' ? at : seconds === undefined ? -Infinity : now - seconds * 1000, tail, limit };
}

function tooSmall(field: string, value: number, words: string): Cause {
  return { reason: 'FieldValueInvalid', message: `Invalid value: ${value}: ${words}`, field };
}

/** Timestamps as the kubelet writes them: RFC 3339 with nanoseconds. */
function written(lines: readonly LogLine[], timestamps: boolean): string {
  return lines
    .map(({ at, text: line }) =>
      timestamps ? `${new Date(at).toISOString().replace('Z', '000000Z')} ${line}\n` : `${line}\n`,
    )
    .join('');
}

function cut(body: string, limit: number | undefined): string {
  return limit === undefined ? body : Buffer.from(body, 'utf8').subarray(0, limit).toString('utf8');
}

/** Nothing is written after the start; the stream stays open as long as the client wants. */
function followed(body: string): Answer {
  return {
    as: 'stream',
    write: (response: ServerResponse) => {
      response.writeHead(200, { 'Content-Type': 'text/plain' });
      response.flushHeaders();
      response.write(body);
    },
  };
}
