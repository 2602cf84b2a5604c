import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { conditionOf, conditionPath } from '../../kube/conditions.ts';
import type { Listener } from '../../kube/gatewayRoutes.ts';
import { gateway, type Gateway } from '../../kube/kinds/gateway.ts';
import { refOf } from '../../kube/metadata.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** Listeners of one port must be told apart by host name, and share a protocol family. */
export const listenerConflict = defineRule({
  id: 'gateway/listener-conflict',
  stage: 'route',
  severity: 'critical',
  explains: ['gateway/not-accepted', 'gateway/not-programmed', 'gateway/route-not-attached'],
  speaks:
    'The condition Conflicted of a listener is True; or, before a controller has said so, two listeners share port, protocol and host name.',
  silent: 'Listeners that differ in port, protocol or host name.',
  needs: { gateways: list(gateway, 'cluster') },
  uses: {},
  judge({ gateways }) {
    return gateways.flatMap((one) => [...reported(one), ...computed(one)]);
  },
});

function reported(one: Gateway): readonly Finding[] {
  const object = refOf(gateway, one);
  return (one.status?.listeners ?? []).flatMap(({ name, conditions }, index): Finding[] => {
    const conflicted = conditionOf(conditions, 'Conflicted');
    if (conflicted?.status !== 'True') return [];
    return [
      {
        rule: 'gateway/listener-conflict',
        severity: unlessDeleted(one, 'critical'),
        object,
        message: `Listener ${name ?? '?'} conflicts with another: ${conflicted.reason ?? 'no reason'}, ${conflicted.message ?? 'no message'}.`,
        evidence: [
          { object, path: conditionPath(conditions, 'Conflicted', `status.listeners[${index}]`), value: 'True' },
        ],
        remedy: `Give listener ${name ?? '?'} a port, protocol or host name of its own.`,
      },
    ];
  });
}

function computed(one: Gateway): readonly Finding[] {
  const listeners = one.spec?.listeners ?? [];
  if ((one.status?.listeners ?? []).some(({ conditions }) => conditionOf(conditions, 'Conflicted') !== undefined))
    return [];
  const object = refOf(gateway, one);
  return listeners.flatMap((listener, index): Finding[] => {
    const other = listeners.findIndex((each, at) => at < index && keyOf(each) === keyOf(listener));
    if (other < 0) return [];
    return [
      {
        rule: 'gateway/listener-conflict',
        severity: unlessDeleted(one, 'critical'),
        object,
        message: `Listeners ${listeners[other]?.name ?? '?'} and ${listener.name ?? '?'} share port ${listener.port ?? '?'}, protocol and host name.`,
        evidence: [other, index].map((at) => ({ object, path: `spec.listeners[${at}]`, value: shown(listeners[at]) })),
        remedy: `Give listener ${listener.name ?? '?'} a port or host name of its own.`,
      },
    ];
  });
}

function keyOf({ port, protocol, hostname = '' }: Listener): string {
  return JSON.stringify([port, protocol, hostname]);
}

function shown(listener: Listener | undefined) {
  return { port: listener?.port, protocol: listener?.protocol, hostname: listener?.hostname };
}
