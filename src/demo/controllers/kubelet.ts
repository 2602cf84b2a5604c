import type { JsonObject } from '../../core/json.ts';
import { timeText } from '../../core/timeText.ts';
import { asObject, listAt, mapAt, numberAt, textAt, valueAt, type KubeObject } from '../kubeObject.ts';
import { usageObjects } from '../world/usage.ts';
import { claimsOf } from './claimsOf.ts';
import { nameOf, namespaceOf, type Kit } from './kit.ts';
import { isEnding } from './owned.ts';
import { containerStatus, initStatuses, podStatus, type ContainerNow } from './podRun.ts';
import { recordEvent } from './recordEvent.ts';
import { identified } from '../world/identity.ts';
import type { Story } from './stories.ts';

/** In milliseconds: until a sandbox is made, until its containers run, until a probe has found one ready, until one has ended that was told to. */
const pace = { sandbox: 700, start: 1300, probe: 4000, end: 2000, backOff: 12_000 } as const;
const firstBackOff = 10_000;
const longestBackOff = 300_000;

const metrics = 'pods.metrics.k8s.io';

/** Runs the pods that are bound to its node, and ends those that are deleted. Pods that a world holds run since long. */
export function kubelet(kit: Kit, key: string): void {
  const { store, after, begun } = kit;
  const pod = store.get('pods', namespaceOf(key), nameOf(key));
  if (pod === undefined) {
    store.remove(metrics, namespaceOf(key), nameOf(key));
    return;
  }
  const { uid = '' } = pod.metadata;
  if (!runsOn(kit, textAt(pod, 'spec.nodeName'))) return;
  if (isEnding(pod)) {
    if (begun.has(`${uid} end`)) return;
    begun.add(`${uid} end`);
    tellAll(kit, pod, (name) => ({ reason: 'Killing', message: `Stopping container ${name}` }));
    after(Math.min(pace.end, numberAt(pod, 'metadata.deletionGracePeriodSeconds') * 1000), () => end(kit, key, uid));
    return;
  }
  const isBound = claimsOf(pod).every(
    (claim) => valueAt(store.get('persistentvolumeclaims', namespaceOf(key), claim), 'spec.volumeName') !== undefined,
  );
  if (!isBound || begun.has(uid) || textAt(pod, 'status.startTime') !== undefined) return;
  begun.add(uid);
  after(pace.sandbox, () => begin(kit, key, uid));
}

function runsOn({ store }: Kit, node: string | undefined): boolean {
  const conditions = node === undefined ? [] : listAt(store.get('nodes', undefined, node), 'status.conditions');
  return conditions.some((one) => textAt(one, 'type') === 'Ready' && textAt(one, 'status') === 'True');
}

/** The pod, where it is still the same. */
function samePod({ store }: Kit, key: string, uid: string): KubeObject | undefined {
  const pod = store.get('pods', namespaceOf(key), nameOf(key));
  return pod?.metadata.uid === uid ? pod : undefined;
}

function end(kit: Kit, key: string, uid: string): void {
  const pod = samePod(kit, key, uid);
  if (pod === undefined) return;
  const isHeld = listAt(pod, 'metadata.finalizers').length > 0;
  if (!isHeld) kit.store.remove('pods', pod.metadata.namespace, pod.metadata.name);
  else kit.store.put('pods', { ...pod, metadata: { ...pod.metadata, deletionGracePeriodSeconds: 0 } });
}

function tellAll(kit: Kit, pod: KubeObject, words: (container: string) => { reason: string; message: string }): void {
  for (const container of listAt(pod, 'spec.containers')) {
    const name = textAt(container, 'name') ?? '';
    tell(kit, pod, name, words(name));
  }
}

function tell(
  kit: Kit,
  pod: KubeObject,
  container: string,
  words: { readonly type?: 'Warning'; readonly reason: string; readonly message: string },
): void {
  recordEvent(kit, pod, { ...words, from: 'kubelet', host: textAt(pod, 'spec.nodeName'), container });
}

