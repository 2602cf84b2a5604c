import type { PersistentVolume } from '../kinds/persistentVolume.ts';
import type { PersistentVolumeClaim } from '../kinds/persistentVolumeClaim.ts';
import type { StorageClass } from '../kinds/storageClass.ts';
import { quantity } from '../quantity.ts';
import { matches, meets, requirementsOf, type Labels } from '../selectors.ts';
import { matchesNode, type SelectedNode } from './matchesNode.ts';
import { nodeSelectorText } from './nodeAffinity.ts';
import { classOf, isBound, podClaims, waitsForConsumer } from './podClaims.ts';
import type { Filter, Refusal } from './refusal.ts';
import type { SchedulingStorage } from './schedulingCluster.ts';

const selectedNode = 'volume.kubernetes.io/selected-node';
const unsupported = 'kubernetes.io/no-provisioner';

/**
 * Bound claims: their volumes must be reachable from the node. Claims that wait for a consumer: a free volume there, or one that can be
 * made there. Free space as CSIStorageCapacity tells it is not looked at. Source: pkg/scheduler/framework/plugins/volumebinding.
 */
export const volumeBinding: Filter = (pod, { storage }) => {
  if (storage === undefined) return () => [];
  const claims = podClaims(pod, storage).flatMap(({ claim }) => claim ?? []);
  const bound = claims.filter(isBound);
  const waiting = claims.filter((claim) => !isBound(claim) && waitsForConsumer(claim, storage));
  return (node) => [...boundRefusals(bound, storage, node), ...waitingRefusals(waiting, storage, node)];
};

function refusal(counted: string, because: string): Refusal {
  return { filter: 'VolumeBinding', counted, because };
}

/** As in the scheduler, the first claim that fails ends the search. */
function boundRefusals(
  claims: readonly PersistentVolumeClaim[],
  { volumes }: SchedulingStorage,
  node: SelectedNode,
): readonly Refusal[] {
  for (const { metadata, spec } of claims) {
    const volume = volumes.find((one) => one.metadata?.name === spec?.volumeName);
    const claim = metadata?.name ?? '';
    if (volume === undefined)
      return [
        refusal(
          'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)',
          `claim ${claim} is bound to volume ${spec?.volumeName ?? ''}, which does not exist`,
        ),
      ];
    if (!reaches(volume, node))
      return [
        refusal(
          "node(s) didn't match PersistentVolume's node affinity",
          `volume ${spec?.volumeName ?? ''} of claim ${claim} is not reachable from it: ${nodeSelectorText(volume.spec?.nodeAffinity?.required ?? {})}`,
        ),
      ];
  }
  return [];
}

function waitingRefusals(
  claims: readonly PersistentVolumeClaim[],
  storage: SchedulingStorage,
  node: SelectedNode,
): readonly Refusal[] {
  const chosen = new Set<PersistentVolume>();
  const toMake: PersistentVolumeClaim[] = [];
  const fail = (claim: PersistentVolumeClaim, because: string): readonly Refusal[] => [
    refusal(
      "node(s) didn't find available persistent volumes to bind",
      `claim ${claim.metadata?.name ?? ''} has no free volume for this node, and ${because}`,
    ),
  ];
  // The smallest claim takes the smallest volume
  for (const claim of claims.toSorted((a, b) => sizeOf(a) - sizeOf(b))) {
    const selected = claim.metadata?.annotations?.[selectedNode];
    if (selected !== undefined) {
      if (selected !== node.name) return fail(claim, `its volume is being made for node ${selected}`);
      toMake.push(claim);
      continue;
    }
    const volume = smallestFree(claim, storage.volumes, node, chosen);
    if (volume === undefined) toMake.push(claim);
    else chosen.add(volume);
  }
  for (const claim of toMake) {
    const own = storage.classes.find(({ metadata }) => metadata?.name === classOf(claim));
    if (own?.provisioner === undefined || own.provisioner === '' || own.provisioner === unsupported)
      return fail(claim, `class ${classOf(claim)} makes none`);
    if (!mayBeMadeFor(own, node.labels)) return fail(claim, `class ${classOf(claim)} makes none for its topology`);
  }
  return [];
}

function sizeOf({ spec }: PersistentVolumeClaim): number {
  return quantity(spec?.resources?.requests?.storage) ?? 0;
}

/** A volume without node affinity is reachable from everywhere. */
function reaches({ spec }: PersistentVolume, node: SelectedNode): boolean {
  const required = spec?.nodeAffinity?.required;
  return required === undefined || matchesNode(required, node);
}

/** Of any node, where none is given: claims that are bound at once do not ask. Source: FindMatchingVolume in component-helpers/storage/volume. */
export function smallestFree(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  node: SelectedNode | undefined,
  chosen: ReadonlySet<PersistentVolume>,
): PersistentVolume | undefined {
  const selector = claim.spec?.selector;
  const fitting = volumes.filter((volume) => {
    const { metadata, spec, status } = volume;
    return (
      !chosen.has(volume) &&
      metadata?.deletionTimestamp === undefined &&
      (spec?.storageClassName ?? '') === classOf(claim) &&
      (spec?.claimRef === undefined ? status?.phase === 'Available' : isFor(volume, claim)) &&
      capacityOf(volume) >= sizeOf(claim) &&
      (spec?.volumeMode ?? 'Filesystem') === (claim.spec?.volumeMode ?? 'Filesystem') &&
      (claim.spec?.accessModes ?? []).every((mode) => spec?.accessModes?.includes(mode)) &&
      (selector === undefined || matches(metadata?.labels, requirementsOf(selector))) &&
      (node === undefined || reaches(volume, node))
    );
  });
  return fitting.find((volume) => isFor(volume, claim)) ?? fitting.toSorted((a, b) => capacityOf(a) - capacityOf(b))[0];
}

function capacityOf({ spec }: PersistentVolume): number {
  return quantity(spec?.capacity?.storage) ?? 0;
}

function isFor({ spec }: PersistentVolume, { metadata }: PersistentVolumeClaim): boolean {
  const { name, namespace, uid } = spec?.claimRef ?? {};
  return name === metadata?.name && namespace === metadata?.namespace && (uid === undefined || uid === metadata?.uid);
}

/** Terms are ORed, their expressions ANDed; no terms: everywhere. Source: MatchTopologySelectorTerms. */
function mayBeMadeFor({ allowedTopologies = [] }: StorageClass, labels: Labels): boolean {
  return (
    allowedTopologies.length === 0 ||
    allowedTopologies.some(({ matchLabelExpressions = [] }) =>
      matchLabelExpressions.every(({ key = '', values = [] }) => meets(labels, { key, operator: 'In', values })),
    )
  );
}
