import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { slicesOf } from '../../kube/endpoints.ts';
import { endpointSlice, type EndpointSlice } from '../../kube/kinds/endpointSlice.ts';
import { service, type Service } from '../../kube/kinds/service.ts';
import { refOf } from '../../kube/metadata.ts';
import { selectorOf } from '../../kube/services.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** A Service without a selector has the endpoints that somebody writes for it. */
export const endpointsMissing = defineRule({
  id: 'service/endpoints-missing',
  stage: 'endpoints',
  severity: 'warning',
  speaks:
    'A Service has no selector, and nobody has made EndpointSlices for it, or none that carries one of its ports by name.',
  silent: 'ExternalName; Services with slices made by hand or by a mirror that carry all its ports.',
  needs: { services: list(service), slices: list(endpointSlice) },
  uses: {},
  judge({ services, slices }) {
    return services
      .filter((one) => one.spec?.type !== 'ExternalName' && selectorOf(one) === undefined)
      .flatMap((one) => {
        const own = slicesOf(one, slices);
        return own.length === 0 ? [withoutSlices(one)] : portsWithout(one, own);
      });
  },
});

function withoutSlices(one: Service): Finding {
  const object = refOf(service, one);
  return {
    rule: 'service/endpoints-missing',
    severity: unlessDeleted(one, 'warning'),
    object,
    message: 'The Service has no selector and no EndpointSlices, so it leads nowhere.',
    evidence: [{ object, path: 'spec.selector', value: null }],
    remedy: `Give Service ${object.name} a selector, or make EndpointSlices labelled kubernetes.io/service-name=${object.name}.`,
  };
}

/** A port of a Service takes the endpoints of the slices that have a port of the same name; no name counts as one. */
function portsWithout(one: Service, own: readonly EndpointSlice[]): readonly Finding[] {
  const object = refOf(service, one);
  const [first] = own;
  return (one.spec?.ports ?? []).flatMap(({ name = '', port }, index): Finding[] => {
    if (first === undefined || own.some(({ ports = [] }) => ports.some((each) => (each.name ?? '') === name)))
      return [];
    const there = own.flatMap(({ ports = [] }) => ports.map((each) => nameText(each.name)));
    return [
      {
        rule: 'service/endpoints-missing',
        severity: unlessDeleted(one, 'warning'),
        object,
        message: `Port ${port ?? '?'} is ${nameText(name)}, and no EndpointSlice of the Service has a port of that name (they have: ${[...new Set(there)].join(', ') || 'none'}): it has no endpoints.`,
        evidence: [
          { object, path: `spec.ports[${index}].name`, value: name === '' ? null : name },
          { object: refOf(endpointSlice, first), path: 'ports', value: first.ports ?? [] },
        ],
        remedy: `Name the port of the EndpointSlices as the Service does: ${nameText(name)}.`,
      },
    ];
  });
}

function nameText(name: string | undefined): string {
  return name === undefined || name === '' ? 'without a name' : `named ${name}`;
}
