import { awaitedReference } from './awaitedReference.ts';
import { eventRef } from './eventsAbout.ts';
import type { SeenEvent } from './events.ts';
import type { Evidence } from '../core/finding.ts';
import { pod as podKind, type Pod } from './kinds/pod.ts';
import { refOf } from './metadata.ts';
import { podContainers } from './podContainers.ts';
import { podReferences, type PodReference } from './podReferences.ts';

/** A key that a pod waits for, as the kubelet told it. */
export interface MissingKey {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly key: string;
  /** The words that say so. */
  readonly evidence: Evidence;
}

/**
 * Of the environment the waiting message of a container tells (makeEnvironmentVariables in pkg/kubelet/kubelet_pods.go), of a volume the
 * FailedMount event (MakePayload in pkg/volume/configmap and pkg/volume/secret, 1.36), which names the volume and the key.
 */
export function missingKeys(pod: Pod, events: readonly SeenEvent[]): readonly MissingKey[] {
  return [...ofEnvironment(pod), ...ofVolumes(pod, events)];
}

function ofEnvironment(pod: Pod): readonly MissingKey[] {
  const object = refOf(podKind, pod);
  return podContainers(pod).flatMap(({ status, statusPath }): MissingKey[] => {
    const { reason, message = '' } = status?.state?.waiting ?? {};
    if (reason !== 'CreateContainerConfigError') return [];
    const [, key, kind, name] = /couldn't find key (\S+) in (ConfigMap|Secret) [^/\s]+\/(\S+)/.exec(message) ?? [];
    if (key === undefined || name === undefined) return [];
    const evidence = { object, path: `${statusPath}.state.waiting.message`, value: message };
    return [{ kind: kind === 'Secret' ? 'Secret' : 'ConfigMap', name, key, evidence }];
  });
}

/** What the kubelet does once all volumes are there. */
const afterMounting = new Set(['Pulling', 'Pulled', 'Created', 'Started']);

function ofVolumes(pod: Pod, events: readonly SeenEvent[]): readonly MissingKey[] {
  const mountedAt = Math.max(
    0,
    ...events.filter(({ reason }) => afterMounting.has(reason)).map(({ lastAt }) => lastAt),
  );
  const found = new Map<string, MissingKey>();
  for (const event of events) {
    const [, volume, words = ''] = /SetUp failed for volume "([^"]+)" : (.*)/s.exec(event.message) ?? [];
    if (event.reason !== 'FailedMount' || volume === undefined || event.lastAt < mountedAt) continue;
    for (const [, word, key = ''] of words.matchAll(
      /references non-existent (config|secret) key: ([-._a-zA-Z0-9]+)/g,
    )) {
      const kind = word === 'secret' ? 'Secret' : 'ConfigMap';
      const named = podReferences(pod.spec).find((one) => wants(one, kind, volume, key));
      if (named === undefined || awaitedReference(pod, named) === undefined) continue;
      const evidence = { object: eventRef(event), path: 'message', value: event.message };
      found.set(`${kind} ${named.name} ${key}`, { kind, name: named.name, key, evidence });
    }
  }
  return [...found.values()];
}

function wants(reference: PodReference, kind: string, volume: string, wanted: string): boolean {
  const { optional, keys } = reference;
  return reference.kind === kind && reference.volume === volume && !optional && keys.some(({ key }) => key === wanted);
}