function begin(kit: Kit, key: string, uid: string): void {
  const pod = samePod(kit, key, uid);
  if (pod === undefined || isEnding(pod)) return;
  const waiting: ContainerNow = { state: { waiting: { reason: 'ContainerCreating' } }, ready: false, restartCount: 0 };
  const containers = listAt(pod, 'spec.containers').map(asObject);
  const statuses = containers.map((container) => containerStatus(pod, container, waiting));
  const placed: KubeObject = {
    ...pod,
    status: { ...mapAt(pod, 'status'), ...placeOf(kit, pod), startTime: timeText(kit.now()) },
  };
  kit.store.put('pods', { ...placed, status: podStatus(placed, statuses, initStatuses(pod, kit.now()), kit.now()) });
  for (const container of containers) kit.after(pace.start, () => run(kit, key, uid, container, 0));
}

/** The next free address of the node's range; that of the node itself on its network. */
function placeOf({ store }: Kit, pod: KubeObject): JsonObject {
  const name = textAt(pod, 'spec.nodeName') ?? '';
  const node = store.get('nodes', undefined, name);
  const internal = listAt(node, 'status.addresses').find((address) => textAt(address, 'type') === 'InternalIP');
  const hostIP = textAt(internal, 'address') ?? '';
  const prefix = (textAt(node, 'spec.podCIDR') ?? '10.244.0.0/24').replace(/\.\d+\/\d+$/, '');
  const taken = new Set(store.list('pods').map((other) => textAt(other, 'status.podIP')));
  let last = 2;
  while (taken.has(`${prefix}.${last}`)) last++;
  const podIP = valueAt(pod, 'spec.hostNetwork') === true ? hostIP : `${prefix}.${last}`;
  return { hostIP, hostIPs: [{ ip: hostIP }], podIP, podIPs: [{ ip: podIP }] };
}

/** Changes what is known of one container, and all that follows from it. */
function update(kit: Kit, key: string, uid: string, container: JsonObject, next: ContainerNow): KubeObject | undefined {
  const pod = samePod(kit, key, uid);
  if (pod === undefined || isEnding(pod)) return undefined;
  const status = containerStatus(pod, container, next);
  const statuses = listAt(pod, 'status.containerStatuses').map((one) =>
    textAt(one, 'name') === status.name ? status : asObject(one),
  );
  const init = listAt(pod, 'status.initContainerStatuses').map(asObject);
  const put = kit.store.put('pods', { ...pod, status: podStatus(pod, statuses, init, kit.now()) });
  measure(kit, put);
  return put;
}

function run(
  kit: Kit,
  key: string,
  uid: string,
  container: JsonObject,
  restartCount: number,
  lastState?: JsonObject,
): void {
  const pod = samePod(kit, key, uid);
  if (pod === undefined || isEnding(pod)) return;
  const { namespace = '' } = pod.metadata;
  const name = textAt(container, 'name') ?? '';
  const story = kit.stories.storyOf(namespace, container);
  const last = lastState === undefined ? {} : { lastState };
  const waits = (reason: string, message: string): void =>
    void update(kit, key, uid, container, {
      state: { waiting: { reason, message } },
      ready: false,
      restartCount,
      ...last,
    });
  if (story.ends === 'pull') {
    pullInVain(kit, pod, container, story, waits);
    return;
  }
  if (story.ends === 'stuck') {
    waits(story.reason, story.message);
    tell(kit, pod, name, { type: 'Warning', reason: 'Failed', message: `Error: ${story.message}` });
    return;
  }
  const image = textAt(container, 'image') ?? '';
  const pulled = `Container image "${image}" already present on machine and can be accessed by the pod`;
  tell(kit, pod, name, { reason: 'Pulled', message: pulled });
  tell(kit, pod, name, { reason: 'Created', message: 'Container created' });
  tell(kit, pod, name, { reason: 'Started', message: 'Container started' });
  const state: JsonObject = { running: { startedAt: timeText(kit.now()) } };
  const isProbed = valueAt(container, 'readinessProbe') !== undefined;
  const readyNow = story.ends === 'ready' && !isProbed;
  update(kit, key, uid, container, { state, ready: readyNow, restartCount, ...last });
  write(kit, pod, container);
  if (story.ends === 'ready' && isProbed) {
    const delay = pace.probe + numberAt(container, 'readinessProbe.initialDelaySeconds') * 1000;
    kit.after(delay, () => void update(kit, key, uid, container, { state, ready: true, restartCount, ...last }));
  }
  if (story.ends === 'crash') kit.after(story.after, () => crash(kit, key, uid, container, restartCount, state, story));
}

