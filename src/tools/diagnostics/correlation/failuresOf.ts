import type { Evidence } from '../../../core/finding.ts';
import { objectPath } from '../../../core/objectRef.ts';
import { featureKey, type Feature } from '../../../kube/correlation/feature.ts';
import { eventMessages, podMessages } from '../../../kube/correlation/podMessages.ts';
import { podTraits } from '../../../kube/correlation/podTraits.ts';
import { troubleBegan } from '../../../kube/correlation/troubleBegan.ts';
import type { Unit } from '../../../kube/correlation/unit.ts';
import { eventsAbout } from '../../../kube/eventsAbout.ts';
import type { JudgedPod } from '../../../kube/judgedPod.ts';
import type { KubeEvent } from '../../../kube/kinds/event.ts';
import { pod as podKind } from '../../../kube/kinds/pod.ts';
import { refOf } from '../../../kube/metadata.ts';
import type { CorrelatedPod } from './correlatedPod.ts';
import { namedBy, type Failure } from './failure.ts';
import type { MissingPods } from './missingPods.ts';
import type { Surroundings } from './surroundings.ts';

export function podFailure(
  judged: JudgedPod<CorrelatedPod>,
  events: readonly KubeEvent[] | undefined,
  around: Surroundings,
): Failure {
  const { pod: watched } = judged;
  const { pod, namespace, name, uid, owner } = watched;
  const seen = eventsAbout(events, { kind: 'Pod', namespace, name }, uid);
  const own = pod === undefined ? [] : podMessages(pod);
  const { named, shows } = namedBy([...own, ...eventMessages(seen)], namespace);
  const beganAt = pod === undefined ? undefined : troubleBegan(pod, seen);
  const object = { apiVersion: 'v1', kind: 'Pod', namespace, name };
  const traits = podTraits(pod?.spec, namespace).map(({ feature, path, value }) => ({
    feature,
    evidence: { object: pod === undefined ? object : refOf(podKind, pod), path: `spec.${path}`, value },
  }));
  return {
    unit: { ...podUnit(watched, true, around), named, ...(beganAt === undefined ? {} : { beganAt }) },
    namespace,
    owner: owner ?? 'none',
    judged,
    ...(beganAt === undefined ? {} : { beganAt }),
    shows: new Map<string, Evidence>([
      ...shownBy([...traits, ...traits.flatMap(({ feature }) => around.further(feature))]),
      [featureKey({ kind: 'namespace', name: namespace }), { object, path: 'metadata.namespace', value: namespace }],
      ...shows,
    ]),
  };
}

export function missingFailure(missing: MissingPods, around: Surroundings): Failure {
  const { object, workload, pods, spec, message, evidence, beganAt } = missing;
  const namespace = object.namespace ?? '';
  const { named, shows } = namedBy([{ text: message, evidence }], namespace);
  const traits = podTraits(spec, namespace).map(({ feature, path, value }) => ({
    feature,
    evidence: { object, path: `spec.template.spec.${path}`, value },
  }));
  return {
    unit: {
      id: objectPath(object),
      workload: objectPath(workload),
      fails: true,
      pods,
      traits: withFurther(
        traits.map(({ feature }) => feature),
        namespace,
        around,
      ),
      named,
      ...(beganAt === undefined ? {} : { beganAt }),
    },
    namespace,
    owner: `${workload.kind}/${workload.name}`,
    missing,
    ...(beganAt === undefined ? {} : { beganAt }),
    shows: new Map<string, Evidence>([
      ...shownBy(traits),
      [featureKey({ kind: 'namespace', name: namespace }), { object, path: 'metadata.namespace', value: namespace }],
      ...shows,
    ]),
  };
}

export function podUnit({ namespace, name, owner, traits }: CorrelatedPod, fails: boolean, around: Surroundings): Unit {
  const id = `Pod/${namespace}/${name}`;
  const [kind = '', ...rest] = (owner ?? '').split('/');
  return {
    id,
    workload: owner === undefined ? id : objectPath({ kind, namespace, name: rest.join('/') }),
    fails,
    pods: 1,
    traits: withFurther(traits, namespace, around),
    named: [],
  };
}

function withFurther(traits: readonly Feature[], namespace: string, around: Surroundings): readonly Feature[] {
  return [
    ...traits,
    ...traits.flatMap((one) => around.further(one).map(({ feature }) => feature)),
    { kind: 'namespace', name: namespace },
  ];
}

function shownBy(
  shown: readonly { readonly feature: Feature; readonly evidence: Evidence }[],
): readonly (readonly [string, Evidence])[] {
  // The first field that shows it stays
  return shown.toReversed().map(({ feature, evidence }) => [featureKey(feature), evidence]);
}
