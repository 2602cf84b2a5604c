import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { isRecord } from '../../src/core/json.ts';
import { expectedEndpoints, livePods } from '../../src/kube/endpoints.ts';
import { pod as podKind } from '../../src/kube/kinds/pod.ts';
import { service as serviceKind } from '../../src/kube/kinds/service.ts';
import { selectedPods } from '../../src/kube/services.ts';
import type { ControlPlane } from '../support/controlPlane.ts';
import { controllersView, type ControllersView } from './endpoints/controllersView.ts';
import { makeService } from './endpoints/makeService.ts';
import { serviceDraft } from './endpoints/serviceDraft.ts';
import { itemsOf, type Answer, type ApiClient } from './hands/apiClient.ts';
import { each } from './hands/each.ts';
import { inNamespace } from './hands/inNamespace.ts';
import type { Tools } from './hands/tools.ts';
import type { Judge, Judged } from './judge.ts';

export const endpoints: Judge = {
  name: 'endpoints',
  claim:
    'list_kubernetes_services counts ready and not ready endpoints, trace_service_chain judges the Service and its endpoints, and the rules expect the endpoints',
  oracle: 'the EndpointSlice controller',
  few: 25,
  full: 200,
  run,
};

/** The controller works in its own time: no disagreement before it has had this many milliseconds. */
const patience = 45_000;

async function run(count: number, seed: number, cluster: ControlPlane): Promise<Judged> {
  const namespace = `endpoints-${seed}`;
  const drafts = Array.from({ length: count }, (_, index) => index).flatMap((index) =>
    fc.sample(serviceDraft(index), { numRuns: 1, seed: seed + index }),
  );
  return inNamespace(cluster, namespace, async ({ api, tools }) => {
    await each(drafts, async (draft, index) => makeService(api, namespace, index, draft));
    const deadline = Date.now() + patience;
    for (;;) {
      const before = await settled(api, namespace);
      const rows = await tools.rows('list_kubernetes_services', { namespace }, 'services');
      const hops = await hopsOf(tools, namespace, before.services);
      const after = await settled(api, namespace);
      // What changed meanwhile, or is not done, is read once more.
      if (before.state !== after.state) continue;
      const judged = compare(after, rows, hops);
      if (judged.disagreed.length === 0 || Date.now() > deadline) return judged;
    }
  });
}

interface World {
  readonly services: readonly Answer[];
  readonly pods: readonly Answer[];
  readonly slices: readonly Answer[];
  readonly state: string;
}

async function settled(api: ApiClient, namespace: string): Promise<World> {
  const read = async (): Promise<World> => {
    const [services, pods, slices] = await Promise.all([
      api.get(`/api/v1/namespaces/${namespace}/services`),
      api.get(`/api/v1/namespaces/${namespace}/pods`),
      api.get(`/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`),
    ]);
    const all = { services: itemsOf(services), pods: itemsOf(pods), slices: itemsOf(slices) };
    return { ...all, state: JSON.stringify(all) };
  };
  for (let before = await read(); ;) {
    await sleep(1200);
    const now = await read();
    if (now.state === before.state) return now;
    before = now;
  }
}

type Hops = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** What the chain says of each hop of each Service: `broken: 0 endpoints`. */
async function hopsOf(tools: Tools, namespace: string, services: readonly Answer[]): Promise<Hops> {
  const all = new Map<string, Record<string, string>>();
  for (const name of services.map(nameOf)) {
    const { data, error } = await tools.call('trace_service_chain', { namespace, kind: 'Service', name });
    if (error !== undefined) throw new Error(`trace_service_chain ${name}: ${error.message}`);
    const hops = Array.isArray(data?.hops) ? data.hops.filter(isRecord) : [];
    all.set(
      name,
      Object.fromEntries(hops.map(({ hop, state, because }) => [String(hop), `${String(state)}: ${String(because)}`])),
    );
  }
  return all;
}

