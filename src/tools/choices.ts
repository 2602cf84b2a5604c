import type { Choice } from '../core/engine.ts';
import { KubeError } from '../core/kubeError.ts';
import type { Kind } from '../core/kind.ts';
import type { Cluster, Clusters } from '../core/ports.ts';
import type { AnyTool } from '../core/tool.ts';
import { age } from '../kube/age.ts';
import { readDiscovery } from '../kube/discovery.ts';
import { findObject } from '../kube/findObject.ts';
import { namespace as namespaceKind } from '../kube/kinds/namespace.ts';
import { node } from '../kube/kinds/node.ts';
import { pod } from '../kube/kinds/pod.ts';
import { metadata, type HasMetadata } from '../kube/metadata.ts';
import { healthLevels, levelAt } from '../kube/podHealth.ts';
import { podSummaries } from '../kube/podSummary.ts';
import { dynamicKind, resolveKind } from '../kube/resolveKind.ts';
import { readHistory } from '../kube/revisions/readHistory.ts';
import { kindOfRolling, rollingKinds } from '../kube/revisions/rollingKind.ts';
import { fields, projection } from '../kube/shape.ts';
import { revisionRows } from './remediation/revisionRow.ts';

type Input = Readonly<Record<string, unknown>>;

/**
 * Values for one field of a tool's input, from the cluster.
 * @throws KubeError where they cannot be read: the person is told why, and types
 */
export async function choicesFor(
  clusters: Clusters,
  tool: AnyTool,
  field: string,
  input: Input,
  signal: AbortSignal,
  active: string | undefined,
): Promise<readonly Choice[]> {
  try {
    if (field === 'context')
      return (await clusters.contexts()).map(({ name, cluster }) => ({ value: name, description: cluster }));
    const cluster = await clusters.open(textOf(input.context) ?? active, signal);
    return await choices(cluster, tool, field, input, signal);
  } catch (error) {
    if (!isTimeLimit(error)) throw error;
    const detail = 'the cluster did not answer in time';
    throw new KubeError({ code: 'timeout', operation: 'list', detail, headline: detail }, { cause: error });
  }
}

function isTimeLimit(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}

async function choices(
  cluster: Cluster,
  tool: AnyTool,
  field: string,
  input: Input,
  signal: AbortSignal,
): Promise<readonly Choice[]> {
  switch (field) {
    case 'namespace':
      return names(cluster, namespaceKind, undefined, signal);
    case 'node':
      return names(cluster, node, undefined, signal);
    case 'kind':
      return kinds(cluster, signal);
    case 'container':
      return containers(cluster, input, signal);
    case 'revision':
    case 'from':
    case 'to':
      return revisions(cluster, input, signal);
    case 'name': {
      const kind = (await chosenKind(cluster, input, signal)) ?? tool.nameOf;
      if (kind === undefined || kind === 'kind') return [];
      const named = textOf(input.namespace);
      const namespace = kind.namespaced && named !== '*' ? named : undefined;
      // Whole pods of all namespaces would be megabytes, for a list to choose from
      return kind.resource === pod.resource && kind.group === pod.group && namespace !== undefined
        ? pods(cluster, namespace, signal)
        : names(cluster, kind, namespace, signal);
    }
    default:
      return [];
  }
}

async function chosenKind(cluster: Cluster, input: Input, signal: AbortSignal): Promise<Kind<unknown> | undefined> {
  const kind = textOf(input.kind);
  if (kind === undefined) return undefined;
  return dynamicKind(resolveKind(await readDiscovery(cluster, signal), { kind }).resource);
}

const justMetadata = projection(fields({ metadata }));

async function names(
  cluster: Cluster,
  kind: Kind<unknown>,
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<readonly Choice[]> {
  const named: Kind<HasMetadata> = { ...kind, listAs: 'metadata', project: justMetadata };
  const { items } = await cluster.list(named, { ...(namespace === undefined ? {} : { namespace }) }, signal);
  return items
    .map((object) => ({
      value: object.metadata?.name ?? '',
      ...(namespace === undefined && kind.namespaced ? { description: object.metadata?.namespace ?? '' } : {}),
    }))
    .sort((a, b) => a.value.localeCompare(b.value));
}

/** The sick ones first: whoever asks about a pod mostly asks about one of these. */
async function pods(cluster: Cluster, namespace: string, signal: AbortSignal): Promise<readonly Choice[]> {
  const { items } = await cluster.list(podSummaries, { namespace }, signal);
  const now = cluster.now();
  return items
    .map((one) => ({ one, level: healthLevels.indexOf(levelAt(one, now)) }))
    .sort((a, b) => a.level - b.level || a.one.name.localeCompare(b.one.name))
    .map(({ one: { name, status, restarts } }) => ({
      value: name,
      description: restarts === 0 ? status : `${status} · ${restarts}↺`,
    }));
}

async function kinds(cluster: Cluster, signal: AbortSignal): Promise<readonly Choice[]> {
  const { resources } = await readDiscovery(cluster, signal);
  const readable = resources.filter(({ verbs }) => verbs.includes('get') && verbs.includes('list'));
  const byKind = new Map(readable.toReversed().map((one) => [one.kind, one]));
  return [...byKind.values()]
    .map(({ kind, group, shortNames }) => ({
      value: kind,
      description: [group, ...shortNames].filter((part) => part !== '').join(' · '),
    }))
    .sort((a, b) => a.value.localeCompare(b.value));
}

async function containers(cluster: Cluster, input: Input, signal: AbortSignal): Promise<readonly Choice[]> {
  const name = textOf(input.name);
  const namespace = textOf(input.namespace);
  if (name === undefined || namespace === undefined) return [];
  const { spec } = await cluster.get(pod, { namespace, name }, signal);
  return [
    ...(spec?.containers ?? []).map((one) => ({ value: one.name ?? '' })),
    ...(spec?.initContainers ?? []).map((one) => ({ value: one.name ?? '', description: 'init' })),
  ];
}

/** The newest first, with what a person knows them by. */
async function revisions(cluster: Cluster, input: Input, signal: AbortSignal): Promise<readonly Choice[]> {
  const name = textOf(input.name);
  const kind = rollingKinds.find((one) => one === (input.kind ?? 'Deployment'));
  if (name === undefined || kind === undefined) return [];
  const namespace = textOf(input.namespace);
  const wanted = { name, ...(namespace === undefined ? {} : { namespace }) };
  const found = await findObject(cluster, kindOfRolling(kind), wanted, signal);
  if (found.state === 'several') return [];
  const history = await readHistory(cluster, kind, found.at, signal);
  return revisionRows(history, [], cluster.now())
    .toReversed()
    .map(({ revision, current, ageSeconds, images, changeCause }) => ({
      value: String(revision),
      description: [
        ...(current === true ? ['current'] : []),
        ...(ageSeconds === undefined ? [] : [age(ageSeconds * 1000)]),
        ...(changeCause === undefined ? [] : [changeCause]),
        ...images,
      ].join(' · '),
    }));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
