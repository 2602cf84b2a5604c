import { counted } from '../../../core/counted.ts';
import type { Evidence, Finding } from '../../../core/finding.ts';
import type { OwnFinding } from '../../../core/ownFinding.ts';
import { age } from '../../../kube/age.ts';
import { featureKey, featureObject, featureText, type Feature } from '../../../kube/correlation/feature.ts';
import type { SharedCause } from './sharedCauses.ts';

export const sharedCauseFinding = {
  id: 'correlation/shared-cause',
  severity: 'critical',
  speaks:
    'At least three failing pods of at least two workloads have something in common that is out of order itself, that their own messages name, or that healthy pods lack by more than chance would do.',
  silent:
    'Failures of one workload, which are its own; what as many healthy pods have; what so few failures may share by chance; the words that every crash brings.',
  exampleInput: { namespace: 'shop' },
} as const satisfies OwnFinding;

const shownUnits = 4;

/** One finding for all the pods that fail of it. */
export function sharedFinding(cause: SharedCause): Finding {
  const { feature, fault, failures, confidence } = cause;
  const evidence = [...(fault === undefined ? [] : [fault.evidence]), ...shown(cause)];
  const isCritical = failures.some(({ judged }) => judged === undefined || judged.level === 'critical');
  const [first] = evidence;
  return {
    rule: sharedCauseFinding.id,
    severity: isCritical ? sharedCauseFinding.severity : 'warning',
    object: featureObject(feature) ?? first?.object ?? { apiVersion: 'v1', kind: 'Pod', name: feature.name },
    message: messageOf(cause),
    evidence,
    remedy:
      fault?.gone === true
        ? `Make ${featureText(feature)}, or correct the name in what refers to it.`
        : remedyOf(feature),
    confidence,
  };
}

/** Of each workload one, as far as they go round. */
function shown({ feature, failures }: SharedCause): readonly Evidence[] {
  const workloads = new Set<string>();
  return failures
    .flatMap(({ unit, shows }): Evidence[] => {
      const evidence = shows.get(featureKey(feature));
      if (evidence === undefined || workloads.has(unit.workload)) return [];
      workloads.add(unit.workload);
      return [evidence];
    })
    .slice(0, shownUnits);
}

function messageOf(cause: SharedCause): string {
  const { feature, basis, fault, alike, shared } = cause;
  const { failing, failingAll, healthy, workloads, lift } = shared;
  const state = fault === undefined ? '' : ` (${fault.text})`;
  const who = `${failing} of ${counted(failingAll, 'failing pod')}, of ${counted(workloads, 'workload')},`;
  const how =
    basis === 'named'
      ? `fail of ${featureText(feature)}${state} by their own messages`
      : `share ${featureText(feature)}${state}`;
  const others =
    healthy === 0
      ? 'no healthy pod has it'
      : `${counted(healthy, 'healthy pod')} ${healthy === 1 ? 'has' : 'have'} it too`;
  const also = alike.length === 0 ? '' : ` They share ${alike.slice(0, 3).map(featureText).join(', ')} as well.`;
  return `${who} ${how}; ${others} (lift ${Math.round(lift * 10) / 10}).${orderText(cause)}${also}`;
}

function orderText({ order, fault, firstFailureAt }: SharedCause): string {
  if (fault?.since === undefined || firstFailureAt === undefined) return '';
  const apart = age(Math.abs(firstFailureAt - fault.since));
  switch (order) {
    case 'before':
      return fault.since > firstFailureAt
        ? ' It began with the first of these failures.'
        : ` It began ${apart} before the first of these failures.`;
    case 'after':
      return ` It is so only since ${apart} after the first of these failures: something else may have come first.`;
    case 'long before':
      return ` It has been so for ${apart} before the first of these failures: what it stands for may have changed.`;
    case 'unknown':
      return '';
  }
}

function remedyOf(feature: Feature): string {
  const text = featureText(feature);
  switch (feature.kind) {
    case 'node':
      return `Mend or replace ${text}: see its conditions and events; cordon it, so that new pods go elsewhere.`;
    case 'zone':
    case 'node-pool':
    case 'instance-type':
    case 'architecture':
    case 'kubelet':
      return `See what happened to the nodes of ${text}, and move the pods to others meanwhile.`;
    case 'ConfigMap':
    case 'Secret':
    case 'ServiceAccount':
    case 'PersistentVolumeClaim':
    case 'PriorityClass':
    case 'RuntimeClass':
      return `See what is in ${text} and who changed it last; put it right or back, then restart what uses it.`;
    case 'quota':
      return `Raise ${text}, free some of it, or lower what the templates request.`;
    case 'webhook':
      return `See whether the service behind ${text} answers, and what it refuses; the messages say which.`;
    case 'admission-policy':
    case 'pod-security':
      return `Change the templates as ${text} asks, or change the policy.`;
    case 'csi-driver':
    case 'storage-class':
      return `See the pods of the driver behind ${text}, on the nodes of the failing pods too.`;
    case 'image':
      return `Look at what changed with ${text}; go back to the image before it.`;
    case 'registry':
      return `See whether ${text} answers from the nodes, and whether the credentials for it still hold.`;
    case 'certificate':
      return 'Renew or trust the certificate that the messages name, then restart what keeps the old one.';
    case 'peer':
      return `See whether something answers at ${feature.name}.`;
    case 'namespace':
      return `Look for what holds for all of ${text}: its policies, quotas and network policies.`;
  }
}
