import type { Evidence, Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { isFinished } from '../../kube/endpoints.ts';
import { imageName, isMutable } from '../../kube/image/imageName.ts';
import { cronJob } from '../../kube/kinds/cronJob.ts';
import { daemonSet } from '../../kube/kinds/daemonSet.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { job } from '../../kube/kinds/job.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import type { PodSpec } from '../../kube/kinds/podSpec.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import { refOf } from '../../kube/metadata.ts';
import { podTemplates } from '../../kube/podTemplates.ts';

/** Said once of each template, and of pods that have none. */
export const mutableTag = defineRule({
  id: 'image/mutable-tag',
  stage: 'image',
  severity: 'warning',
  speaks:
    'A template of a workload, or a pod that nobody manages, names an image by latest or by no tag: two pods of it may run different programs, and there is no going back.',
  silent:
    'Images with a digest or another tag; pods of workloads, of which the template tells; scaled to zero or suspended it is information.',
  needs: {},
  // Of each kind that can be read its templates
  uses: {
    deployments: list(deployment),
    statefulSets: list(statefulSet),
    daemonSets: list(daemonSet),
    replicaSets: list(replicaSet),
    jobs: list(job),
    cronJobs: list(cronJob),
    pods: list(podKind),
  },
  judge(world) {
    const ofTemplates = podTemplates(world).flatMap(({ ref, object, spec, path, isIdle }): readonly Finding[] => {
      const isQuiet = isIdle || object.metadata?.deletionTimestamp !== undefined;
      return findingOf(ref, mutableImages(spec, `${path}.spec`, ref), isQuiet);
    });
    const ofPods = (world.pods ?? []).flatMap((one): readonly Finding[] => {
      if ((one.metadata?.ownerReferences ?? []).length > 0 || isFinished(one)) return [];
      const ref = refOf(podKind, one);
      return findingOf(ref, mutableImages(one.spec, 'spec', ref), one.metadata?.deletionTimestamp !== undefined);
    });
    return [...ofTemplates, ...ofPods];
  },
});

function mutableImages(spec: PodSpec | undefined, at: string, object: Evidence['object']): readonly Evidence[] {
  return (['initContainers', 'containers'] as const).flatMap((field) =>
    (spec?.[field] ?? []).flatMap(({ image = '' }, index): readonly Evidence[] =>
      image !== '' && isMutable(image) ? [{ object, path: `${at}.${field}[${index}].image`, value: image }] : [],
    ),
  );
}

function findingOf(object: Evidence['object'], evidence: readonly Evidence[], isQuiet: boolean): readonly Finding[] {
  if (evidence.length === 0) return [];
  const images = [...new Set(evidence.map(({ value }) => String(value)))];
  const verb = images.length === 1 ? 'names' : 'name';
  const how = images.every((image) => imageName(image).tag === undefined)
    ? 'no tag, which is latest'
    : 'the tag latest';
  return [
    {
      rule: 'image/mutable-tag',
      severity: isQuiet ? 'info' : 'warning',
      object,
      message: `${images.join(', ')} ${verb} no version (${how}): what is pulled next may be another program.`,
      evidence: [...evidence],
      remedy: `Name the version in ${object.kind} ${object.name}: a tag that is not used again, or the digest (imageID of a running container has it).`,
      // Each template tells of itself
      confidence: 1,
    },
  ];
}
