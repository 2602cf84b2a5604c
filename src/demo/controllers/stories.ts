import type { Json, JsonObject } from '../../core/json.ts';
import { quantity } from '../../kube/quantity.ts';
import type { ContainerLogs } from '../containerLogs.ts';
import { asObject, listAt, mapAt, numberAt, textAt, valueAt, without, type KubeObject } from '../kubeObject.ts';
import type { Store } from '../store.ts';
import { canonicalText } from './canonicalText.ts';

/** What becomes of a container. */
export type Story =
  | { readonly ends: 'ready' }
  /** Its image is not there. */
  | { readonly ends: 'pull'; readonly message: string }
  /** Something else keeps it from starting: a Secret that is missing. */
  | { readonly ends: 'stuck'; readonly reason: string; readonly message: string }
  /** Runs, and is never ready. */
  | { readonly ends: 'unready' }
  | { readonly ends: 'crash'; readonly exitCode: number; readonly reason: string; readonly after: number };

/** A line that is written so many milliseconds after its container has started. */
export interface ToldLine {
  readonly after: number;
  readonly text: (at: number) => string;
}

/** What the world knows of containers: those that are made later fare as those that were there. */
export interface Stories {
  storyOf(namespace: string, container: JsonObject): Story;
  linesOf(namespace: string, container: JsonObject): readonly ToldLine[];
  /** Of the metrics; undefined where nothing like it ran. */
  usageOf(namespace: string, container: JsonObject): JsonObject | undefined;
}

interface Known {
  readonly namespace: string;
  readonly container: JsonObject;
  readonly story: Story;
  readonly lines: readonly ToldLine[];
  readonly usage: JsonObject | undefined;
}

/** Learned once, of the world as it was loaded. */
export function storiesOf(store: Store, logs: ContainerLogs): Stories {
  const known = store.list('pods').flatMap((pod) => knownOf(pod, store, logs));
  const images = new Set([...imagesIn(store)]);
  const missing = new Set(
    known.filter(({ story }) => story.ends === 'pull').map(({ container }) => imageOf(container)),
  );
  const repositories = new Set([...images].map(repositoryOf));
  const ofImage = (namespace: string, container: JsonObject): readonly Known[] =>
    known.filter((one) => one.namespace === namespace && imageOf(one.container) === imageOf(container));
  return {
    storyOf(namespace, container) {
      const image = imageOf(container);
      const isThere = images.has(image) || !repositories.has(repositoryOf(image));
      if (missing.has(image) || !isThere) return { ends: 'pull', message: notFound(image) };
      const alike = ofImage(namespace, container).filter((one) => faresAlike(one, container));
      return alike[0]?.story ?? { ends: 'ready' };
    },
    linesOf(namespace, container) {
      const alike = ofImage(namespace, container);
      const same = alike.find((one) => faresAlike(one, container)) ?? alike.find(({ story }) => story.ends === 'ready');
      return same?.lines ?? [];
    },
    usageOf: (namespace, container) => ofImage(namespace, container).find(({ usage }) => usage !== undefined)?.usage,
  };
}

function imageOf(container: JsonObject): string {
  return textAt(container, 'image') ?? '';
}

function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

/** Of all templates and pods: a registry that they come from has them, and of these repositories nothing else. */
function imagesIn(store: Store): readonly string[] {
  const specs = (storage: string, path: string) =>
    store
      .list(storage)
      .flatMap((object) => ['containers', 'initContainers'].flatMap((field) => listAt(object, `${path}.${field}`)));
  return [
    ...specs('pods', 'spec'),
    ...['deployments', 'replicasets', 'statefulsets', 'daemonsets'].flatMap((one) =>
      specs(`${one}.apps`, 'spec.template.spec'),
    ),
    ...specs('controllerrevisions.apps', 'data.spec.template.spec'),
    ...specs('cronjobs.batch', 'spec.jobTemplate.spec.template.spec'),
  ].map((container) => imageOf(asObject(container)));
}

