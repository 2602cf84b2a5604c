import type { Kind } from '../../core/kind.ts';
import { condition, metadata } from '../metadata.ts';
import { fields, flag, listOf, mapOf, number, projection, text, textOrNumber, type ShapeOf } from '../shape.ts';

const shape = fields({
  metadata,
  spec: fields({
    type: text,
    selector: mapOf(text),
    clusterIP: text,
    clusterIPs: listOf(text),
    externalName: text,
    externalIPs: listOf(text),
    ipFamilies: listOf(text),
    ipFamilyPolicy: text,
    internalTrafficPolicy: text,
    externalTrafficPolicy: text,
    publishNotReadyAddresses: flag,
    loadBalancerClass: text,
    sessionAffinity: text,
    ports: listOf(
      fields({
        name: text,
        port: number,
        targetPort: textOrNumber,
        nodePort: number,
        protocol: text,
        appProtocol: text,
      }),
    ),
  }),
  status: fields({
    loadBalancer: fields({ ingress: listOf(fields({ ip: text, hostname: text })) }),
    conditions: listOf(condition),
  }),
});

export type Service = Partial<ShapeOf<typeof shape>>;

export const service: Kind<Service> = {
  kind: 'Service',
  group: '',
  versions: ['v1'],
  resource: 'services',
  namespaced: true,
  project: projection(shape),
};
