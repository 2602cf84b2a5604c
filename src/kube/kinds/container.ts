import { anything, fields, flag, listOf, mapOf, number, text, textOrNumber, type ShapeOf } from '../shape.ts';

const handler = {
  exec: fields({ command: listOf(text) }),
  httpGet: fields({ path: text, port: textOrNumber, host: text, scheme: text }),
  tcpSocket: fields({ port: textOrNumber, host: text }),
  grpc: fields({ port: number, service: text }),
};

const probe = fields({
  ...handler,
  initialDelaySeconds: number,
  periodSeconds: number,
  timeoutSeconds: number,
  successThreshold: number,
  failureThreshold: number,
  terminationGracePeriodSeconds: number,
});

export type Probe = ShapeOf<typeof probe>;

const keyRef = fields({ name: text, key: text, optional: flag });
const sourceRef = fields({ name: text, optional: flag });

export const containerPort = fields({
  name: text,
  containerPort: number,
  hostPort: number,
  hostIP: text,
  protocol: text,
});

/** Environment values are kept: the redaction of an answer masks what looks like a credential. */
export const container = fields({
  name: text,
  image: text,
  imagePullPolicy: text,
  command: listOf(text),
  args: listOf(text),
  restartPolicy: text,
  restartPolicyRules: listOf(fields({ action: text, exitCodes: fields({ operator: text, values: listOf(number) }) })),
  ports: listOf(containerPort),
  env: listOf(
    fields({ name: text, value: text, valueFrom: fields({ configMapKeyRef: keyRef, secretKeyRef: keyRef }) }),
  ),
  envFrom: listOf(fields({ configMapRef: sourceRef, secretRef: sourceRef })),
  resources: fields({ requests: mapOf(textOrNumber), limits: mapOf(textOrNumber) }),
  volumeMounts: listOf(fields({ name: text, mountPath: text, subPath: text, readOnly: flag })),
  readinessProbe: probe,
  livenessProbe: probe,
  startupProbe: probe,
  securityContext: anything,
});

export type Container = ShapeOf<typeof container>;

const terminated = fields({
  exitCode: number,
  signal: number,
  reason: text,
  message: text,
  startedAt: text,
  finishedAt: text,
});

const containerState = fields({
  waiting: fields({ reason: text, message: text }),
  running: fields({ startedAt: text }),
  terminated,
});

export type ContainerState = ShapeOf<typeof containerState>;

export const containerStatus = fields({
  name: text,
  image: text,
  imageID: text,
  containerID: text,
  ready: flag,
  started: flag,
  restartCount: number,
  state: containerState,
  lastState: containerState,
});

export type ContainerStatus = ShapeOf<typeof containerStatus>;