function compare({ services, pods, slices }: World, rows: readonly Answer[], hops: Hops): Judged {
  const projected = pods.map((one) => podKind.project(one));
  const disagreed = services.flatMap((raw) => {
    const name = nameOf(raw);
    const service = serviceKind.project(raw);
    const named = (service.spec?.ports ?? []).map((port) => port.name ?? '');
    const view = controllersView(slices, name, named);
    const row = rows.find((one) => one.name === name);
    const wrong = [
      ...wrongCounts(row, view, service.spec?.type === 'ExternalName'),
      ...(service.spec?.selector === undefined
        ? []
        : wrongExpectation(
            expectedEndpoints(service, projected).map(
              ({ pod, addresses, ready, terminating }) =>
                `Pod/${pod.metadata?.name ?? ''} ${addresses.join()} ${String(ready)} ${String(terminating)}`,
            ),
            view,
          )),
      ...wrongHops(hops.get(name) ?? {}, view, {
        isExternal: service.spec?.type === 'ExternalName',
        ports: named,
        live: livePods(selectedPods(service, projected)).length,
      }),
    ];
    return wrong.length === 0 ? [] : [`${name}: ${wrong.join('; ')}: ${JSON.stringify(raw.spec)}`];
  });
  return { agreed: services.length - disagreed.length, disagreed };
}

function wrongCounts(row: Answer | undefined, { endpoints: all }: ControllersView, isExternal: boolean): string[] {
  const lasting = all.filter(({ terminating }) => !terminating);
  const ready = lasting.filter((one) => one.ready).length;
  const theirs = isExternal ? 'none' : `${ready} ready, ${lasting.length - ready} not`;
  const ours =
    row?.readyEndpoints === undefined
      ? 'none'
      : `${JSON.stringify(row.readyEndpoints)} ready, ${JSON.stringify(row.notReadyEndpoints)} not`;
  return ours === theirs ? [] : [`the list counts ${ours}, the controller ${theirs}`];
}

function wrongExpectation(expected: readonly string[], { endpoints: all }: ControllersView): string[] {
  const theirs = all.map(
    ({ id, addresses, ready, terminating }) => `${id} ${addresses.join()} ${String(ready)} ${String(terminating)}`,
  );
  const [ours, listed] = [expected.toSorted().join(', '), theirs.toSorted().join(', ')];
  return ours === listed ? [] : [`the rules expect ${ours}, the controller wrote ${listed}`];
}

function wrongHops(
  hops: Readonly<Record<string, string>>,
  view: ControllersView,
  service: { readonly isExternal: boolean; readonly ports: readonly string[]; readonly live: number },
): string[] {
  const { service: said = '', endpoints: hop } = hops;
  if (service.isExternal)
    return said.startsWith('ok: ExternalName') && hop === undefined ? [] : [`the chain says ${JSON.stringify(hops)}`];
  const ready = view.carried.filter((one) => one.ready).length;
  const isOk = hop?.startsWith('ok: ') === true;
  const counted = /^ok: (\d+)/.exec(hop ?? '')?.[1];
  const lasting = view.endpoints.filter(({ terminating }) => !terminating).length;
  const unoffered = service.ports.filter((name) => !view.offered.has(name));
  return [
    ...(isOk === ready > 0 && (counted === undefined || Number(counted) === ready)
      ? []
      : [`the chain's endpoints are ${String(hop)}, the controller has ${ready} ready`]),
    ...(said.includes('selector matches no pod') && view.endpoints.length > 0
      ? [`the chain says ${said}, the controller found ${view.endpoints.length}`]
      : []),
    ...(said.includes('no pod has its target port') && unoffered.length === 0
      ? [`the chain says ${said}, the controller offers every port`]
      : []),
    // A pod without an address, which the controller does not see, may have the port.
    ...(lasting > 0 && lasting === service.live && unoffered.length > 0 && said.startsWith('ok')
      ? [`the chain says ${said}, the controller does not offer ${unoffered.join()}`]
      : []),
  ];
}

function nameOf({ metadata }: Answer): string {
  return isRecord(metadata) ? String(metadata.name) : '';
}
