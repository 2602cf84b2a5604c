import type { Json } from '../../core/json.ts';
import { listAt, mapAt, numberAt, textAt, textMapAt, valueAt, type KubeObject } from '../kubeObject.ts';
import { ageColumn, column, nameColumn, none, textColumn, wide, type Column } from './column.ts';
import { nameWithDefault } from './networkTables.ts';

export const nodeColumns: readonly Column[] = [
  nameColumn,
  column('Status', (node) => {
    const ready = listAt(node, 'status.conditions').find((condition) => textAt(condition, 'type') === 'Ready');
    const word = ready === undefined ? 'Unknown' : textAt(ready, 'status') === 'True' ? 'Ready' : 'NotReady';
    return valueAt(node, 'spec.unschedulable') === true ? `${word},SchedulingDisabled` : word;
  }),
  column('Roles', ({ metadata }) => {
    const prefix = 'node-role.kubernetes.io/';
    const roles = Object.keys(metadata.labels ?? {})
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
    return roles.sort().join(',') || none;
  }),
  ageColumn,
  textColumn('Version', 'status.nodeInfo.kubeletVersion'),
  wide('Internal-IP', (node) => addressOf(node, 'InternalIP')),
  wide('External-IP', (node) => addressOf(node, 'ExternalIP')),
  wide('OS-Image', (node) => nodeInfo(node, 'osImage')),
  wide('Kernel-Version', (node) => {
    const kernel = nodeInfo(node, 'kernelVersion');
    const architecture = textAt(node, 'status.nodeInfo.architecture') ?? '';
    return architecture === '' ? kernel : `${kernel} (${architecture})`;
  }),
  wide('Container-Runtime', (node) => nodeInfo(node, 'containerRuntimeVersion')),
];

/** Go tells an empty text from none nowhere. */
function nodeInfo(node: KubeObject, field: string): string {
  const text = textAt(node, `status.nodeInfo.${field}`) ?? '';
  return text === '' ? '<unknown>' : text;
}

function addressOf(node: KubeObject, type: string): string {
  const address = listAt(node, 'status.addresses').find((one) => textAt(one, 'type') === type);
  return textAt(address, 'address') ?? none;
}

export const namespaceColumns: readonly Column[] = [nameColumn, textColumn('Status', 'status.phase'), ageColumn];

export const secretColumns: readonly Column[] = [
  nameColumn,
  textColumn('Type', 'type'),
  column('Data', (secret) => Object.keys(mapAt(secret, 'data')).length),
  ageColumn,
];

export const configMapColumns: readonly Column[] = [
  nameColumn,
  column('Data', (map) => Object.keys(mapAt(map, 'data')).length + Object.keys(mapAt(map, 'binaryData')).length),
  ageColumn,
];

export const nameAndAge: readonly Column[] = [nameColumn, ageColumn];

const modes: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

function accessModes(object: KubeObject, path: string): string {
  return listAt(object, path)
    .map((mode) => (typeof mode === 'string' ? (modes[mode] ?? mode) : ''))
    .join(',');
}

export const persistentVolumeColumns: readonly Column[] = [
  nameColumn,
  textColumn('Capacity', 'spec.capacity.storage'),
  column('Access Modes', (volume) => accessModes(volume, 'spec.accessModes')),
  textColumn('Reclaim Policy', 'spec.persistentVolumeReclaimPolicy'),
  textColumn('Status', 'status.phase'),
  column('Claim', (volume) => {
    const name = textAt(volume, 'spec.claimRef.name');
    return name === undefined ? '' : `${textAt(volume, 'spec.claimRef.namespace') ?? ''}/${name}`;
  }),
  textColumn('StorageClass', 'spec.storageClassName'),
  textColumn('VolumeAttributesClass', 'spec.volumeAttributesClassName', '<unset>'),
  textColumn('Reason', 'status.reason'),
  ageColumn,
  wide('VolumeMode', (volume) => textAt(volume, 'spec.volumeMode') ?? '<unset>'),
];

export const persistentVolumeClaimColumns: readonly Column[] = [
  nameColumn,
  textColumn('Status', 'status.phase'),
  textColumn('Volume', 'spec.volumeName'),
  column('Capacity', (claim) => (bound(claim) ? (textAt(claim, 'status.capacity.storage') ?? '') : '')),
  column('Access Modes', (claim) => (bound(claim) ? accessModes(claim, 'status.accessModes') : '')),
  textColumn('StorageClass', 'spec.storageClassName'),
  textColumn('VolumeAttributesClass', 'spec.volumeAttributesClassName', '<unset>'),
  ageColumn,
  wide('VolumeMode', (claim) => textAt(claim, 'spec.volumeMode') ?? '<unset>'),
];

