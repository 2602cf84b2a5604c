import type { JsonObject } from '../../core/json.ts';
import type { DemoCluster } from '../demoCluster.ts';
import { listAt, mapAt, textAt, valueAt, isObject, type KubeObject } from '../kubeObject.ts';
import { apiVersionOf, type ServedKind } from '../servedKinds.ts';
import { timeText } from '../../core/timeText.ts';

type Presenter = (object: KubeObject, now: number) => KubeObject;

/**
 * Kinds whose objects are not sent as they are stored: what a living cluster would renew every few seconds is computed from the clock, so that
 * nothing looks dead after the demo has run for an hour, and nobody has to write it.
 */
const presenters: Readonly<Record<string, Presenter>> = {
  'events.k8s.io/v1 Event': asNewEvent,
  'coordination.k8s.io/v1 Lease': (lease, now) => renewed(lease, steps(now, 10)),
  'v1 Node': (node, now) => withHeartbeats(node, steps(now, 60)),
  'metrics.k8s.io/v1beta1 NodeMetrics': (metrics, now) => ({ ...metrics, timestamp: timeText(steps(now, 15)) }),
  'metrics.k8s.io/v1beta1 PodMetrics': (metrics, now) => ({ ...metrics, timestamp: timeText(steps(now, 15)) }),
};

export function present(kind: ServedKind, object: KubeObject, { clock }: Pick<DemoCluster, 'clock'>): KubeObject {
  return presenters[`${apiVersionOf(kind)} ${kind.kind}`]?.(object, clock.now()) ?? object;
}

/** Source: Convert_core_Event_To_v1_Event, kubernetes/pkg/apis/events/v1/conversion.go. */
function asNewEvent(event: KubeObject): KubeObject {
  const { involvedObject, message, firstTimestamp, lastTimestamp, count, source, reportingComponent, ...rest } = event;
  const { reportingInstance, ...unnamed } = rest;
  const kept = reportingInstance === '' ? unnamed : rest;
  return {
    ...kept,
    apiVersion: 'events.k8s.io/v1',
    reportingController: reportingComponent ?? '',
    regarding: involvedObject,
    note: message,
    deprecatedSource: source ?? {},
    deprecatedFirstTimestamp: firstTimestamp ?? null,
    deprecatedLastTimestamp: lastTimestamp ?? null,
    ...(count === undefined ? {} : { deprecatedCount: count }),
  };
}

function renewed(lease: KubeObject, at: number): KubeObject {
  return { ...lease, spec: { ...mapAt(lease, 'spec'), renewTime: timeText(at).replace('Z', '.000000Z') } };
}

function withHeartbeats(node: KubeObject, at: number): KubeObject {
  const beat = (condition: JsonObject): JsonObject => {
    const since = Date.parse(textAt(condition, 'lastTransitionTime') ?? '');
    // NetworkUnavailable is set once, by the network plugin; what the node controller has set to Unknown is no kubelet's any more.
    return condition.type === 'NetworkUnavailable' || condition.status === 'Unknown' || since > at
      ? condition
      : { ...condition, lastHeartbeatTime: timeText(at) };
  };
  const conditions = listAt(node, 'status.conditions').filter(isObject).map(beat);
  return valueAt(node, 'status.conditions') === undefined
    ? node
    : { ...node, status: { ...mapAt(node, 'status'), conditions } };
}

/** The last moment at which something that happens every so many seconds happened. */
function steps(now: number, every: number): number {
  return now - (now % (every * 1000));
}
