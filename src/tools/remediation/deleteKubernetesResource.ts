import Type, { type Static } from 'typebox';
import type { Draft, NoDraft } from '../../core/draft.ts';
import { closed, inputs } from '../../core/inputs.ts';
import type { JsonObject } from '../../core/json.ts';
import { KubeError } from '../../core/kubeError.ts';
import { label } from '../../core/label.ts';
import type { Cluster } from '../../core/ports.ts';
import { defineChangeTool } from '../../core/tool.ts';
import type { Propagation } from '../../core/write.ts';
import { readDiscovery } from '../../kube/discovery.ts';
import { getOrNearest } from '../../kube/getOrNearest.ts';
import { horizontalPodAutoscaler } from '../../kube/kinds/horizontalPodAutoscaler.ts';
import { persistentVolume } from '../../kube/kinds/persistentVolume.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { metadata } from '../../kube/metadata.ts';
import { managersOf } from '../../kube/radius/managers.ts';
import { dynamicKind, resolveKind, served } from '../../kube/resolveKind.ts';
import { fields, projection } from '../../kube/shape.ts';
import { workloadNamesakes } from '../../kube/workloadNamesakes.ts';
import { claimUsers } from './claimUsers.ts';
import { deletionReach } from './deletionReach.ts';
import { deletionUndo } from './deletionUndo.ts';
import { staticPod } from './staticPod.ts';
import { volumeBehind } from './volumeBehind.ts';

const propagations: Readonly<Record<'background' | 'foreground' | 'orphan', Propagation>> = {
  background: 'Background',
  foreground: 'Foreground',
  orphan: 'Orphan',
};

const input = Type.Object(
  {
    ...inputs.context,
    namespace: Type.Optional(Type.String({ pattern: '^[^*]+$', description: 'Of a namespaced kind: required.' })),
    ...inputs.kind,
    apiVersion: Type.Optional(Type.String()),
    ...inputs.name,
    gracePeriodSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 3600 })),
    propagation: Type.Optional(Type.Enum(['background', 'foreground', 'orphan'], { default: 'background' })),
  },
  closed,
);

/** With these goes more than one could look through: what they hold, or what rests on them everywhere. */
const neverDeleted = new Set(['Namespace', 'Node', 'PersistentVolume', 'CustomResourceDefinition']);

export const deleteKubernetesResource = defineChangeTool({
  name: 'delete_kubernetes_resource',
  group: 'remediation',
  scenarios: ['restart'],
  risk: 'disrupt',
  title: label('Delete…'),
  icon: 'trash',
  tags: ['delete', 'remove'],
  modelDescription:
    'Delete one object of any kind, with what it owns; its manifest is saved first. ' +
    'A person sees the plan and approves it first. ' +
    'Not for getting a fresh pod, use restart_pod.',
  userDescription: label('Deletes an object, after a plan and your approval; its manifest is kept.'),
  input,
  nameOf: 'kind',
  reads: [
    { kind: 'any', verbs: ['get', 'list'] },
    { kind: 'discovery', verbs: ['get'] },
    ...[persistentVolume, horizontalPodAutoscaler].map((kind) => ({ kind, verbs: ['get' as const] })),
  ],
  example: {
    question: 'The Ingress of the blog is not needed any more: delete it.',
    input: { namespace: 'blog', kind: 'Ingress', name: 'blog' },
  },
  doing: ({ kind, name }) => label('Deleting {0} {1}', kind, name),
  draft,
});

