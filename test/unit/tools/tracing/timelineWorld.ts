/** A Deployment with a bad release: revision 7 at 13:50 halves the memory, its pod is OOM-killed at 13:52 and again. */
export const badRelease = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
  namespace: shop
  uid: d1
  creationTimestamp: "2026-11-01T08:00:00Z"
  managedFields:
    - manager: helm
      operation: Update
      time: "2026-11-25T13:49:58Z"
      fieldsV1: { "f:spec": { "f:replicas": {}, "f:template": { "f:spec": { "f:containers": { "k:{\\"name\\":\\"cart\\"}": { ".": {}, "f:image": {}, "f:name": {} } } } } } }
    - manager: kube-controller-manager
      operation: Update
      subresource: status
      time: "2026-11-25T13:52:10Z"
      fieldsV1: { "f:status": {} }
spec:
  replicas: 2
  selector: { matchLabels: { app: cart } }
  template: { metadata: { labels: { app: cart } }, spec: { containers: [{ name: cart, image: "shop/cart:1.9" }] } }
status:
  conditions:
    - { type: Available, status: "False", reason: MinimumReplicasUnavailable, lastTransitionTime: "2026-11-25T13:52:08Z" }
    - { type: Progressing, status: "True", reason: ReplicaSetUpdated, lastTransitionTime: "2026-11-25T13:50:00Z" }
---
apiVersion: apps/v1
kind: ReplicaSet
metadata:
  name: cart-66bcf7d9b4
  namespace: shop
  uid: r6
  creationTimestamp: "2026-11-20T10:00:00Z"
  annotations: { deployment.kubernetes.io/revision: "6" }
  ownerReferences: [{ apiVersion: apps/v1, kind: Deployment, name: cart, uid: d1, controller: true }]
spec: { template: { spec: { containers: [{ name: cart, image: "shop/cart:1.8", resources: { limits: { memory: 512Mi } } }] } } }
---
apiVersion: apps/v1
kind: ReplicaSet
metadata:
  name: cart-7d9f8c6b5f
  namespace: shop
  uid: r7
  creationTimestamp: "2026-11-25T13:50:00Z"
  annotations: { deployment.kubernetes.io/revision: "7" }
  ownerReferences: [{ apiVersion: apps/v1, kind: Deployment, name: cart, uid: d1, controller: true }]
spec: { template: { spec: { containers: [{ name: cart, image: "shop/cart:1.9", resources: { limits: { memory: 256Mi } } }] } } }
---
apiVersion: v1
kind: Pod
metadata:
  name: cart-7d9f8c6b5f-x2k9p
  namespace: shop
  uid: p1
  creationTimestamp: "2026-11-25T13:50:01Z"
  labels: { app: cart, pod-template-hash: 7d9f8c6b5f }
  ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: cart-7d9f8c6b5f, uid: r7, controller: true }]
spec:
  nodeName: node-1
  containers: [{ name: cart }]
  volumes: [{ name: data, persistentVolumeClaim: { claimName: cart-data } }]
status:
  phase: Running
  startTime: "2026-11-25T13:50:02Z"
  conditions:
    - { type: PodScheduled, status: "True", lastTransitionTime: "2026-11-25T13:50:02Z" }
    - { type: Ready, status: "False", reason: ContainersNotReady, lastTransitionTime: "2026-11-25T13:52:03Z" }
  containerStatuses:
    - name: cart
      restartCount: 5
      state: { waiting: { reason: CrashLoopBackOff, message: back-off 5m0s restarting failed container } }
      lastState: { terminated: { exitCode: 137, reason: OOMKilled, startedAt: "2026-11-25T13:51:30Z", finishedAt: "2026-11-25T13:52:03Z" } }
---
apiVersion: v1
kind: Pod
metadata:
  name: other
  namespace: shop
  uid: p9
  creationTimestamp: "2026-11-25T13:00:00Z"
  labels: { app: cart }
---
apiVersion: v1
kind: Node
metadata: { name: node-1, uid: n1, creationTimestamp: "2026-10-01T00:00:00Z" }
status:
  conditions: [{ type: Ready, status: "True", reason: KubeletReady, lastTransitionTime: "2026-11-24T00:00:00Z" }]
---
apiVersion: v1
kind: Node
metadata: { name: node-2, uid: n2, creationTimestamp: "2026-10-01T00:00:00Z" }
status:
  conditions: [{ type: Ready, status: "Unknown", lastTransitionTime: "2026-11-25T13:00:00Z" }]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: cart-data, namespace: shop, uid: v1, creationTimestamp: "2026-11-01T08:00:00Z" }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: cart, namespace: shop, uid: h1, creationTimestamp: "2026-11-01T08:00:00Z" }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: cart } }
status: { lastScaleTime: "2026-11-25T13:40:00Z" }
`;

interface EventFacts {
  readonly about: string;
  readonly uid?: string;
  readonly reason: string;
  readonly message?: string;
  readonly first: string;
  readonly last?: string;
  readonly count?: number;
  readonly type?: string;
  readonly namespace?: string;
}

let serial = 0;

/** `about`: `Pod/cart-x`. */
export function eventOf({ about, uid, reason, message = '', first, last, count, type, namespace }: EventFacts): object {
  const [kind, name] = about.split('/');
  const where = namespace ?? 'shop';
  const id = `e${++serial}`;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: id, namespace: where, uid: id, creationTimestamp: first },
    involvedObject: {
      apiVersion: 'v1',
      kind,
      name,
      ...(kind === 'Node' || kind === 'PersistentVolume' ? {} : { namespace: where }),
      uid,
    },
    type: type ?? 'Normal',
    reason,
    message,
    firstTimestamp: first,
    lastTimestamp: last ?? first,
    count: count ?? 1,
  };
}
