import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../core/json.ts';
import { timeText } from '../../core/timeText.ts';
import { mapAt, type KubeObject } from '../kubeObject.ts';
import { suffixOf } from '../world/identity.ts';
import { qosOf } from '../world/kubeletStatus.ts';
import { makePod } from '../world/makePod.ts';
import { identified } from '../world/identity.ts';
import type { Kit } from './kit.ts';

/** How a pod of a controller differs from others of its template. */
export interface PodDetails {
  /** Of a StatefulSet's. */
  readonly ordinal?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly affinity?: JsonObject;
}

/** A pod as its controller creates it: nobody has bound it to a node yet. */
export function newPod(
  { store, now }: Kit,
  owner: KubeObject,
  template: JsonObject,
  details: PodDetails = {},
): KubeObject {
  const { ordinal = 0, labels = {}, affinity } = details;
  const entry = { name: suffixOf(owner.metadata.name, String(store.revision)), born: timeText(now()) };
  const made = makePod({ entry, owner, template, ordinal });
  const pod = identified({ ...made, metadata: { ...mapAt(made, 'metadata'), uid: randomUUID() } });
  return {
    ...pod,
    metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, ...labels } },
    spec: { ...mapAt(pod, 'spec'), ...(affinity === undefined ? {} : { affinity }) },
    status: { phase: 'Pending', qosClass: qosOf(pod) },
  };
}