async function draft(cluster: Cluster, asked: Static<typeof input>, signal: AbortSignal): Promise<Draft | NoDraft> {
  const { name, propagation = 'background', gracePeriodSeconds } = asked;
  const { resource } = resolveKind(await readDiscovery(cluster, signal), {
    kind: asked.kind,
    ...(asked.apiVersion === undefined ? {} : { apiVersion: asked.apiVersion }),
  });
  const { kind, namespaced } = resource;
  if (namespaced && asked.namespace === undefined) throw namespaceWanted(kind, name);
  const namespace = namespaced ? asked.namespace : undefined;
  const path = namespace === undefined ? name : `${namespace}/${name}`;
  const scope = { ...(namespace === undefined ? {} : { namespace }), kind, name };
  if (neverDeleted.has(kind))
    return {
      scope,
      blockedBy: 'protected',
      headline: `${kind} ${path} is not deleted from here: too much goes with it. Nothing was changed.`,
    };
  const at = { ...(namespace === undefined ? {} : { namespace }), name };
  const object = await getOrNearest(cluster, dynamicKind(resource), at, signal, namespaced ? workloadNamesakes : []);
  const meta = named(object).metadata ?? {};
  if (meta.deletionTimestamp !== undefined)
    return { scope, headline: `${kind} ${path} is being deleted already${heldBy(meta.finalizers)}: nothing to do.` };
  const isStatic = kind === 'Pod' ? staticPod(podKind.project(object), path, 'deleting') : undefined;
  if (isStatic !== undefined) return { scope, ...isStatic };
  const propagated = propagations[propagation];
  const reach = await deletionReach(
    cluster,
    { kind, namespace, name, metadata: meta, object, propagation: propagated },
    signal,
  );
  const volume = kind === 'PersistentVolumeClaim' ? await volumeBehind(cluster, object, signal) : undefined;
  const users =
    kind === 'PersistentVolumeClaim' && namespace !== undefined
      ? await claimUsers(cluster, { namespace, name }, meta.finalizers, signal)
      : undefined;
  // The users of a claim stand for the finalizer that waits for them
  const finalizers = (meta.finalizers ?? []).filter(
    (one) => users?.warning === undefined || one !== 'kubernetes.io/pvc-protection',
  );
  const managers = managersOf(object);
  const apiVersion = served(resource);
  return {
    scope,
    title: `Delete ${kind} ${path}`,
    doing: `Deleting ${kind} ${path}`,
    effect: `${kind} ${path} goes${reach.effect}`,
    steps: [
      {
        do: 'delete',
        target: { apiVersion, kind, resource: resource.resource, ...at },
        ...(meta.uid === undefined ? {} : { uid: meta.uid }),
        propagation: propagated,
        ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
      },
    ],
    undo: deletionUndo({
      apiVersion,
      kind,
      namespace,
      name,
      metadata: meta,
      goes: reach.goes,
      maker: reach.maker,
      volume,
    }),
    blastRadius: { ...reach.radius, managedBy: managers.length === 0 ? null : managers.join(', ') },
    warnings: [
      ...(volume?.warning === undefined ? [] : [volume.warning]),
      ...(users?.warning === undefined ? [] : [users.warning]),
      ...reach.warnings,
      ...(gracePeriodSeconds === 0
        ? ['A grace period of 0 ends its processes at once, and does not wait for its node.']
        : []),
      ...(finalizers.length === 0 ? [] : [`It stays until its finalizers are done: ${finalizers.join(', ')}.`]),
      ...(managers.length === 0 ? [] : [`Managed by ${managers.join(', ')}: its next run makes it again.`]),
      ...(resource.group.includes('.') && !resource.group.endsWith('.k8s.io')
        ? ['What its own controller has made for it goes too, and is not counted here.']
        : []),
    ],
    refusedWhereProtected: true,
    then: { type: 'gone', object: { apiVersion, kind, ...at } },
    watchSeconds: 60,
    findings: [],
    gaps: [...reach.gaps, ...(volume?.gaps ?? []), ...(users?.gaps ?? [])],
    next: [],
  };
}

const named: (object: JsonObject) => { readonly metadata?: NonNullable<ReturnType<typeof metadata>> } = projection(
  fields({ metadata }),
);

function heldBy(finalizers: readonly string[] = []): string {
  return finalizers.length === 0 ? '' : `, held by ${finalizers.join(', ')}`;
}

function namespaceWanted(kind: string, name: string): KubeError {
  return new KubeError({
    code: 'bad_input',
    operation: 'get',
    resource: kind,
    name,
    detail: 'namespace: required, the namespace of what is to be deleted is never guessed',
    headline: `Which ${kind} ${name}? Say its namespace.`,
  });
}
