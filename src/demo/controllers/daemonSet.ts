import type { JsonObject } from '../../core/json.ts';
import { node as nodeKind } from '../../kube/kinds/node.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { schedulingVerdict } from '../../kube/scheduling/schedulingVerdict.ts';
import { listAt, mapAt, numberAt, textAt, type KubeObject } from '../kubeObject.ts';
import { nonZero } from '../world/nonZero.ts';
import { isReady } from '../world/readiness.ts';
import { putChanged } from './changed.ts';
import { createPod, deletePod } from './createPod.ts';
import { intOrPercent } from './intOrPercent.ts';
import { nameOf, namespaceOf, type Kit } from './kit.ts';
import { newPod } from './newPod.ts';
import { isEnding, ownedBy } from './owned.ts';
import { availabilityOf, isOver } from './pods.ts';
import { forgetRevisions, newestRevision } from './revisions.ts';

const storage = 'daemonsets.apps';
const from = 'daemonset-controller';
const hashKey = 'controller-revision-hash';

/** A pod on each node that takes one. Source: kubernetes/pkg/controller/daemon/daemon_controller.go and update.go. */
export function daemonSet(kit: Kit, key: string): void {
  const { store, now, after } = kit;
  const set = store.get(storage, namespaceOf(key), nameOf(key));
  if (set === undefined) return;
  const revision = newestRevision(kit, set, hashKey);
  const hash = revision.metadata.labels?.[hashKey] ?? '';
  const nodes = isEnding(set) ? [] : store.list('nodes').filter((node) => takes(set, node));
  if (!isEnding(set)) keepPods(kit, set, { nodes, hash, again: () => daemonSet(kit, key) });
  const pods = ownedBy(store, 'pods', set).filter((pod) => !isEnding(pod));
  const placed = pods.filter((pod) => nodes.some(({ metadata }) => metadata.name === nodeOf(pod)));
  const { ready, available, next } = availabilityOf(placed, set, now());
  if (next !== undefined) after(next - now(), () => daemonSet(kit, key));
  const status: JsonObject = {
    currentNumberScheduled: placed.length,
    numberMisscheduled: pods.length - placed.length,
    desiredNumberScheduled: nodes.length,
    numberReady: ready,
    observedGeneration: numberAt(set, 'metadata.generation'),
    ...nonZero({
      updatedNumberScheduled: placed.filter((pod) => isNew(pod, hash)).length,
      numberAvailable: available,
      numberUnavailable: nodes.length - available,
    }),
  };
  putChanged(store, storage, { ...set, status });
  const live = pods.map((pod) => `${set.metadata.name}-${pod.metadata.labels?.[hashKey] ?? ''}`);
  forgetRevisions(kit, set, [revision.metadata.name, ...live]);
}

function isNew(pod: KubeObject, hash: string): boolean {
  return pod.metadata.labels?.[hashKey] === hash;
}

/** Where it is, or is to be: its affinity names the one node. */
function nodeOf(pod: KubeObject): string {
  const terms = listAt(
    pod,
    'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms',
  );
  const named = terms.flatMap((term) => listAt(term, 'matchFields')).flatMap((field) => listAt(field, 'values'))[0];
  return textAt(pod, 'spec.nodeName') ?? (typeof named === 'string' ? named : '');
}

interface Wanted {
  readonly nodes: readonly KubeObject[];
  readonly hash: string;
  readonly again: () => void;
}

function keepPods(kit: Kit, set: KubeObject, { nodes, hash, again }: Wanted): void {
  const pods = ownedBy(kit.store, 'pods', set);
  for (const pod of pods) {
    const isMeant = nodes.some(({ metadata }) => metadata.name === nodeOf(pod));
    if (!isEnding(pod) && (!isMeant || isOver(pod))) deletePod(kit, set, pod, from);
  }
  for (const node of nodes) {
    if (pods.some((pod) => nodeOf(pod) === node.metadata.name && !isOver(pod))) continue;
    const labels = { [hashKey]: hash, 'pod-template-generation': templateGeneration(set) };
    const pod = newPod(kit, set, tolerant(mapAt(set, 'spec.template')), {
      labels,
      affinity: pinnedTo(node.metadata.name),
    });
    createPod(kit, set, pod, { from, again });
  }
  if (textAt(set, 'spec.updateStrategy.type') === 'OnDelete') return;
  const most = Math.max(1, intOrPercent(set, 'spec.updateStrategy.rollingUpdate.maxUnavailable', nodes.length, 'up'));
  const now = ownedBy(kit.store, 'pods', set);
  const olds = now.filter((pod) => !isEnding(pod) && !isNew(pod, hash));
  const missing = nodes.length - now.filter((pod) => !isEnding(pod) && isReady(pod)).length;
  const unhealthy = olds.filter((pod) => !isReady(pod));
  const healthy = olds.filter(isReady).slice(0, Math.max(0, most - missing));
  for (const pod of [...unhealthy, ...healthy]) deletePod(kit, set, pod, from);
}

function templateGeneration(set: KubeObject): string {
  return set.metadata.annotations?.['deprecated.daemonset.template.generation'] ?? '1';
}

function pinnedTo(node: string): JsonObject {
  const nodeSelectorTerms = [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }];
  return { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } };
}

/** What a DaemonSet's pod bears of its node. Source: AddOrUpdateDaemonPodTolerations, kubernetes/pkg/controller/daemon/util. */
const borne: readonly JsonObject[] = [
  ...['not-ready', 'unreachable'].map((word) => ({
    key: `node.kubernetes.io/${word}`,
    operator: 'Exists',
    effect: 'NoExecute',
  })),
  ...['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'].map((word) => ({
    key: `node.kubernetes.io/${word}`,
    operator: 'Exists',
    effect: 'NoSchedule',
  })),
];

function tolerant(template: JsonObject): JsonObject {
  const spec = mapAt(template, 'spec');
  return { ...template, spec: { ...spec, tolerations: [...listAt(spec, 'tolerations'), ...borne] } };
}

/** Does it run there? Room does not matter: a pod that finds none waits for it. */
function takes(set: KubeObject, node: KubeObject): boolean {
  const template = tolerant(mapAt(set, 'spec.template'));
  const pod = podKind.project({ apiVersion: 'v1', kind: 'Pod', ...template });
  const { labels = {}, name } = node.metadata;
  const placed = { name, labels, node: nodeKind.project(node), pods: [] };
  const { nodes } = schedulingVerdict(pod, { nodes: [placed], namespaces: undefined, storage: undefined });
  const deciding = ['TaintToleration', 'NodeAffinity', 'NodeName'];
  return nodes.every(({ refusals }) => refusals.every(({ filter }) => !deciding.includes(filter)));
}
