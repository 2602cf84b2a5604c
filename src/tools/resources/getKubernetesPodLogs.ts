import Type from 'typebox';
import type { LogLine } from '../../core/blocks.ts';
import type { NextCall } from '../../core/envelope.ts';
import { closed, inputs } from '../../core/inputs.ts';
import { KubeError } from '../../core/kubeError.ts';
import { label } from '../../core/label.ts';
import { nearest } from '../../core/nearest.ts';
import type { Cut, Outcome } from '../../core/outcome.ts';
import { defineTool } from '../../core/tool.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { podContainers, type PodContainer } from '../../kube/podContainers.ts';
import { podStatus } from '../../kube/podStatus.ts';
import { sinceAsked } from '../sinceAsked.ts';
import { containerLog, type ContainerLog, type LogFilter, type ShownLine } from '../logs/containerLog.ts';
import { planLogReads, type LogRead } from '../logs/logReads.ts';
import { podOfName, type PodOfName } from '../../kube/podOfName.ts';
import { isUnread, logGap, readLogs, type LogAnswer, type LogWindow, type ReadLog } from '../logs/readLog.ts';
import { namesakesBlock } from '../namesakesBlock.ts';

const lineCount = (description: string) => Type.Optional(Type.Integer({ minimum: 1, maximum: 5000, description }));

const input = Type.Object(
  {
    name: Type.String({ description: 'A pod, or a workload: its worst pod is taken.' }),
    ...inputs.namespace,
    ...inputs.container,
    tail: lineCount('Newest lines. Default 100.'),
    head: lineCount('Oldest lines instead.'),
    ...inputs.since,
    previous: Type.Optional(Type.Boolean({ description: 'Only the instance before; absent: both after a restart.' })),
    severity: Type.Optional(
      Type.Enum(['error', 'warning', 'info'], {
        type: 'string',
        description: 'At least this.',
      }),
    ),
    grep: Type.Optional(Type.String({ minLength: 1, description: 'Literal text, any case.' })),
    ...inputs.context,
  },
  closed,
);

export interface PodLogs {
  readonly pod: string;
  readonly namespace: string;
  readonly status: string;
  /** Where the name was a workload's. */
  readonly workload?: string;
  /** Pods of the workload besides. */
  readonly otherPods: readonly string[];
  /** The sickest container first. */
  readonly containers: readonly ContainerLog[];
  /** Logs that were not read: at most 4 are. */
  readonly leftOut: readonly string[];
  /** Namespaces that have it, where none was given and several have it. */
  readonly candidates?: readonly string[];
}

export const getKubernetesPodLogs = defineTool({
  name: 'get_kubernetes_pod_logs',
  group: 'resources',
  risk: 'read',
  title: label('Show Pod Logs'),
  icon: 'output',
  tags: ['resources', 'logs'],
  modelDescription:
    'Read what a pod printed, also just before its last crash. For stack traces, error messages, exceptions, panics, ' +
    '"why did it exit", output of an init container or a Job; filter by text, severity, time; kubectl logs --previous. ' +
    'Not for what Kubernetes says about the pod (image pull, scheduling, probes), use list_kubernetes_events.',
  userDescription: label('What the containers of a pod printed, also before a restart.'),
  input,
  nameOf: podKind,
  reads: [
    { kind: podKind, verbs: ['get', 'list'] },
    { kind: 'logs', verbs: ['get'] },
  ],
  example: {
    question: 'What did the cart say before it was restarted?',
    input: { namespace: 'shop', name: 'cart', previous: true },
  },
  doing: ({ name }) => label('Reading the logs of {0}', name),

  async run(cluster, wanted, signal): Promise<Outcome<PodLogs>> {
    const window = windowOf(wanted, cluster.now());
    const found = await podOfName(cluster, wanted, signal);
    if (found.state === 'several') return severalNamesakes(wanted, found.namespaces);
    const { namespace = '', name = '' } = found.pod.metadata ?? {};
    const plan = planLogReads(chosenContainers(found.pod, wanted.container), wanted.previous);
    const answers = await readLogs(cluster, { namespace, name }, plan.reads, window, signal);
    const read = answers.filter((answer): answer is ReadLog => !('error' in answer));
    throwIfRefused(answers, read);

    const filter: LogFilter = { severity: wanted.severity, grep: wanted.grep, window };
    const containers = read.map((one) => containerLog(one, filter));
    const data: PodLogs = {
      pod: name,
      namespace,
      status: podStatus(found.pod).status,
      ...(found.workload === undefined ? {} : { workload: found.workload }),
      otherPods: found.others,
      containers,
      leftOut: plan.leftOut.map(readText),
    };
    const unread = answers.filter(isUnread).map((answer) => readText(answer.read));
    return {
      scope: { namespace, kind: 'Pod', name },
      verdict: read.length === 0 && unread.length > 0 ? 'unknown' : 'answered',
      headline: headlineOf(data, found, unread),
      findings: [],
      data,
      gaps: [...answers.flatMap((answer) => ('error' in answer ? [logGap(answer)] : [])), ...plan.gaps],
      next: [...plan.leftOut.slice(0, 2).map((one) => nextFor(one, namespace, name)), timelineOf(namespace, name)],
      cuts: cutsOf(containers),
    };
  },

  present: ({ pod, namespace, containers, candidates }) =>
    candidates === undefined
      ? [
          {
            type: 'log',
            title: label('Logs of {0}', `${namespace}/${pod}`),
            lines: containers.flatMap(({ container, previous, lines }) =>
              lines.map((line) => blockLine(line, container, previous)),
            ),
          },
        ]
      : [namesakesBlock(candidates, pod)],
});

