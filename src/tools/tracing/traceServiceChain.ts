import Type, { type Static } from 'typebox';
import { closed, inputs } from '../../core/inputs.ts';
import { label } from '../../core/label.ts';
import type { Cluster } from '../../core/ports.ts';
import { defineTool } from '../../core/tool.ts';
import { daemonSet } from '../../kube/kinds/daemonSet.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { endpointSlice } from '../../kube/kinds/endpointSlice.ts';
import { event } from '../../kube/kinds/event.ts';
import { gateway } from '../../kube/kinds/gateway.ts';
import { gatewayClass } from '../../kube/kinds/gatewayClass.ts';
import { httpRoute } from '../../kube/kinds/httpRoute.ts';
import { ingress } from '../../kube/kinds/ingress.ts';
import { ingressClass } from '../../kube/kinds/ingressClass.ts';
import { namespace } from '../../kube/kinds/namespace.ts';
import { networkPolicy } from '../../kube/kinds/networkPolicy.ts';
import { node } from '../../kube/kinds/node.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { referenceGrant } from '../../kube/kinds/referenceGrant.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { secret } from '../../kube/kinds/secret.ts';
import { service } from '../../kube/kinds/service.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import { chainQuestion } from './chain/chainQuestion.ts';
import { chainView } from './chain/chainView.ts';
import { ownHopFindings } from './chain/hopFindings.ts';
import { traceChain } from './chain/traceChain.ts';

const input = Type.Object(
  {
    ...inputs.context,
    ...inputs.namespace,
    ...inputs.optionalName,
    kind: Type.Optional(
      Type.String({
        description: 'Service, Ingress, HTTPRoute, Deployment, Pod …; absent: the first of these with that name.',
      }),
    ),
    url: Type.Optional(Type.String({ description: 'Instead of name: the URL or host that does not answer.' })),
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535, description: 'Port of the Service.' })),
  },
  closed,
);

type Input = Static<typeof input>;

export const traceServiceChain = defineTool({
  name: 'trace_service_chain',
  group: 'tracing',
  scenarios: ['unreachable'],
  risk: 'read',
  title: label('Trace a Request'),
  icon: 'references',
  tags: ['service', 'ingress', 'network', 'diagnosis'],
  modelDescription:
    'Finds out why an application, website or service cannot be reached, by following a request from its address to the pods and naming the first broken hop. ' +
    'For 502 Bad Gateway, 503, 404 from the ingress, connection refused, timed out, no endpoints, website down, 无法访问. ' +
    'Not for what happened when, use get_resource_events_timeline.',
  userDescription: label('Follows a request from host to pod and shows the first hop that is broken.'),
  input,
  nameOf: service,
  reads: [
    ...[service, ingress, httpRoute, gateway, gatewayClass, ingressClass, referenceGrant, endpointSlice, pod].map(
      listed,
    ),
    ...[deployment, statefulSet, daemonSet, replicaSet, networkPolicy, node, namespace, event].map(listed),
    { kind: secret, verbs: ['get'] },
    { kind: service, verbs: ['get'] },
  ],
  example: {
    question: 'The api of the shop does not answer. Where does the request get lost?',
    input: { namespace: 'shop', name: 'api' },
  },
  ownFindings: ownHopFindings,
  doing: ({ name, url }) => label('Tracing the way to {0}', url ?? name ?? ''),
  run: async (cluster: Cluster, asked: Input, signal: AbortSignal) => traceChain(cluster, chainQuestion(asked), signal),
  present: (data, { findings, scope }) => chainView(data, findings, scope?.namespace),
});

function listed<K>(kind: K): { readonly kind: K; readonly verbs: readonly ['list'] } {
  return { kind, verbs: ['list'] };
}
