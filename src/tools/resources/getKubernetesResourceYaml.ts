import Type from 'typebox';
import type { NextCall } from '../../core/envelope.ts';
import { closed, inputs } from '../../core/inputs.ts';
import { isKubeError } from '../../core/kubeError.ts';
import { label } from '../../core/label.ts';
import { objectPath } from '../../core/objectRef.ts';
import type { Outcome } from '../../core/outcome.ts';
import { defineTool } from '../../core/tool.ts';
import { readDiscovery } from '../../kube/discovery.ts';
import { findObject, notFound } from '../../kube/findObject.ts';
import { dynamicKind, resolveKind, served, type ResolvedKind } from '../../kube/resolveKind.ts';
import { toYaml } from '../../kube/yaml.ts';
import { fieldOf } from './fieldOf.ts';
import { visibleObject } from './visibleObject.ts';

const input = Type.Object(
  {
    ...inputs.kind,
    apiVersion: Type.Optional(Type.String({ description: 'apps/v1 or apps, where a kind is in several groups.' })),
    ...inputs.name,
    ...inputs.namespace,
    path: Type.Optional(Type.String({ description: "Only this field: spec.containers[0].image, data['a.b']." })),
    managedFields: Type.Optional(Type.Boolean({ description: 'With managedFields and last-applied.' })),
    ...inputs.context,
  },
  closed,
);

export interface ResourceYaml {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly path?: string;
  /** Absent where the name is in several namespaces. */
  readonly yaml?: string;
  readonly lines?: number;
  /** Fields that the object has and the YAML has not. */
  readonly leftOut: readonly string[];
  /** Namespaces that have an object of this name, where none was given. */
  readonly candidates?: readonly string[];
  /** Other kinds that the same word names. */
  readonly alsoMeans?: readonly string[];
}

export const getKubernetesResourceYaml = defineTool({
  name: 'get_kubernetes_resource_yaml',
  group: 'resources',
  risk: 'read',
  title: label('Show YAML'),
  icon: 'file-code',
  tags: ['resources', 'yaml'],
  modelDescription:
    'Show the manifest of one object exactly as the cluster holds it now. For "what is set there": image, env, args, selector, ' +
    'labels, annotations, ConfigMap content, a custom resource, or a single field by path; kubectl get -o yaml. ' +
    'Not for how it came to be so, use get_resource_events_timeline; not for the state of many pods, use list_kubernetes_pods.',
  userDescription: label('The YAML of any object, custom resources too.'),
  input,
  nameOf: 'kind',
  reads: [
    { kind: 'discovery', verbs: ['get'] },
    { kind: 'any', verbs: ['get', 'list'] },
  ],
  example: {
    question: 'Which pods does the Service api ask for?',
    input: { kind: 'Service', namespace: 'shop', name: 'api' },
  },
  doing: ({ kind, name }) => label('Reading the YAML of {0} {1}', kind, name),

  async run(cluster, wanted, signal): Promise<Outcome<ResourceYaml>> {
    const resolved = resolveKind(await readDiscovery(cluster, signal), wanted);
    const kind = dynamicKind(resolved.resource);
    const found = await findObject(cluster, kind, wanted, signal);
    if (found.state === 'several') return severalNamesakes(resolved, wanted, found.namespaces);

    const { at } = found;
    const object = await cluster.get(kind, at, signal).catch(async (error: unknown) => {
      const isAbsent = isKubeError(error) && error.facts.code === 'not_found' && error.facts.kindAbsent !== true;
      throw isAbsent ? await notFound(cluster, kind, at, signal) : error;
    });
    const identity = identityOf(resolved, at.name, at.namespace);
    const whole = { ...object, apiVersion: identity.apiVersion, kind: identity.kind };
    const shown = visibleObject(whole, cluster.salt, wanted.managedFields === true);
    const yaml = toYaml(wanted.path === undefined ? shown.object : fieldOf(shown.object, wanted.path, kind, at));
    const lines = yaml.trimEnd().split('\n').length;

    const what = `${wanted.path === undefined ? '' : `${wanted.path} of `}${identity.kind} ${placeOf(identity)}`;
    return {
      scope: scopeOf(identity),
      verdict: 'answered',
      headline: `${what}: ${lines} ${lines === 1 ? 'line' : 'lines'} of YAML${found.searched ? `; found in namespace ${at.namespace ?? ''}` : ''}${alsoText(resolved)}.`,
      findings: [],
      data: {
        ...identity,
        ...(wanted.path === undefined ? {} : { path: wanted.path }),
        yaml,
        lines,
        leftOut: shown.leftOut,
        ...alsoMeans(resolved),
      },
      gaps: [],
      next: wanted.path === undefined && identity.namespace !== undefined ? [timelineOf(identity)] : [],
      cuts: [{ path: 'yaml', keep: 20 }],
    };
  },

  present: ({ yaml, kind, namespace, name, candidates }) =>
    yaml === undefined
      ? [
          {
            type: 'table',
            title: label('Objects of this name'),
            columns: [{ label: label('Namespace') }, { label: label('Name') }],
            rows: (candidates ?? []).map((one) => [one, name]),
          },
        ]
      : [
          {
            type: 'code',
            title: label('YAML of {0}', objectPath({ kind, name, ...(namespace === undefined ? {} : { namespace }) })),
            language: 'yaml',
            text: yaml,
          },
        ],
});

type Identity = Pick<ResourceYaml, 'apiVersion' | 'kind' | 'namespace' | 'name'>;

function identityOf({ resource }: ResolvedKind, name: string, namespace?: string): Identity {
  return {
    apiVersion: served(resource),
    kind: resource.kind,
    ...(namespace === undefined ? {} : { namespace }),
    name,
  };
}

function severalNamesakes(
  resolved: ResolvedKind,
  wanted: { readonly kind: string; readonly name: string },
  namespaces: readonly string[],
): Outcome<ResourceYaml> {
  const identity = identityOf(resolved, wanted.name);
  return {
    scope: { ...scopeOf(identity), namespace: '*' },
    verdict: 'answered',
    headline: `${namespaces.length} namespaces have a ${identity.kind} ${wanted.name}: ${namespaces.slice(0, 10).join(', ')}${namespaces.length > 10 ? ' …' : ''}; ask for one of them.`,
    findings: [],
    data: { ...identity, leftOut: [], candidates: namespaces, ...alsoMeans(resolved) },
    gaps: [],
    next: namespaces.slice(0, 3).map((namespace) => ({
      tool: 'get_kubernetes_resource_yaml',
      input: { ...wanted, namespace },
      why: `the one in ${namespace}`,
    })),
    cuts: [{ path: 'candidates', keep: 5 }],
  };
}

function alsoMeans({ alternatives }: ResolvedKind): Pick<ResourceYaml, 'alsoMeans'> {
  return alternatives.length === 0 ? {} : { alsoMeans: alternatives };
}

function alsoText({ alternatives }: ResolvedKind): string {
  return alternatives.length === 0 ? '' : `; the same word also means ${alternatives.join(', ')}`;
}

function placeOf({ namespace, name }: Identity): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function scopeOf({ kind, namespace, name }: Identity): NonNullable<Outcome<ResourceYaml>['scope']> {
  return { kind, name, ...(namespace === undefined ? {} : { namespace }) };
}

function timelineOf({ kind, name, namespace }: Identity): NextCall {
  return {
    tool: 'get_resource_events_timeline',
    input: { kind, name, namespace },
    why: 'what happened to it, and when',
  };
}