/** The words of containerd. */
function notFound(image: string): string {
  return `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;
}

/** The same container; of one that ran out of memory also one that is given no more. */
function faresAlike({ container, story }: Known, other: JsonObject): boolean {
  if (story.ends === 'crash' && story.reason === 'OOMKilled') {
    const limit = (one: JsonObject): number => quantity(textAt(one, 'resources.limits.memory')) ?? Infinity;
    return limit(other) <= limit(container) && canonicalText(bare(container)) === canonicalText(bare(other));
  }
  return canonicalText(written(container)) === canonicalText(written(other));
}

/** Without what the server put in. */
function written(container: JsonObject): JsonObject {
  const mounts = listAt(container, 'volumeMounts').filter(
    (mount) => textAt(mount, 'mountPath') !== '/var/run/secrets/kubernetes.io/serviceaccount',
  );
  return { ...without(container, 'volumeMounts'), ...(mounts.length === 0 ? {} : { volumeMounts: mounts }) };
}

function bare(container: JsonObject): JsonObject {
  return without(written(container), 'resources');
}

function knownOf(pod: KubeObject, store: Store, logs: ContainerLogs): readonly Known[] {
  const { namespace = '', name } = pod.metadata;
  const measured = listAt(store.get('pods.metrics.k8s.io', namespace, name), 'containers');
  return listAt(pod, 'spec.containers').flatMap((one): readonly Known[] => {
    const container = asObject(one);
    const called = textAt(container, 'name') ?? '';
    const status = listAt(pod, 'status.containerStatuses').find((each) => textAt(each, 'name') === called);
    if (status === undefined) return [];
    const story = storyIn(status);
    const usage = mapAt(
      measured.find((each) => textAt(each, 'name') === called),
      'usage',
    );
    const isPrevious = story.ends === 'crash' && valueAt(status, 'state.running') === undefined;
    const lines = logs.get({ namespace, pod: name, container: called, previous: isPrevious });
    const started = Date.parse(
      textAt(status, isPrevious ? 'lastState.terminated.startedAt' : 'state.running.startedAt') ?? '',
    );
    const told = lines
      // Of one that runs well only what it says at its start is known of others too.
      .slice(0, isPrevious ? lines.length : 1)
      .map(({ at, text }) => ({
        after: isPrevious && !Number.isNaN(started) ? Math.max(0, at - started) : 1000,
        text: (when: number) =>
          text.replaceAll(new Date(at).toISOString(), new Date(when).toISOString()).replaceAll(name, '{pod}'),
      }));
    return [{ namespace, container, story, lines: told, usage: Object.keys(usage).length === 0 ? undefined : usage }];
  });
}

function storyIn(status: Json): Story {
  const reason = textAt(status, 'state.waiting.reason');
  const message = textAt(status, 'state.waiting.message') ?? '';
  if (reason === 'ErrImagePull' || reason === 'ImagePullBackOff') return { ends: 'pull', message };
  const end = mapAt(status, 'lastState.terminated');
  const isDown =
    reason === 'CrashLoopBackOff' ||
    (valueAt(status, 'state.terminated') !== undefined && numberAt(status, 'restartCount') > 0);
  if (isDown) {
    const seconds = Date.parse(textAt(end, 'finishedAt') ?? '') - Date.parse(textAt(end, 'startedAt') ?? '');
    return {
      ends: 'crash',
      exitCode: numberAt(end, 'exitCode'),
      reason: textAt(end, 'reason') ?? 'Error',
      after: Number.isNaN(seconds) ? 5000 : Math.max(1000, seconds),
    };
  }
  if (reason !== undefined && reason !== 'ContainerCreating' && reason !== 'PodInitializing')
    return { ends: 'stuck', reason, message };
  const isUnready = valueAt(status, 'state.running') !== undefined && valueAt(status, 'ready') === false;
  return isUnready ? { ends: 'unready' } : { ends: 'ready' };
}
