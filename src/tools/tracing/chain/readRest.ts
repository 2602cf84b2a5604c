import type { Gap } from '../../../core/gap.ts';
import type { Kind } from '../../../core/kind.ts';
import { resourceName } from '../../../core/kind.ts';
import { isReadyPod, livePods } from '../../../kube/endpoints.ts';
import { attachments, selectsNamespaces } from '../../../kube/gatewayRoutes.ts';
import { controllerSelector } from '../../../kube/ingressControllers.ts';
import { publishedAddresses } from '../../../kube/ingresses.ts';
import { deployment } from '../../../kube/kinds/deployment.ts';
import { event } from '../../../kube/kinds/event.ts';
import { gateway } from '../../../kube/kinds/gateway.ts';
import { gatewayClass } from '../../../kube/kinds/gatewayClass.ts';
import { ingressClass } from '../../../kube/kinds/ingressClass.ts';
import { namespace as namespaceKind } from '../../../kube/kinds/namespace.ts';
import { networkPolicy, type NetworkPolicy } from '../../../kube/kinds/networkPolicy.ts';
import { pod, type Pod } from '../../../kube/kinds/pod.ts';
import { referenceGrant } from '../../../kube/kinds/referenceGrant.ts';
import { secret } from '../../../kube/kinds/secret.ts';
import { service } from '../../../kube/kinds/service.ts';
import { statefulSet } from '../../../kube/kinds/statefulSet.ts';
import type { HasMetadata } from '../../../kube/metadata.ts';
import { controllerOf } from '../../../kube/owners.ts';
import { selectedPods, selectorOf } from '../../../kube/services.ts';
import type { Reader } from '../../../rules/reader.ts';
import { itemsOf, type Reading } from '../../../rules/snapshot.ts';
import { readGateways, type BackLists } from './chainReads.ts';
import type { Entry, Selection } from './chainSelection.ts';
import { relevantSecrets } from './relevance.ts';

/** A diagnosis stays within this many reads. */
export const maxReads = 14;

export interface Rest {
  readonly policies: Reading<readonly NetworkPolicy[]>;
  /** Pods of ingress controllers anywhere, where they were looked for. */
  readonly controllers?: Reading<readonly Pod[]>;
  /** What was left out to stay within the bound. */
  readonly gaps: readonly Gap[];
}

interface Read {
  readonly kind: Kind<HasMetadata>;
  readonly run: () => Promise<unknown>;
}

/**
 * What only this chain needs, the most telling first, within the bound. The reads for the way in do not wait for what stands behind the
 * Service; those for the Service do, since they depend on the health of its pods.
 */
export async function readRest(reader: Reader, selection: Selection, reading: Promise<BackLists>): Promise<Rest> {
  const gaps: Gap[] = [];
  let controllers: Reading<readonly Pod[]> | undefined;
  function within(reads: readonly Read[]): Promise<unknown> {
    const pending: Promise<unknown>[] = [];
    for (const { kind, run } of reads)
      if (reader.count() < maxReads) pending.push(run());
      else gaps.push(leftOut(kind));
    return Promise.all(pending);
  }
  const policies = reader.list(networkPolicy, selection.namespace);
  const entry = within(forEntry(reader, selection));
  const back = await reading;
  const findControllers = async (): Promise<void> => {
    controllers = await reader.search(pod, { labelSelector: controllerSelector });
  };
  const isSick = lacksReadyPods(selection, back);
  await Promise.all([
    entry,
    within([
      ...forService(reader, selection, back, isSick),
      // Where the pods are sick already, the controller's are not asked about.
      ...(selection.entry?.type === 'ingress' && !isSick ? [{ kind: pod, run: findControllers }] : []),
    ]),
  ]);
  await readNamespaces(reader, selection);
  return { policies: await policies, ...(controllers === undefined ? {} : { controllers }), gaps };
}

function leftOut(kind: Kind<HasMetadata>): Gap {
  return {
    wanted: kind.resource,
    because: 'unsupported',
    hint: `left out, since the chain took ${maxReads} reads already: look at ${resourceName(kind)} yourself`,
  };
}

function forEntry(reader: Reader, selection: Selection): readonly Read[] {
  const { entry } = selection;
  if (entry === undefined) return [];
  if (entry.type === 'route') return forRoute(reader, entry);
  return [
    { kind: ingressClass, run: () => reader.list(ingressClass, undefined) },
    ...relevantSecrets(entry).map((name) => ({
      kind: secret,
      run: () => reader.get(secret, { namespace: entry.ingress.metadata?.namespace ?? '', name }),
    })),
  ];
}

function forRoute(reader: Reader, { route, backend }: Extract<Entry, { type: 'route' }>): readonly Read[] {
  const { namespace, backend: ref } = backend;
  const name = ref.name ?? '';
  const isElsewhere = namespace !== undefined && namespace !== route.metadata?.namespace;
  const elsewhere: readonly Read[] = isElsewhere
    ? [
        { kind: service, run: () => reader.get(service, { namespace, name }) },
        { kind: referenceGrant, run: () => reader.list(referenceGrant, undefined) },
      ]
    : [];
  return [
    { kind: gateway, run: () => readGateways(reader) },
    ...elsewhere,
    { kind: gatewayClass, run: () => reader.list(gatewayClass, undefined) },
  ];
}

function lacksReadyPods({ service: step }: Selection, { pods }: BackLists): boolean {
  if (step?.state !== 'found' || selectorOf(step.service) === undefined) return false;
  return !livePods(selectedPods(step.service, itemsOf(pods))).some(isReadyPod);
}

/** Workloads tell what was scaled to zero: of the kind that the pods belong to, or of both where there are none. */
function forService(
  reader: Reader,
  { service: step, namespace }: Selection,
  { pods }: BackLists,
  isSick: boolean,
): readonly Read[] {
  if (step?.state !== 'found') return [];
  const { service: one } = step;
  const isPending = one.spec?.type === 'LoadBalancer' && publishedAddresses(one).length === 0;
  const owners = new Set(selectedPods(one, itemsOf(pods)).map((each) => controllerOf(each)?.kind));
  const wants = (kind: string): boolean => isSick && (owners.size === 0 || owners.has(kind));
  return [
    ...(wants('ReplicaSet') ? [{ kind: deployment, run: () => reader.list(deployment, namespace) }] : []),
    ...(wants('StatefulSet') ? [{ kind: statefulSet, run: () => reader.list(statefulSet, namespace) }] : []),
    ...(isPending ? [{ kind: event, run: () => reader.list(event, namespace) }] : []),
  ];
}

/** Only a Gateway that picks namespaces by their labels makes those worth a read, and only then is it known. */
async function readNamespaces(reader: Reader, { entry }: Selection): Promise<void> {
  if (entry?.type !== 'route' || reader.count() >= maxReads) return;
  const gateways = itemsOf(await readGateways(reader));
  if (attachments(entry.route, gateways, undefined).some((one) => selectsNamespaces(one.gateway)))
    await reader.list(namespaceKind, undefined);
}