function pullInVain(
  kit: Kit,
  pod: KubeObject,
  container: JsonObject,
  { message }: Extract<Story, { ends: 'pull' }>,
  waits: (reason: string, message: string) => void,
): void {
  const name = textAt(container, 'name') ?? '';
  const image = textAt(container, 'image') ?? '';
  const why = message.replace(/^Back-off pulling image "[^"]*": ErrImagePull: /, '');
  const warn = (words: string): void => tell(kit, pod, name, { type: 'Warning', reason: 'Failed', message: words });
  tell(kit, pod, name, { reason: 'Pulling', message: `Pulling image "${image}"` });
  warn(`Failed to pull image "${image}": ${why}`);
  warn('Error: ErrImagePull');
  waits('ErrImagePull', why);
  kit.after(pace.backOff, () => {
    waits('ImagePullBackOff', `Back-off pulling image "${image}": ErrImagePull: ${why}`);
    tell(kit, pod, name, { reason: 'BackOff', message: `Back-off pulling image "${image}"` });
    warn('Error: ImagePullBackOff');
  });
}

function crash(
  kit: Kit,
  key: string,
  uid: string,
  container: JsonObject,
  restartCount: number,
  running: JsonObject,
  { exitCode, reason }: Extract<Story, { ends: 'crash' }>,
): void {
  const pod = samePod(kit, key, uid);
  if (pod === undefined || isEnding(pod)) return;
  const name = textAt(container, 'name') ?? '';
  const end = { exitCode, reason, startedAt: textAt(running, 'running.startedAt'), finishedAt: timeText(kit.now()) };
  const status = containerStatus(pod, container, { state: { terminated: end }, ready: false, restartCount });
  const lastState = mapAt(status, 'state');
  const backOff = Math.min(longestBackOff, firstBackOff * 2 ** restartCount);
  const { namespace = '', name: podName } = pod.metadata;
  const seconds = backOff / 1000;
  const words = seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
  const message = `back-off ${words} restarting failed container=${name} pod=${podName}_${namespace}(${uid})`;
  const next = restartCount + 1;
  update(kit, key, uid, container, {
    state: { waiting: { reason: 'CrashLoopBackOff', message } },
    lastState,
    ready: false,
    restartCount: restartCount,
  });
  const told = `Back-off restarting failed container ${name} in pod ${podName}_${namespace}`;
  tell(kit, pod, name, { type: 'Warning', reason: 'BackOff', message: told });
  const address = { namespace, pod: podName, container: name };
  kit.logs.set({ ...address, previous: true }, kit.logs.get({ ...address, previous: false }));
  kit.after(backOff, () => run(kit, key, uid, container, next, lastState));
}

/** What others of its kind have written at the same moment of their lives. */
function write({ stories, logs, now }: Kit, pod: KubeObject, container: JsonObject): void {
  const { namespace = '', name } = pod.metadata;
  const lines = stories.linesOf(namespace, container).map(({ after, text }) => {
    const at = now() + after;
    return { at, text: text(at).replaceAll('{pod}', name) };
  });
  logs.set({ namespace, pod: name, container: textAt(container, 'name') ?? '', previous: false }, lines);
}

/** What metrics-server would say of it: as much as others of its kind use. */
function measure({ store, stories }: Kit, pod: KubeObject): void {
  const { namespace = '', name } = pod.metadata;
  const [made] = usageObjects([pod], []);
  if (made === undefined || store.list('pods.metrics.k8s.io').length === 0) {
    store.remove(metrics, namespace, name);
    return;
  }
  const containers = listAt(made, 'containers').map((one) => {
    const own = listAt(pod, 'spec.containers').find((each) => textAt(each, 'name') === textAt(one, 'name'));
    const usage = stories.usageOf(namespace, asObject(own));
    return { ...asObject(one), ...(usage === undefined ? {} : { usage }) };
  });
  const object = identified({ ...made, containers });
  store.put(metrics, { ...object, metadata: { ...mapAt(made, 'metadata'), name, namespace } });
}
