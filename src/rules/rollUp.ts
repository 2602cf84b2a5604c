import { counted } from '../core/counted.ts';
import type { Finding } from '../core/finding.ts';
import { objectPath, type ObjectRef } from '../core/objectRef.ts';
import { pod as podKind, type Pod } from '../kube/kinds/pod.ts';
import { template } from '../kube/logGroups.ts';
import { refOf } from '../kube/metadata.ts';
import { workloadOf } from '../kube/owners.ts';

const named = 3;

/**
 * What a rule says of many pods of one workload in the same words, names and numbers aside, said once: of the first of them, with how
 * many more it is true. The order stays.
 */
export function rollUp(findings: readonly Finding[], pods: readonly Pod[]): readonly Finding[] {
  const rolled = new RollUp(workloadsOf(pods));
  for (const finding of findings) rolled.add(finding);
  return rolled.findings();
}

/** By the path of each pod the workload that it belongs to. */
export function workloadsOf(pods: readonly Pod[]): ReadonlyMap<string, ObjectRef> {
  const workloads = new Map<string, ObjectRef>();
  for (const pod of pods) {
    const workload = workloadOf(pod);
    if (workload !== undefined) workloads.set(objectPath(refOf(podKind, pod)), workload);
  }
  return workloads;
}

/** The same, one finding after the other, for those who have many and let others have their turn. */
export class RollUp {
  readonly #workloads: ReadonlyMap<string, ObjectRef>;
  readonly #groups = new Map<string, { readonly first: Finding; readonly others: string[] }>();

  constructor(workloads: ReadonlyMap<string, ObjectRef>) {
    this.#workloads = workloads;
  }

  add(finding: Finding): void {
    const { object, rule, severity, message } = finding;
    const workload = this.#workloadOf(object);
    const said = template(message.replaceAll(object.name, ''));
    const key =
      workload === undefined
        ? String(this.#groups.size)
        : [rule, severity, objectPath(workload), object.container, said].join(' ');
    const known = this.#groups.get(key);
    if (known === undefined) this.#groups.set(key, { first: finding, others: [] });
    else known.others.push(object.name);
  }

  findings(): readonly Finding[] {
    return [...this.#groups.values()].map(({ first, others }) => {
      if (others.length === 0) return first;
      const workload = this.#workloadOf(first.object);
      const names = others.length > named ? '' : `: ${others.join(', ')}`;
      const of = workload === undefined ? '' : ` of ${workload.kind} ${workload.name}`;
      return { ...first, message: `${first.message} The same of ${counted(others.length, 'other pod')}${of}${names}.` };
    });
  }

  #workloadOf(object: ObjectRef): ObjectRef | undefined {
    return object.kind === 'Pod' ? this.#workloads.get(objectPath(object)) : undefined;
  }
}
