import type { Kind } from '../core/kind.ts';
import type { ObjectRef } from '../core/objectRef.ts';
import type { Deployment } from './kinds/deployment.ts';
import { deployment } from './kinds/deployment.ts';
import type { Service } from './kinds/service.ts';
import type { StatefulSet } from './kinds/statefulSet.ts';
import { statefulSet } from './kinds/statefulSet.ts';
import { refOf, type HasMetadata } from './metadata.ts';
import { matches, requirementsOfMap, type Labels } from './selectors.ts';
import { selectorOf } from './services.ts';

/** What a workload that makes pods says of them. */
export interface PodMaker {
  readonly ref: ObjectRef;
  readonly labels: Labels;
  readonly replicas: number;
}

export function podMakers(
  deployments: readonly Deployment[] = [],
  statefulSets: readonly StatefulSet[] = [],
): readonly PodMaker[] {
  return [
    ...deployments.map((object) => podMaker(deployment, object)),
    ...statefulSets.map((object) => podMaker(statefulSet, object)),
  ];
}

/** The workloads whose pods a Service would select, by their templates: also those that have no pods now. */
export function makersBehind(service: Service, makers: readonly PodMaker[]): readonly PodMaker[] {
  const selector = selectorOf(service);
  if (selector === undefined) return [];
  const requirements = requirementsOfMap(selector);
  return makers.filter(
    ({ ref, labels }) => ref.namespace === service.metadata?.namespace && matches(labels, requirements),
  );
}

type Scalable = HasMetadata & {
  readonly spec?: {
    readonly replicas?: number;
    readonly template?: { readonly metadata?: { readonly labels?: Labels } };
  };
};

function podMaker(kind: Kind<unknown>, object: Scalable): PodMaker {
  return {
    ref: refOf(kind, object),
    labels: object.spec?.template?.metadata?.labels ?? {},
    // The server fills in 1 where replicas is left out.
    replicas: object.spec?.replicas ?? 1,
  };
}
