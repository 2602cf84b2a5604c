import type { ObjectRef } from '../core/objectRef.ts';
import type { Pod } from './kinds/pod.ts';
import type { HasMetadata } from './metadata.ts';

/** The one owner that manages an object. An API object has at most one with `controller: true`. */
export function controllerOf({ metadata }: HasMetadata): ObjectRef | undefined {
  const owner = metadata?.ownerReferences?.find(({ controller }) => controller === true);
  if (owner?.kind === undefined || owner.name === undefined) return undefined;
  const namespace = metadata?.namespace;
  return {
    apiVersion: owner.apiVersion ?? '',
    kind: owner.kind,
    ...(namespace === undefined ? {} : { namespace }),
    name: owner.name,
  };
}

/**
 * What a person would call the owner of a pod: the Deployment and not its ReplicaSet. A Deployment's ReplicaSet is named
 * `<deployment>-<pod-template-hash>`, and its pods carry that hash as a label (pkg/controller/deployment/sync.go).
 */
export function workloadOf(pod: Pod): ObjectRef | undefined {
  const controller = controllerOf(pod);
  const hash = pod.metadata?.labels?.['pod-template-hash'];
  if (controller?.kind !== 'ReplicaSet' || hash === undefined || !controller.name.endsWith(`-${hash}`))
    return controller;
  return { ...controller, kind: 'Deployment', name: controller.name.slice(0, -hash.length - 1) };
}
