import { randomUUID } from 'node:crypto';
import { timeText } from '../../core/timeText.ts';
import { asObject, listAt, mapAt, numberAt, textAt, valueAt, without, type KubeObject } from '../kubeObject.ts';
import { withDefaults } from '../world/withDefaults.ts';
import { putChanged, withAnnotations, withSpec } from './changed.ts';
import { deadlineOf, deploymentStatus } from './deploymentStatus.ts';
import { nameOf, namespaceOf, type Kit } from './kit.ts';
import { isEnding, ownedBy, referenceTo } from './owned.ts';
import { isOver } from './pods.ts';
import { recordEvent } from './recordEvent.ts';
import { removeObject } from './removal.ts';
import {
  hashLabel,
  isRolling,
  newReplicas,
  oldScalings,
  proportional,
  replicasOf,
  revisionKey,
  sameTemplate,
  surgeOf,
  type Scaling,
} from './rolloutPlan.ts';
import { templateHash } from './templateHash.ts';

const storage = 'deployments.apps';
const sets = 'replicasets.apps';
const from = 'deployment-controller';

/** ReplicaSets for its revisions, and pods moved from the old ones to the newest. Source: kubernetes/pkg/controller/deployment. */
export function deployment(kit: Kit, key: string): void {
  const { store } = kit;
  const found = store.get(storage, namespaceOf(key), nameOf(key));
  if (found === undefined) return;
  const own = ownedBy(store, sets, found).toSorted(byAge);
  const isPaused = valueAt(found, 'spec.paused') === true;
  const known = own.find((set) => sameTemplate(mapAt(set, 'spec.template'), mapAt(found, 'spec.template')));
  if (isEnding(found)) {
    settleStatus(kit, found, known, own);
    return;
  }
  if (isPaused || isScaled(found, own)) {
    scale(kit, found, known, own);
    settleStatus(kit, pausedOr(found, isPaused, kit.now()), known, ownedBy(store, sets, found));
    return;
  }
  const resumed = pausedOr(found, false, kit.now());
  if (!isRolling(resumed) && known === undefined && emptied(kit, resumed, own)) return;
  const { newSet, owner, progressed } = newestSet(kit, resumed, known, own);
  roll(
    kit,
    owner,
    newSet,
    own.filter(({ metadata }) => metadata.uid !== newSet?.metadata.uid),
  );
  const now = ownedBy(store, sets, owner);
  const current = now.find(({ metadata }) => metadata.uid === newSet?.metadata.uid);
  const settled = settleStatus(kit, owner, current, now, progressed);
  forgetOld(kit, settled, current, now);
}

/** Where all are to be replaced at once, the new ReplicaSet is made when the last old pod is gone. Is there still one? */
function emptied(kit: Kit, owner: KubeObject, olds: readonly KubeObject[]): boolean {
  for (const set of olds) if (replicasOf(set) > 0) scaleTo(kit, owner, { set, replicas: 0 });
  const isThere = olds.some((set) => ownedBy(kit.store, 'pods', set).some((pod) => !isOver(pod)));
  if (isThere) settleStatus(kit, owner, undefined, ownedBy(kit.store, sets, owner));
  return isThere;
}

function byAge(a: KubeObject, b: KubeObject): number {
  const born = (set: KubeObject): number => Date.parse(set.metadata.creationTimestamp ?? '');
  return born(a) - born(b) || (a.metadata.name < b.metadata.name ? -1 : 1);
}

const desiredKey = 'deployment.kubernetes.io/desired-replicas';

/** Somebody has changed the number of replicas since the ReplicaSets were last looked at. */
function isScaled(owner: KubeObject, own: readonly KubeObject[]): boolean {
  return own.some((set) => {
    const desired = set.metadata.annotations?.[desiredKey];
    return replicasOf(set) > 0 && desired !== undefined && Number(desired) !== replicasOf(owner);
  });
}

function scale(kit: Kit, owner: KubeObject, newSet: KubeObject | undefined, own: readonly KubeObject[]): void {
  const active = own.filter((set) => replicasOf(set) > 0);
  const [only] = active;
  const single = active.length > 1 ? undefined : (only ?? newSet ?? own.at(-1));
  if (single !== undefined) {
    scaleTo(kit, owner, { set: single, replicas: replicasOf(owner) });
    return;
  }
  const isSaturated =
    newSet !== undefined &&
    replicasOf(newSet) === replicasOf(owner) &&
    numberAt(newSet, 'status.availableReplicas') === replicasOf(owner);
  if (isSaturated) for (const set of active) if (set !== newSet) scaleTo(kit, owner, { set, replicas: 0 });
  if (!isSaturated && isRolling(owner)) for (const one of proportional(owner, own)) scaleTo(kit, owner, one);
}

