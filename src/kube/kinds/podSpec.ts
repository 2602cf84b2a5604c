import { anything, fields, flag, listOf, mapOf, number, text, textOrNumber, type ShapeOf } from '../shape.ts';
import { affinity } from './affinity.ts';
import { container } from './container.ts';
import { labelSelector } from './labelSelector.ts';

const sourceRef = fields({ name: text, optional: flag });

const volume = fields({
  name: text,
  configMap: sourceRef,
  secret: fields({ secretName: text, optional: flag }),
  persistentVolumeClaim: fields({ claimName: text, readOnly: flag }),
  ephemeral: anything,
  hostPath: fields({ path: text, type: text }),
  emptyDir: fields({ medium: text, sizeLimit: textOrNumber }),
  projected: fields({ sources: listOf(fields({ configMap: sourceRef, secret: sourceRef })) }),
  csi: fields({ driver: text }),
});

const topologySpreadConstraint = fields({
  maxSkew: number,
  topologyKey: text,
  whenUnsatisfiable: text,
  labelSelector,
  minDomains: number,
  nodeAffinityPolicy: text,
  nodeTaintsPolicy: text,
  matchLabelKeys: listOf(text),
});

export type TopologySpreadConstraint = ShapeOf<typeof topologySpreadConstraint>;

/** The spec of a pod and of every pod template. */
export const podSpec = fields({
  nodeName: text,
  nodeSelector: mapOf(text),
  schedulerName: text,
  restartPolicy: text,
  hostNetwork: flag,
  hostPID: flag,
  hostIPC: flag,
  serviceAccountName: text,
  priority: number,
  priorityClassName: text,
  terminationGracePeriodSeconds: number,
  activeDeadlineSeconds: number,
  containers: listOf(container),
  initContainers: listOf(container),
  ephemeralContainers: listOf(container),
  volumes: listOf(volume),
  tolerations: listOf(fields({ key: text, operator: text, value: text, effect: text, tolerationSeconds: number })),
  affinity,
  topologySpreadConstraints: listOf(topologySpreadConstraint),
  schedulingGates: listOf(fields({ name: text })),
  readinessGates: listOf(fields({ conditionType: text })),
  imagePullSecrets: listOf(fields({ name: text })),
  overhead: mapOf(textOrNumber),
  resources: fields({ requests: mapOf(textOrNumber), limits: mapOf(textOrNumber) }),
  securityContext: anything,
});

/** spec.template of a workload. */
export const podTemplate = fields({
  metadata: fields({ labels: mapOf(text), annotations: mapOf(text) }),
  spec: podSpec,
});

export type PodTemplate = ShapeOf<typeof podTemplate>;
