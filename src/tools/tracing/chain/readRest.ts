import type { Gap } from '../../../core/gap.ts';
import type { Kind } from '../../../core/kind.ts';
import { resourceName } from '../../../core/kind.ts';
import { isReadyPod, livePods } from '../../../kube/endpoints.ts';
import { attachments, selectsNamespaces } from '../../../kube/gatewayRoutes.ts';
import { controllerSelector } from '../../../kube/ingressControllers.ts';
import { publishedAddresses } from '../../../kube/ingresses.ts';
import { deployment } from '../../../kube/kinds/deployment.ts';
import { event } from '../../../kube/kinds/event.ts';
import { gatewayClass } from '../../../kube/kinds/gatewayClass.ts';
import { ingressClass } from '../../../kube/kinds/ingressClass.ts';
import { namespace as namespaceKind } from '../../../kube/kinds/namespace.ts';
import { pod, type Pod } from '../../../kube/kinds/pod.ts';
import { referenceGrant } from '../../../kube/kinds/referenceGrant.ts';
import { secret } from '../../../kube/kinds/secret.ts';
import { service } from '../../../kube/kinds/service.ts';
import { statefulSet } from '../../../kube/kinds/statefulSet.ts';
import type { HasMetadata } from '../../../kube/metadata.ts';
import { selectedPods, selectorOf } from '../../../kube/services.ts';
import type { Reader } from '../../../rules/reader.ts';
import { itemsOf, type Reading } from '../../../rules/snapshot.ts';
import { readGateways, type BackLists } from './chainReads.ts';
import type { Selection } from './chainSelection.ts';
import { relevantSecrets } from './relevance.ts';

/** A diagnosis stays within this many reads. */
export const maxReads = 14;

export interface Rest {
  /** Pods of ingress controllers anywhere, where they were looked for. */
  readonly controllers?: Reading<readonly Pod[]>;
  /** What was left out to stay within the bound. */
  readonly gaps: readonly Gap[];
}

interface Read {
  readonly kind: Kind<HasMetadata>;
  readonly run: () => Promise<unknown>;
}

/** What only this chain needs: read in one wave, the most telling first, within the bound. */
export async function readRest(reader: Reader, selection: Selection, back: BackLists): Promise<Rest> {
  let controllers: Reading<readonly Pod[]> | undefined;
  const wanted: Read[] = [
    ...forEntry(reader, selection),
    ...forService(reader, selection, back),
    ...(selection.entry?.type === 'ingress'
      ? [
          {
            kind: pod,
            run: async () => {
              controllers = await reader.search(pod, { labelSelector: controllerSelector });
            },
          },
        ]
      : []),
  ];
  const pending: Promise<unknown>[] = [];
  const gaps: Gap[] = [];
  for (const { kind, run } of wanted)
    if (reader.count() < maxReads) pending.push(run());
    else
      gaps.push({
        wanted: kind.resource,
        because: 'unsupported',
        hint: `left out, since the chain took ${maxReads} reads already: look at ${resourceName(kind)} yourself`,
      });
  await Promise.all(pending);
  await readNamespaces(reader, selection);
  return { ...(controllers === undefined ? {} : { controllers }), gaps };
}

function forEntry(reader: Reader, { entry, service: step }: Selection): readonly Read[] {
  if (entry === undefined) return [];
  if (entry.type === 'ingress')
    return [
      { kind: ingressClass, run: () => reader.list(ingressClass, undefined) },
      ...relevantSecrets(entry).map((name) => ({
        kind: secret,
        run: () => reader.get(secret, { namespace: entry.ingress.metadata?.namespace ?? '', name }),
      })),
    ];
  const { namespace: other, backend } = entry.backend;
  const own = entry.route.metadata?.namespace;
  const isElsewhere = other !== undefined && other !== own;
  return [
    { kind: gatewayClass, run: () => readGateways(reader) },
    { kind: gatewayClass, run: () => reader.list(gatewayClass, undefined) },
    ...(isElsewhere ? [{ kind: referenceGrant, run: () => reader.list(referenceGrant, undefined) }] : []),
    ...(isElsewhere && step?.state === 'found' && backend.name !== undefined
      ? [{ kind: service, run: () => reader.get(service, { namespace: other, name: backend.name ?? '' }) }]
      : []),
  ];
}

function forService(reader: Reader, { service: step, namespace }: Selection, { pods }: BackLists): readonly Read[] {
  if (step?.state !== 'found') return [];
  const { service: one } = step;
  const isPending = one.spec?.type === 'LoadBalancer' && publishedAddresses(one).length === 0;
  const hasReady = livePods(selectedPods(one, itemsOf(pods))).some(isReadyPod);
  return [
    ...(hasReady || selectorOf(one) === undefined
      ? []
      : [
          { kind: deployment, run: () => reader.list(deployment, namespace) },
          { kind: statefulSet, run: () => reader.list(statefulSet, namespace) },
        ]),
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
