import type { JsonObject } from '../../core/json.ts';
import { isObject, listAt, mapAt, textAt, valueAt, without } from '../kubeObject.ts';
import { withDefaults, withEach, withMap } from './withDefaults.ts';

/** Kinds that are neither workloads nor network nor storage. Source: kubernetes/pkg/apis/*\/v1/defaults.go. */
export const otherDefaults: Readonly<Record<string, (object: JsonObject) => JsonObject>> = {
  Namespace: (namespace) =>
    withDefaults(namespace, {
      metadata: { labels: { 'kubernetes.io/metadata.name': textAt(namespace, 'metadata.name') ?? '' } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    }),
  Secret: (secret) => withDefaults(withPlainText(secret), { type: 'Opaque' }),
  LimitRange: (range) => withMap(range, 'spec', (spec) => withEach(spec, ['limits'], limitDefaults)),
  /** A time of microseconds, which a world says in seconds. */
  Lease: (lease) =>
    withMap(lease, 'spec', (spec) => {
      const { acquireTime } = spec;
      return typeof acquireTime === 'string' && !acquireTime.includes('.')
        ? { ...spec, acquireTime: acquireTime.replace('Z', '.000000Z') }
        : spec;
    }),
  PriorityClass: (priority) => withDefaults(priority, { preemptionPolicy: 'PreemptLowerPriority' }),
  HorizontalPodAutoscaler: autoscalerDefaults,
  ValidatingWebhookConfiguration: (one) => withEach(one, ['webhooks'], webhookDefaults),
  MutatingWebhookConfiguration: (one) =>
    withEach(one, ['webhooks'], (webhook) => withDefaults(webhookDefaults(webhook), { reinvocationPolicy: 'Never' })),
  CustomResourceDefinition: (definition) =>
    withDefaults(definition, { spec: { conversion: { strategy: 'None' } }, status: acceptedStatus(definition) }),
};

/** What was written as plain text is kept among the data, and wins there: Convert_v1_Secret_To_core_Secret, kubernetes/pkg/apis/core/v1. */
function withPlainText(secret: JsonObject): JsonObject {
  if (!isObject(secret.stringData)) return secret;
  const encoded = Object.entries(secret.stringData).map(
    ([key, text]) => [key, Buffer.from(typeof text === 'string' ? text : '').toString('base64')] as const,
  );
  return { ...without(secret, 'stringData'), data: { ...mapAt(secret, 'data'), ...Object.fromEntries(encoded) } };
}

/** What is not asked for is what is given by default; of a container the most is that too. */
function limitDefaults(limit: JsonObject): JsonObject {
  if (limit.type !== 'Container') return limit;
  const standard = withDefaults(mapAt(limit, 'default'), mapAt(limit, 'max'));
  const asked = withDefaults(withDefaults(mapAt(limit, 'defaultRequest'), standard), mapAt(limit, 'min'));
  return {
    ...limit,
    ...(Object.keys(standard).length === 0 ? {} : { default: standard }),
    ...(Object.keys(asked).length === 0 ? {} : { defaultRequest: asked }),
  };
}

const fourFifthsOfCpu = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
};

function autoscalerDefaults(scaler: JsonObject): JsonObject {
  const filled = withDefaults(scaler, { spec: { minReplicas: 1 } });
  return withMap(filled, 'spec', (spec) => ({
    ...withMap(spec, 'behavior', (behavior) => withDefaults(behavior, scalingRules)),
    metrics: listAt(spec, 'metrics').length === 0 ? [fourFifthsOfCpu] : listAt(spec, 'metrics'),
  }));
}

const scalingRules: JsonObject = {
  scaleUp: {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [
      { type: 'Pods', value: 4, periodSeconds: 15 },
      { type: 'Percent', value: 100, periodSeconds: 15 },
    ],
  },
  scaleDown: { selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] },
};

function webhookDefaults(webhook: JsonObject): JsonObject {
  const hasService = isObject(valueAt(webhook, 'clientConfig.service'));
  const filled = withDefaults(webhook, {
    failurePolicy: 'Fail',
    matchPolicy: 'Equivalent',
    namespaceSelector: {},
    objectSelector: {},
    timeoutSeconds: 10,
    ...(hasService ? { clientConfig: { service: { port: 443 } } } : {}),
  });
  return withEach(filled, ['rules'], (rule) => withDefaults(rule, { scope: '*' }));
}

/** Source: the naming and establishing controllers, k8s.io/apiextensions-apiserver/pkg/controller. */
function acceptedStatus(definition: JsonObject): JsonObject {
  const at = textAt(definition, 'metadata.creationTimestamp');
  const holds = (type: string, reason: string, message: string): JsonObject => ({
    lastTransitionTime: at,
    message,
    reason,
    status: 'True',
    type,
  });
  return {
    acceptedNames: mapAt(definition, 'spec.names'),
    conditions: [
      holds('NamesAccepted', 'NoConflicts', 'no conflicts found'),
      holds('Established', 'InitialNamesAccepted', 'the initial names have been accepted'),
    ],
    storedVersions: listAt(definition, 'spec.versions')
      .filter((version) => valueAt(version, 'storage') === true)
      .map((version) => textAt(version, 'name') ?? ''),
  };
}