/** The number, and what the number was reckoned from. */
function scaleTo(kit: Kit, owner: KubeObject, { set, replicas }: Scaling): KubeObject {
  const { store } = kit;
  const annotated = withAnnotations(set, sizes(owner));
  const before = replicasOf(set);
  if (before === replicas) return putChanged(store, sets, annotated);
  const put = store.put(sets, withSpec(annotated, { replicas }));
  const word = replicas > before ? 'up' : 'down';
  const message = `Scaled ${word} replica set ${set.metadata.name} from ${before} to ${replicas}`;
  recordEvent(kit, owner, { reason: 'ScalingReplicaSet', message, from });
  return put;
}

function sizes(owner: KubeObject): Readonly<Record<string, string>> {
  const replicas = replicasOf(owner);
  return {
    [desiredKey]: String(replicas),
    'deployment.kubernetes.io/max-replicas': String(replicas + surgeOf(owner)),
  };
}

interface Newest {
  readonly newSet: KubeObject | undefined;
  /** The Deployment, with the revision that it is at. */
  readonly owner: KubeObject;
  readonly progressed?: { readonly reason: string; readonly message: string };
}

const revisionOf = (object: KubeObject): number => Number(object.metadata.annotations?.[revisionKey] ?? 0);

/** Annotations of the Deployment that say nothing of a revision. */
const notCopied: readonly string[] = [
  'kubectl.kubernetes.io/last-applied-configuration',
  revisionKey,
  'deployment.kubernetes.io/revision-history',
  desiredKey,
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
];

/** Source: getNewReplicaSet, kubernetes/pkg/controller/deployment/sync.go. */
function newestSet(kit: Kit, owner: KubeObject, known: KubeObject | undefined, own: readonly KubeObject[]): Newest {
  const { store } = kit;
  const highest = Math.max(0, ...own.filter((set) => set !== known).map(revisionOf));
  const revision = String(highest + 1);
  const copied = without(mapAt(owner, 'metadata.annotations'), ...notCopied);
  const texts = Object.fromEntries(
    Object.entries(copied).filter((one): one is [string, string] => typeof one[1] === 'string'),
  );
  if (known !== undefined) {
    const isLower = revisionOf(known) < Number(revision);
    const history = known.metadata.annotations?.['deployment.kubernetes.io/revision-history'];
    const old = known.metadata.annotations?.[revisionKey] ?? '';
    const set = putChanged(
      store,
      sets,
      withAnnotations(known, {
        ...texts,
        ...(isLower
          ? {
              [revisionKey]: revision,
              'deployment.kubernetes.io/revision-history': history === undefined ? old : `${history},${old}`,
            }
          : {}),
      }),
    );
    const at = set.metadata.annotations?.[revisionKey] ?? revision;
    const isTold = listAt(owner, 'status.conditions').some((one) => textAt(one, 'type') === 'Progressing');
    const annotated = putChanged(store, storage, withAnnotations(owner, { [revisionKey]: at }));
    return {
      newSet: set,
      owner: annotated,
      ...(isTold
        ? {}
        : { progressed: { reason: 'FoundNewReplicaSet', message: `Found new replica set "${set.metadata.name}"` } }),
    };
  }
  const template = mapAt(owner, 'spec.template');
  const hash = templateHash(template);
  const name = `${owner.metadata.name}-${hash}`;
  const labels = { ...mapAt(template, 'metadata.labels'), [hashLabel]: hash };
  const first: KubeObject = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      ...(owner.metadata.namespace === undefined ? {} : { namespace: owner.metadata.namespace }),
      uid: randomUUID(),
      creationTimestamp: timeText(kit.now()),
      labels: Object.fromEntries(
        Object.entries(labels).filter((one): one is [string, string] => typeof one[1] === 'string'),
      ),
      annotations: { ...texts, ...sizes(owner), [revisionKey]: revision },
      ownerReferences: [referenceTo(owner)],
      generation: 1,
    },
    spec: {
      replicas: 0,
      selector: withDefaults(mapAt(owner, 'spec.selector'), { matchLabels: { [hashLabel]: hash } }),
      template: { ...template, metadata: { ...mapAt(template, 'metadata'), labels } },
      ...(numberAt(owner, 'spec.minReadySeconds') === 0
        ? {}
        : { minReadySeconds: numberAt(owner, 'spec.minReadySeconds') }),
    },
    status: { replicas: 0 },
  };
  const replicas = newReplicas(owner, own, 0);
  const set = store.put(sets, { ...first, spec: { ...mapAt(first, 'spec'), replicas } });
  if (replicas > 0)
    recordEvent(kit, owner, {
      reason: 'ScalingReplicaSet',
      message: `Scaled up replica set ${name} from 0 to ${replicas}`,
      from,
    });
  return {
    newSet: set,
    owner: putChanged(store, storage, withAnnotations(owner, { [revisionKey]: revision })),
    progressed: { reason: 'NewReplicaSetCreated', message: `Created new replica set "${name}"` },
  };
}