function blockLine({ at, text, count, severity }: ShownLine, container: string, previous: boolean): LogLine {
  return {
    container,
    ...(previous ? { previous } : {}),
    ...(at === undefined ? {} : { at }),
    text,
    ...(count === undefined ? {} : { count }),
    ...(severity === undefined ? {} : { severity }),
  };
}

function windowOf(
  wanted: {
    readonly tail?: number;
    readonly head?: number;
    readonly since?: string;
    readonly severity?: unknown;
    readonly grep?: string;
  },
  now: number,
): LogWindow {
  const { tail = 100, head, since } = wanted;
  if (wanted.tail !== undefined && head !== undefined)
    throw new KubeError({
      code: 'bad_input',
      operation: 'logs',
      resource: 'pods',
      detail: 'head: it is instead of tail, and both were given',
      hint: 'leave one of tail and head out',
    });
  const from = since === undefined ? undefined : sinceAsked(since, now, 'logs', 'pods');
  return {
    tail,
    ...(head === undefined ? {} : { head }),
    ...(from === undefined ? {} : { sinceSeconds: Math.max(1, Math.ceil((now - from) / 1000)) }),
    isFiltered: wanted.severity !== undefined || wanted.grep !== undefined,
  };
}

/** @throws KubeError `not_found` with the nearest names for a container that the pod has not. */
function chosenContainers(pod: Pod, wanted: string | undefined): readonly PodContainer[] {
  const all = podContainers(pod);
  if (wanted === undefined || wanted === '') return all;
  const chosen = all.filter(({ name }) => name === wanted);
  if (chosen.length > 0) return chosen;
  const names = all.map(({ name }) => name);
  const close = nearest(wanted, names);
  const { namespace, name } = pod.metadata ?? {};
  throw new KubeError({
    code: 'not_found',
    operation: 'logs',
    resource: 'pods',
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
    detail: `no container ${wanted}; there are ${names.join(', ')}`,
    headline: `Pod ${name ?? ''} has no container ${wanted}; it has ${names.join(', ')}.`,
    nearest: { input: 'container', names: close.length > 0 ? close : names.slice(0, 3) },
  });
}

/** When no log could be read and the server refused, the refusal is the answer. */
function throwIfRefused(answers: readonly LogAnswer[], read: readonly ReadLog[]): void {
  if (read.length > 0) return;
  for (const answer of answers) if ('error' in answer && answer.error.facts.code === 'forbidden') throw answer.error;
}

function readText({ container, previous }: LogRead): string {
  return previous ? `${container.name} (previous instance)` : container.name;
}

function headlineOf(
  { pod, namespace, status, containers, leftOut }: PodLogs,
  found: PodOfName,
  unread: readonly string[],
): string {
  const workload = found.state === 'one' ? found.workload : undefined;
  const others = found.state === 'one' ? found.others.length : 0;
  const whose =
    workload === undefined
      ? `Pod ${namespace}/${pod} (${status})`
      : `${workload} in ${namespace}, ${others === 0 ? 'its pod' : `the worst of its ${others + 1} pods`} ${pod} (${status})`;
  const logs = containers.map(({ container, previous, matched, errors }) => {
    const trouble = errors === 0 ? '' : `, ${errors} ${errors === 1 ? 'error' : 'errors'}`;
    return `${container}${previous ? ' before its restart' : ''} ${matched} ${matched === 1 ? 'entry' : 'entries'}${trouble}`;
  });
  const left = leftOut.length === 0 ? '' : `; not read: ${leftOut.join(', ')}`;
  const failed = unread.length === 0 ? [] : [`the log of ${unread.join(', ')} could not be read`];
  const said = [...logs, ...failed];
  return `${whose}: ${said.length === 0 ? 'no log to show' : said.join('; ')}${left}.`;
}

/** The oldest lines go first, those of the healthier containers before those of the sick. */
function cutsOf(containers: readonly ContainerLog[]): readonly Cut[] {
  const indexes = [...containers.keys()].reverse();
  const from = 'start';
  return [
    { path: 'otherPods', keep: 3 },
    ...[20, 5, 1].flatMap((keep) => indexes.map((index): Cut => ({ path: `containers.${index}.lines`, from, keep }))),
  ];
}

function nextFor({ container, previous }: LogRead, namespace: string, name: string): NextCall {
  return {
    tool: 'get_kubernetes_pod_logs',
    input: { name, namespace, container: container.name, ...(previous ? { previous: true } : {}) },
    why: `the log of ${container.name}, not read here`,
  };
}

function timelineOf(namespace: string, name: string): NextCall {
  return {
    tool: 'get_resource_events_timeline',
    input: { kind: 'Pod', name, namespace },
    why: 'what happened around it, in order',
  };
}

function severalNamesakes(wanted: { readonly name: string }, namespaces: readonly string[]): Outcome<PodLogs> {
  return {
    scope: { namespace: '*', kind: 'Pod', name: wanted.name },
    verdict: 'answered',
    headline: `${namespaces.length} namespaces have ${wanted.name}: ${namespaces.slice(0, 10).join(', ')}${namespaces.length > 10 ? ' …' : ''}; ask for one of them.`,
    findings: [],
    data: {
      pod: wanted.name,
      namespace: '*',
      status: '',
      otherPods: [],
      containers: [],
      leftOut: [],
      candidates: namespaces,
    },
    gaps: [],
    next: namespaces.slice(0, 3).map((namespace) => ({
      tool: 'get_kubernetes_pod_logs',
      input: { ...wanted, namespace },
      why: `the one in ${namespace}`,
    })),
    cuts: [{ path: 'candidates', keep: 5 }],
  };
}
