/** How a list is merged: by which field its entries are known, or as a set of plain values. Undefined: it is replaced as a whole. */
export type ListMerge = { readonly by: string; readonly among?: readonly string[] } | 'set' | undefined;

/**
 * `by` is the patchMergeKey of the types, `among` the keys by which managedFields know an entry (listMapKey), where they are more than that.
 * Source: k8s.io/api/core/v1/types.go, apps/v1/types.go, networking/v1/types.go.
 */
const byField: Readonly<Record<string, ListMerge>> = {
  containers: { by: 'name' },
  initContainers: { by: 'name' },
  ephemeralContainers: { by: 'name' },
  volumes: { by: 'name' },
  env: { by: 'name' },
  volumeMounts: { by: 'mountPath' },
  volumeDevices: { by: 'devicePath' },
  imagePullSecrets: { by: 'name' },
  hostAliases: { by: 'ip' },
  topologySpreadConstraints: { by: 'topologyKey', among: ['topologyKey', 'whenUnsatisfiable'] },
  resourceClaims: { by: 'name' },
  schedulingGates: { by: 'name' },
  conditions: { by: 'type' },
  ownerReferences: { by: 'uid' },
  secrets: { by: 'name' },
  finalizers: 'set',
  podCIDRs: 'set',
  taints: { by: 'key' },
};

/** `path` ends in the list's own field. Ports are known by their number, which is called so in a Service and so in a container. */
export function listMergeOf(path: readonly string[]): ListMerge {
  const field = path.at(-1) ?? '';
  if (field === 'ports') {
    if (path.at(-3) === 'containers' || path.at(-3) === 'initContainers')
      return { by: 'containerPort', among: ['containerPort', 'protocol'] };
    return path.length === 2 && path[0] === 'spec' ? { by: 'port', among: ['port', 'protocol'] } : undefined;
  }
  return Object.hasOwn(byField, field) ? byField[field] : undefined;
}