function roll(kit: Kit, owner: KubeObject, newSet: KubeObject | undefined, olds: readonly KubeObject[]): void {
  if (newSet === undefined) return;
  if (!isRolling(owner)) {
    for (const set of olds) if (replicasOf(set) > 0) scaleTo(kit, owner, { set, replicas: 0 });
    const stillThere = olds.some((set) => ownedBy(kit.store, 'pods', set).some((pod) => !isOver(pod)));
    if (!stillThere) scaleTo(kit, owner, { set: newSet, replicas: replicasOf(owner) });
    return;
  }
  const current = replicasOf(newSet);
  const wanted = current > replicasOf(owner) ? replicasOf(owner) : newReplicas(owner, [newSet, ...olds], current);
  const scaled = scaleTo(kit, owner, { set: newSet, replicas: wanted });
  if (wanted !== current) return;
  for (const one of oldScalings(owner, scaled, olds)) scaleTo(kit, owner, one);
}

function settleStatus(
  kit: Kit,
  owner: KubeObject,
  newSet: KubeObject | undefined,
  own: readonly KubeObject[],
  progressed?: Newest['progressed'],
): KubeObject {
  const { store, now, after } = kit;
  const status = deploymentStatus(owner, newSet, own, now(), progressed);
  const settled = putChanged(store, storage, { ...owner, status });
  const progressing = listAt(settled, 'status.conditions').find((one) => textAt(one, 'type') === 'Progressing');
  const deadline = textAt(progressing, 'status') === 'True' ? deadlineOf(settled, progressing) : undefined;
  const { namespace, name } = owner.metadata;
  if (deadline !== undefined && settled !== owner)
    after(Math.max(1000, deadline - now()), () => deployment(kit, `${namespace ?? ''}/${name}`));
  return settled;
}

/** That a rollout is held or goes on again is told in the condition: no deadline runs meanwhile. */
function pausedOr(owner: KubeObject, isPaused: boolean, now: number): KubeObject {
  const conditions = listAt(owner, 'status.conditions');
  const current = conditions.find((one) => textAt(one, 'type') === 'Progressing');
  const wasPaused = textAt(current, 'reason') === 'DeploymentPaused';
  if (isPaused === wasPaused || textAt(current, 'reason') === 'ProgressDeadlineExceeded') return owner;
  const at = timeText(now);
  const told = {
    ...asObject(current),
    type: 'Progressing',
    status: 'Unknown',
    lastUpdateTime: at,
    lastTransitionTime: at,
    reason: isPaused ? 'DeploymentPaused' : 'DeploymentResumed',
    message: isPaused ? 'Deployment is paused' : 'Deployment is resumed',
  };
  const others = conditions.filter((one) => textAt(one, 'type') !== 'Progressing');
  return { ...owner, status: { ...mapAt(owner, 'status'), conditions: [...others, told] } };
}

/** Old revisions beyond the number that is kept go, once the rollout is done. */
function forgetOld(kit: Kit, owner: KubeObject, newSet: KubeObject | undefined, own: readonly KubeObject[]): void {
  const progressing = listAt(owner, 'status.conditions').find((one) => textAt(one, 'type') === 'Progressing');
  if (textAt(progressing, 'reason') !== 'NewReplicaSetAvailable') return;
  const olds = own.filter((set) => set !== newSet && replicasOf(set) === 0 && numberAt(set, 'status.replicas') === 0);
  const excess = own.length - 1 - numberAt(owner, 'spec.revisionHistoryLimit');
  const oldest = olds.toSorted((a, b) => revisionOf(a) - revisionOf(b));
  for (const set of oldest.slice(0, Math.max(0, excess))) removeObject(kit, set);
}
