import type { Evidence } from '../../core/finding.ts';
import { placementRule, type Met } from './placementRule.ts';
import { podField } from './fields.ts';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';

/** Its own, or that of a pod that runs. */
export const antiAffinityConflict = placementRule({
  id: 'scheduling/anti-affinity-conflict',
  what: 'Every place that could take the pod has a pod that it must not be near',
  speaks: 'A pod waits for a node, and its required anti-affinity, or that of a pod that runs, keeps it off.',
  silent: 'Preferred anti-affinity.',
  evidence: conflict,
  remedy: () => 'Add a node (or a zone) for it, run fewer replicas, or make the anti-affinity preferred.',
});

function conflict({ pod, decided: { refusals } }: Met): readonly Evidence[] {
  const other = refusals.find(({ by }) => by !== undefined)?.by;
  const isOwn = refusals.every(({ counted }) => !counted.includes('existing pods'));
  const owner = isOwn ? pod : other;
  const [term] = owner?.spec?.affinity?.podAntiAffinity?.[required] ?? [];
  return [
    ...(owner === undefined || term === undefined
      ? []
      : [podField(owner, `spec.affinity.podAntiAffinity.${required}[0].topologyKey`, term.topologyKey)]),
    ...(other === undefined ? [] : [podField(other, 'spec.nodeName', other.spec?.nodeName)]),
  ];
}
