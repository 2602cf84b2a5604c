import type { Json, JsonObject } from '../../core/json.ts';
import { textAt, type KubeObject } from '../kubeObject.ts';
import { storageName, type ServedKind } from '../servedKinds.ts';
import * as cluster from './clusterTables.ts';
import { nameColumn, column, type Column } from './column.ts';
import { eventColumns, nodeMetricsColumns, podMetricsColumns } from './eventTable.ts';
import * as network from './networkTables.ts';
import { podColumns } from './podTable.ts';
import * as workload from './workloadTables.ts';

export interface Table {
  readonly columnDefinitions: readonly JsonObject[];
  readonly rows: readonly {
    readonly cells: readonly Json[];
    readonly conditions?: Json;
    readonly object: KubeObject;
  }[];
}

/** Columns and cells as the real server prints them: kubernetes/pkg/printers/internalversion/printers.go, 1.36. */
const tables: Readonly<Record<string, readonly Column[]>> = {
  'apiservices.apiregistration.k8s.io': cluster.apiServiceColumns,
  configmaps: cluster.configMapColumns,
  'controllerrevisions.apps': cluster.controllerRevisionColumns,
  'cronjobs.batch': workload.cronJobColumns,
  'csinodes.storage.k8s.io': cluster.csiNodeColumns,
  'daemonsets.apps': workload.daemonSetColumns,
  'deployments.apps': workload.deploymentColumns,
  endpoints: network.endpointsColumns,
  'endpointslices.discovery.k8s.io': network.endpointSliceColumns,
  events: eventColumns,
  'horizontalpodautoscalers.autoscaling': workload.horizontalPodAutoscalerColumns,
  'ingressclasses.networking.k8s.io': network.ingressClassColumns,
  'ingresses.networking.k8s.io': network.ingressColumns,
  'jobs.batch': workload.jobColumns,
  'leases.coordination.k8s.io': cluster.leaseColumns,
  'mutatingwebhookconfigurations.admissionregistration.k8s.io': cluster.webhookColumns,
  namespaces: cluster.namespaceColumns,
  'networkpolicies.networking.k8s.io': network.networkPolicyColumns,
  nodes: cluster.nodeColumns,
  'nodes.metrics.k8s.io': nodeMetricsColumns,
  persistentvolumeclaims: cluster.persistentVolumeClaimColumns,
  persistentvolumes: cluster.persistentVolumeColumns,
  'poddisruptionbudgets.policy': network.podDisruptionBudgetColumns,
  pods: podColumns,
  'pods.metrics.k8s.io': podMetricsColumns,
  'priorityclasses.scheduling.k8s.io': cluster.priorityClassColumns,
  'replicasets.apps': workload.replicaSetColumns,
  replicationcontrollers: workload.replicationControllerColumns,
  resourcequotas: cluster.resourceQuotaColumns,
  'clusterrolebindings.rbac.authorization.k8s.io': cluster.roleBindingColumns,
  'rolebindings.rbac.authorization.k8s.io': cluster.roleBindingColumns,
  secrets: cluster.secretColumns,
  serviceaccounts: cluster.nameAndAge,
  services: network.serviceColumns,
  'statefulsets.apps': workload.statefulSetColumns,
  'validatingwebhookconfigurations.admissionregistration.k8s.io': cluster.webhookColumns,
  'storageclasses.storage.k8s.io': cluster.storageClassColumns,
  'volumeattachments.storage.k8s.io': cluster.volumeAttachmentColumns,
};

/** What the server prints of a kind that has no printer of its own. */
const plain: readonly Column[] = [nameColumn, column('Created At', ({ metadata }) => metadata.creationTimestamp ?? '')];

export function tableOf(kind: ServedKind, objects: readonly KubeObject[], now: number): Table {
  const columns = tables[storageName(kind)] ?? plain;
  return {
    columnDefinitions: columns.map(({ name, type, format = '', priority = 0 }) => ({
      name,
      type,
      format,
      description: '',
      priority,
    })),
    rows: objects.map((object) => {
      const conditions = rowConditions[textAt(object, 'status.phase') ?? ''];
      return {
        cells: columns.map(({ cell }) => cell(object, now)),
        ...(kind.kind === 'Pod' && conditions !== undefined ? { conditions } : {}),
        object,
      };
    }),
  };
}

/** Marks the rows of pods that are over. */
const rowConditions: Readonly<Record<string, Json>> = {
  Succeeded: [
    { type: 'Completed', status: 'True', reason: 'Succeeded', message: 'The pod has completed successfully.' },
  ],
  Failed: [{ type: 'Completed', status: 'True', reason: 'Failed', message: 'The pod failed.' }],
};