function bound(claim: KubeObject): boolean {
  return textAt(claim, 'spec.volumeName') !== undefined;
}

export const storageClassColumns: readonly Column[] = [
  nameWithDefault('storageclass.kubernetes.io/is-default-class'),
  textColumn('Provisioner', 'provisioner'),
  textColumn('ReclaimPolicy', 'reclaimPolicy', 'Delete'),
  textColumn('VolumeBindingMode', 'volumeBindingMode', 'Immediate'),
  column('AllowVolumeExpansion', (one) => valueAt(one, 'allowVolumeExpansion') === true),
  ageColumn,
];

export const leaseColumns: readonly Column[] = [nameColumn, textColumn('Holder', 'spec.holderIdentity'), ageColumn];

export const priorityClassColumns: readonly Column[] = [
  nameColumn,
  column('Value', (one) => numberAt(one, 'value'), 'integer'),
  column('Global-Default', (one) => valueAt(one, 'globalDefault') === true, 'boolean'),
  ageColumn,
  textColumn('PreemptionPolicy', 'preemptionPolicy'),
];

export const roleBindingColumns: readonly Column[] = [
  nameColumn,
  column('Role', (binding) => `${textAt(binding, 'roleRef.kind') ?? ''}/${textAt(binding, 'roleRef.name') ?? ''}`),
  ageColumn,
  wide('Users', (binding) => subjects(binding, 'User')),
  wide('Groups', (binding) => subjects(binding, 'Group')),
  wide('ServiceAccounts', (binding) => subjects(binding, 'ServiceAccount')),
];

function subjects(binding: KubeObject, kind: string): string {
  const named = (subject: Json): string =>
    [textAt(subject, 'namespace'), textAt(subject, 'name')].filter((part) => part !== undefined).join('/');
  return listAt(binding, 'subjects')
    .filter((subject) => textAt(subject, 'kind') === kind)
    .map(named)
    .join(', ');
}

export const resourceQuotaColumns: readonly Column[] = [
  nameColumn,
  column('Request', (quota) => used(quota, false)),
  column('Limit', (quota) => used(quota, true)),
  ageColumn,
];

function used(quota: KubeObject, limits: boolean): string {
  const hard = textMapAt(quota, 'status.hard');
  const use = textMapAt(quota, 'status.used');
  return Object.entries(hard)
    .filter(([resource]) => resource.startsWith('limits.') === limits)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([resource, most]) => `${resource}: ${use[resource] ?? '0'}/${most}`)
    .join(', ');
}

export const controllerRevisionColumns: readonly Column[] = [
  nameColumn,
  column('Controller', ({ metadata }) => {
    const owner = metadata.ownerReferences?.find(({ controller }) => controller === true);
    const group = owner?.apiVersion.split('/').at(-2);
    if (owner === undefined) return none;
    return `${owner.kind.toLowerCase()}${group === undefined ? '' : `.${group}`}/${owner.name}`;
  }),
  column('Revision', (revision) => numberAt(revision, 'revision'), 'integer'),
  ageColumn,
];

/** As kube-aggregator prints it. */
export const apiServiceColumns: readonly Column[] = [
  nameColumn,
  column('Service', (service) => {
    const name = textAt(service, 'spec.service.name');
    return name === undefined ? 'Local' : `${textAt(service, 'spec.service.namespace') ?? ''}/${name}`;
  }),
  column('Available', (service) => {
    const available = listAt(service, 'status.conditions').find((one) => textAt(one, 'type') === 'Available');
    const status = textAt(available, 'status') ?? 'Unknown';
    return status === 'True' ? status : `${status} (${textAt(available, 'reason') ?? ''})`;
  }),
  ageColumn,
];

export const csiNodeColumns: readonly Column[] = [
  nameColumn,
  column('Drivers', (node) => listAt(node, 'spec.drivers').length, 'integer'),
  ageColumn,
];

export const volumeAttachmentColumns: readonly Column[] = [
  nameColumn,
  textColumn('Attacher', 'spec.attacher'),
  textColumn('PV', 'spec.source.persistentVolumeName'),
  textColumn('Node', 'spec.nodeName'),
  column('Attached', (attachment) => valueAt(attachment, 'status.attached') === true, 'boolean'),
  ageColumn,
];

export const webhookColumns: readonly Column[] = [
  nameColumn,
  column('Webhooks', (configuration) => listAt(configuration, 'webhooks').length, 'integer'),
  ageColumn,
];
