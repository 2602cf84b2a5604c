import { counted } from '../../core/counted.ts';
import type { Cluster } from '../../core/ports.ts';
import { expectedEndpoints, isReadyPod, livePods } from '../endpoints.ts';
import type { Pod } from '../kinds/pod.ts';
import type { PodDisruptionBudget } from '../kinds/podDisruptionBudget.ts';
import type { Service } from '../kinds/service.ts';
import { autoscalerOf, type Autoscaler } from './autoscalerOf.ts';
import { coversLabels } from './coversLabels.ts';
import { readRadiusLists, type RadiusLists } from './radiusLists.ts';
import { autoscalerText, budgetText, serviceText } from './radiusTexts.ts';
import type { Radius } from './readRadius.ts';

export interface DeletionQuestion {
  readonly namespace: string;
  /** What an autoscaler may scale. */
  readonly object: { readonly kind: string; readonly name: string };
  /** Of the pods that go with it. */
  readonly uids: ReadonlySet<string>;
  /** Who makes others in their place: `Deployment cart`; undefined: nobody. */
  readonly maker?: string;
}

/** Whom a deletion hits: the budgets of the pods that go, the Services that they serve, who scales them. What may not be read is a gap. */
export async function deletionRadius(
  cluster: Cluster,
  question: DeletionQuestion,
  signal: AbortSignal,
): Promise<
  Pick<Radius, 'warnings' | 'gaps'> & { readonly radius: Omit<Radius['radius'], 'podsAdded' | 'podsRemoved'> }
> {
  const { namespace, object, uids, maker } = question;
  const lists = await readRadiusLists(cluster, namespace, signal);
  const { budgets, autoscalers, gaps } = lists;
  const going =
    lists.pods === undefined ? undefined : livePods(lists.pods).filter(({ metadata }) => uids.has(metadata?.uid ?? ''));
  const covering =
    budgets === undefined || going === undefined
      ? undefined
      : budgets.flatMap((budget) => {
          const covered = going.filter(({ metadata }) => coversLabels(budget, metadata?.labels ?? {}));
          return covered.length === 0 ? [] : [{ budget, covered }];
        });
  const serving = servicesOf(lists, going);
  const autoscaler = autoscalers === undefined ? undefined : autoscalerOf({ ...object, namespace }, autoscalers);
  return {
    radius: {
      ...(covering === undefined
        ? {}
        : {
            disruptionBudget:
              covering.length === 0 ? null : covering.map(({ budget }) => budgetText(budget)).join(', '),
          }),
      ...(autoscalers === undefined
        ? {}
        : { autoscaler: autoscaler === undefined ? null : autoscalerText(autoscaler) }),
      quota: null,
      ...(serving === undefined
        ? {}
        : { services: serving.map(({ name, ready, left }) => serviceText(name, ready, left)) }),
    },
    warnings: [
      ...(serving ?? []).filter(({ ready, left }) => ready > 0 && left === 0).map((one) => unserved(one.name, maker)),
      ...(covering ?? []).flatMap(({ budget, covered }) => overruled(budget, covered)),
      ...targetless(autoscaler),
    ],
    gaps,
  };
}

interface Served {
  readonly name: string;
  /** Ready endpoints now, and without the pods that go. */
  readonly ready: number;
  readonly left: number;
}

function servicesOf({ services, pods }: RadiusLists, going: readonly Pod[] | undefined): readonly Served[] | undefined {
  if (services === undefined || pods === undefined || going === undefined) return undefined;
  return services.flatMap((service: Service) => {
    const endpoints = expectedEndpoints(service, pods);
    if (!endpoints.some(({ pod }) => going.includes(pod))) return [];
    const ready = endpoints.filter((one) => one.ready);
    const left = ready.filter(({ pod }) => !going.includes(pod));
    return [{ name: service.metadata?.name ?? '', ready: ready.length, left: left.length }];
  });
}

function unserved(service: string, maker: string | undefined): string {
  const until = maker === undefined ? '' : `, until a pod that ${maker} makes is ready`;
  return `Service ${service} is left without a ready endpoint${until}.`;
}

/** The API server asks a budget about evictions alone: a deletion goes past it (kubernetes.io/docs, "Disruptions"). */
function overruled({ metadata, status }: PodDisruptionBudget, covered: readonly Pod[]): readonly string[] {
  const ready = covered.filter(isReadyPod).length;
  const allowed = status?.disruptionsAllowed ?? 0;
  if (ready <= allowed) return [];
  return [
    `PodDisruptionBudget ${metadata?.name ?? ''} allows ${counted(allowed, 'disruption')} and this takes ${counted(ready, 'ready pod')}: a deletion is not held back by it, as an eviction (restart_pod) is.`,
  ];
}

function targetless(autoscaler: Autoscaler | undefined): readonly string[] {
  return autoscaler === undefined ? [] : [`${autoscaler.name} is left without what it scales.`];
}
