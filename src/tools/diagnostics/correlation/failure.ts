import type { Evidence } from '../../../core/finding.ts';
import { featureKey, type Feature } from '../../../kube/correlation/feature.ts';
import type { TroubleMessage } from '../../../kube/correlation/podMessages.ts';
import { troubleSigns } from '../../../kube/correlation/troubleSigns.ts';
import type { Unit } from '../../../kube/correlation/unit.ts';
import type { JudgedPod } from '../../../kube/judgedPod.ts';
import type { CorrelatedPod } from './correlatedPod.ts';
import type { MissingPods } from './missingPods.ts';

/** Something that fails, with what tells of it. */
export interface Failure {
  readonly unit: Unit;
  readonly namespace: string;
  /** `Deployment/cart`; `none` for a pod that nobody manages. */
  readonly owner: string;
  /** Exactly one of the two. */
  readonly judged?: JudgedPod<CorrelatedPod>;
  readonly missing?: MissingPods;
  /** Milliseconds since the epoch. */
  readonly beganAt?: number;
  /** By the key of the feature: the field that shows that it has it. */
  readonly shows: ReadonlyMap<string, Evidence>;
}

/** The features that messages name, each with the first message that does. */
export function namedBy(
  messages: readonly TroubleMessage[],
  namespace: string,
): { readonly named: readonly Feature[]; readonly shows: ReadonlyMap<string, Evidence> } {
  const named = new Map<string, Feature>();
  const shows = new Map<string, Evidence>();
  for (const { text, evidence } of messages)
    for (const feature of troubleSigns(text, namespace)) {
      const key = featureKey(feature);
      if (named.has(key)) continue;
      named.set(key, feature);
      shows.set(key, evidence);
    }
  return { named: [...named.values()], shows };
}
