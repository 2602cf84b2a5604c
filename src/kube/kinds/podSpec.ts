import { anything, fields, flag, listOf, mapOf, number, text, textOrNumber, type ShapeOf } from '../shape.ts';
import { affinity } from './affinity.ts';
import { container } from './container.ts';
import { labelSelector } from './labelSelector.ts';

const items = listOf(fields({ key: text, path: text }));
const sourceRef = fields({ name: text, optional: flag, items });
const secretRef = fields({ name: text });

const volume = fields({
  name: text,
  configMap: sourceRef,
  secret: fields({ secretName: text, optional: flag, items }),
  persistentVolumeClaim: fields({ claimName: text, readOnly: flag }),
  ephemeral: anything,
  hostPath: fields({ path: text, type: text }),
  emptyDir: fields({ medium: text, sizeLimit: textOrNumber }),
  projected: fields({ sources: listOf(fields({ configMap: sourceRef, secret: sourceRef })) }),
  csi: fields({ driver: text, nodePublishSecretRef: secretRef, volumeAttributes: mapOf(text) }),
  azureFile: fields({ secretName: text }),
  cephfs: fields({ secretRef }),
  cinder: fields({ secretRef }),
  flexVolume: fields({ driver: text, secretRef }),
  iscsi: fields({ secretRef }),
  rbd: fields({ secretRef }),
  scaleIO: fields({ secretRef }),
  storageos: fields({ secretRef }),
});

export type Volume = ShapeOf<typeof volume>;

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
  runtimeClassName: text,
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

export type PodSpec = ShapeOf<typeof podSpec>;

/** spec.template of a workload. */
export const podTemplate = fields({
  metadata: fields({ labels: mapOf(text), annotations: mapOf(text) }),
  spec: podSpec,
});

export type PodTemplate = ShapeOf<typeof podTemplate>;
