import { addressFamilyUnmatched } from '../../../src/rules/service/addressFamilyUnmatched.ts';
import { endpointsDisagree } from '../../../src/rules/service/endpointsDisagree.ts';
import { endpointsMissing } from '../../../src/rules/service/endpointsMissing.ts';
import { externalNameInvalid } from '../../../src/rules/service/externalNameInvalid.ts';
import { loadBalancerPending } from '../../../src/rules/service/loadBalancerPending.ts';
import { localTrafficGap } from '../../../src/rules/service/localTrafficGap.ts';
import { noReadyEndpoints } from '../../../src/rules/service/noReadyEndpoints.ts';
import { protocolMismatch } from '../../../src/rules/service/protocolMismatch.ts';
import { selectorMatchesNothing } from '../../../src/rules/service/selectorMatchesNothing.ts';
import { selectsSeveralWorkloads } from '../../../src/rules/service/selectsSeveralWorkloads.ts';
import { someEndpointsNotReady } from '../../../src/rules/service/someEndpointsNotReady.ts';
import { targetPortUnmatched } from '../../../src/rules/service/targetPortUnmatched.ts';
import { endpoint, inNamespace, node, pod, service, slice, workload } from './objects.ts';
import { ruleTable } from './ruleTable.ts';

const externalName = service('db', {
  type: 'ExternalName',
  externalName: 'db.example.com',
  selector: undefined,
  clusterIP: undefined,
  ports: [],
});
const selectorless = service('db', { selector: undefined });
const operated = {
  metadata: {
    ownerReferences: [{ apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', name: 'pg', uid: 'u', controller: true }],
  },
};
const deleted = { metadata: { deletionTimestamp: '2026-11-25T13:59:00Z' } };
const justNow = '2026-11-25T13:59:30Z';

ruleTable(
  selectorMatchesNothing,
  {
    'a key of the selector has another value on the pods': {
      objects: [
        service('api', { selector: { app: 'api', tier: 'backend' } }),
        pod('api-1', { labels: { app: 'api', tier: 'api', extra: 'x' } }),
        pod('web-1'),
      ],
      finding: {
        severity: 'critical',
        about: 'Service/shop/api',
        path: 'spec.selector',
        value: { app: 'api', tier: 'backend' },
        says: 'The selector app=api,tier=backend matches none of the 2 pods of the namespace; 1 pod matches all but tier.',
        remedy: 'Set spec.selector.tier of Service api to api, or label the pod template tier=backend.',
      },
    },
    'the pods lack a label': {
      objects: [service('api', { selector: { app: 'api', tier: 'backend' } }), pod('api-1')],
      finding: {
        severity: 'critical',
        about: 'Service/shop/api',
        path: 'spec.selector',
        says: '1 pod matches all but tier',
        remedy: 'Remove spec.selector.tier',
      },
    },
    'the pods lack a label whose name every JavaScript object inherits': {
      objects: [service('api', { selector: { app: 'api', constructor: 'backend' } }), pod('api-1')],
      finding: {
        severity: 'critical',
        about: 'Service/shop/api',
        path: 'spec.selector',
        says: '1 pod matches all but constructor',
        remedy: 'Remove spec.selector.constructor',
      },
    },
    'the one key of the selector is misspelt': {
      objects: [service('api', { selector: { app: 'apl' } }), pod('api-1')],
      finding: {
        severity: 'critical',
        about: 'Service/shop/api',
        path: 'spec.selector',
        says: '1 pod matches all but app',
        remedy: 'Set spec.selector.app of Service api to api',
      },
    },
    'the namespace has no pods, and pods of the same labels live elsewhere': {
      objects: [service('api'), inNamespace('other', pod('api-1'))],
      finding: {
        severity: 'critical',
        about: 'Service/shop/api',
        path: 'spec.selector',
        says: 'the namespace has no pods',
      },
    },
    'the workload is scaled to zero, as information': {
      objects: [service('api'), workload('Deployment', 'api', 0)],
      finding: {
        severity: 'info',
        about: 'Service/shop/api',
        path: 'spec.selector',
        says: 'Deployment api is scaled to zero',
      },
    },
    'the workload wants pods and gets none': {
      objects: [service('db'), workload('StatefulSet', 'db', 2)],
      finding: {
        severity: 'critical',
        about: 'Service/shop/db',
        path: 'spec.selector',
        says: 'fits the pods of StatefulSet db, but there is not one pod',
      },
    },
    'an operator owns the Service, as a warning': {
      objects: [
        service('pg-ro', { selector: { role: 'replica' } }, operated),
        pod('pg-1', { labels: { role: 'primary' } }),
      ],
      finding: { severity: 'warning', about: 'Service/shop/pg-ro', path: 'spec.selector', says: 'role=replica' },
    },
    'it is being deleted, as information': {
      objects: [service('api', {}, deleted), pod('web-1')],
      finding: { severity: 'info', about: 'Service/shop/api', path: 'spec.selector', says: 'none of the 1 pod of' },
    },
  },
  {
    'a pod carries the labels': { objects: [service('api'), pod('api-1')] },
    'an ExternalName Service': { objects: [externalName, pod('api-1')] },
    'a Service without a selector': { objects: [selectorless, pod('api-1')] },
    'a headless Service with pods': { objects: [service('api', { clusterIP: 'None' }), pod('api-1')] },
    'pods are there and not ready': { objects: [service('api'), pod('api-1', { ready: false })] },
  },
);

ruleTable(
  noReadyEndpoints,
  {
    'all pods crash': {
      objects: [
        service('api'),
        pod('api-1', { ready: false, waiting: 'CrashLoopBackOff' }),
        pod('api-2', { ready: false, waiting: 'CrashLoopBackOff' }),
      ],
      finding: {
        severity: 'critical',
        about: 'Service/shop/api',
        path: 'status.containerStatuses[0].state.waiting.reason',
        value: 'CrashLoopBackOff',
        says: '2 pods match and none is ready (2 CrashLoopBackOff)',
      },
    },
    'the only pod is pending': {
      objects: [
        service('api'),
        pod('api-1', {
          ready: false,
          phase: 'Pending',
          ip: '',
          node: '',
          status: {
            containerStatuses: [],
            conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }],
          },
        }),
      ],
      finding: {
        severity: 'critical',
        about: 'Service/shop/api',
        path: 'status.conditions[0].status',
        value: 'False',
        says: '1 Unschedulable',
      },
    },
    'a container says it runs and the pod is not ready': {
      objects: [service('api'), pod('api-1', { ready: false })],
      finding: {
        severity: 'critical',
        about: 'Service/shop/api',
        path: 'status.conditions[0].status',
        says: '1 NotReady',
      },
    },
    'the last pods of a workload scaled to zero are terminating, as information': {
      objects: [
        service('api'),
        workload('Deployment', 'api', 0),
        pod('api-1', { metadata: { deletionTimestamp: '2026-11-25T14:00:20Z' } }),
      ],
      finding: {
        severity: 'info',
        about: 'Service/shop/api',
        path: 'metadata.deletionTimestamp',
        says: 'scaled to zero',
      },
    },
    'the only pod was evicted and nothing replaces it': {
      objects: [
        service('api'),
        pod('api-1', { phase: 'Failed', ready: false, status: { reason: 'Evicted', containerStatuses: [] } }),
      ],
      finding: {
        severity: 'critical',
        about: 'Service/shop/api',
        path: 'status.reason',
        value: 'Evicted',
        says: '1 Evicted',
      },
    },
  },
  {
    'one pod is ready': { objects: [service('api'), pod('api-1'), pod('api-2', { ready: false })] },
    publishNotReadyAddresses: {
      objects: [service('api', { publishNotReadyAddresses: true }), pod('api-1', { ready: false })],
    },
    'the pods of a Job have completed': {
      objects: [service('api'), pod('api-1', { phase: 'Succeeded', ready: false, owner: 'Job/api' })],
    },
    'a failed pod is a Job’s history': {
      objects: [service('api'), pod('api-1', { phase: 'Failed', ready: false, owner: 'Job/api' })],
    },
    'a native sidecar keeps running beside a ready app': {
      objects: [
        service('api'),
        pod('api-1', { spec: { initContainers: [{ name: 'proxy', restartPolicy: 'Always' }] } }),
      ],
    },
    'nothing is selected': { objects: [service('api'), pod('web-1')] },
  },
);

ruleTable(
  someEndpointsNotReady,
  {
    'one of two pods is not ready': {
      objects: [service('api'), pod('api-1'), pod('api-2', { ready: false, waiting: 'ImagePullBackOff' })],
      finding: {
        severity: 'warning',
        about: 'Service/shop/api',
        path: 'status.containerStatuses[0].state.waiting.reason',
        value: 'ImagePullBackOff',
        says: '1 of 2 pods is not ready (1 ImagePullBackOff); 1 still answers.',
      },
    },
  },
  {
    'the other is starting': {
      objects: [service('api'), pod('api-1'), pod('api-2', { ready: false, metadata: { creationTimestamp: justNow } })],
    },
    'the other has a slow startup probe and is within its budget': {
      objects: [
        service('api'),
        pod('api-1'),
        pod('api-2', {
          ready: false,
          metadata: { creationTimestamp: '2026-11-25T13:57:00Z' },
          spec: { containers: [{ name: 'main', startupProbe: { periodSeconds: 10, failureThreshold: 30 } }] },
        }),
      ],
    },
    'the other is terminating': {
      objects: [
        service('api'),
        pod('api-1'),
        pod('api-2', { ready: false, metadata: { deletionTimestamp: '2026-11-25T14:00:20Z' } }),
      ],
    },
    'the other has completed': {
      objects: [service('api'), pod('api-1'), pod('api-2', { ready: false, phase: 'Succeeded' })],
    },
    'none is ready': { objects: [service('api'), pod('api-1', { ready: false })] },
    'all are ready': { objects: [service('api'), pod('api-1'), pod('api-2')] },
  },
);

const namedTarget = { ports: [{ port: 80, targetPort: 'http', protocol: 'TCP' }] };

ruleTable(
  targetPortUnmatched,
  {
    'no pod declares a port of that name': {
      objects: [service('api', namedTarget), pod('api-1', { ports: [{ name: 'web', containerPort: 8080 }] })],
      finding: {
        severity: 'critical',
        about: 'Service/shop/api',
        path: 'spec.ports[0].targetPort',
        value: 'http',
        says: 'no matching pod declares a port of that name (declared: web=8080)',
      },
    },
    'the name is declared for another protocol': {
      objects: [
        service('api', namedTarget),
        pod('api-1', { ports: [{ name: 'http', containerPort: 8080, protocol: 'UDP' }] }),
      ],
      finding: {
        severity: 'critical',
        about: 'Service/shop/api',
        path: 'spec.ports[0].targetPort',
        says: 'the pods declare it for UDP',
      },
    },
    'the name stands on an init container that does not keep running': {
      objects: [
        service('api', namedTarget),
        pod('api-1', {
          ports: [],
          spec: { initContainers: [{ name: 'setup', ports: [{ name: 'http', containerPort: 8080 }] }] },
        }),
      ],
      finding: {
        severity: 'critical',
        about: 'Service/shop/api',
        path: 'spec.ports[0].targetPort',
        says: 'declared: none',
      },
    },
    'a number that no ready pod declares, as information': {
      objects: [service('api', { ports: [{ port: 80, targetPort: 3000 }] }), pod('api-1')],
      finding: {
        severity: 'info',
        about: 'Service/shop/api',
        path: 'spec.ports[0].targetPort',
        value: 3000,
        says: 'may listen all the same',
      },
    },
    'a number that is one edit away from a declared one, as a likely slip': {
      objects: [service('api', { ports: [{ port: 80, targetPort: 8081 }] }), pod('api-1')],
      finding: {
        severity: 'warning',
        about: 'Service/shop/api',
        path: 'spec.ports[0].targetPort',
        says: "the container's own port is 8080",
        confidence: 0.7,
      },
    },
    'a number that is one edit away from a probed one': {
      objects: [
        service('api', { ports: [{ port: 80, targetPort: 8081 }] }),
        pod('api-1', { spec: { containers: [{ name: 'main', readinessProbe: { httpGet: { port: 8080 } } }] } }),
      ],
      finding: {
        severity: 'warning',
        about: 'Service/shop/api',
        path: 'spec.ports[0].targetPort',
        says: '8080',
        confidence: 0.7,
      },
    },
  },
  {
    'the name is declared': {
      objects: [service('api', namedTarget), pod('api-1', { ports: [{ name: 'http', containerPort: 8080 }] })],
    },
    'a native sidecar declares the name': {
      objects: [
        service('api', namedTarget),
        pod('api-1', {
          ports: [],
          spec: {
            initContainers: [
              { name: 'proxy', restartPolicy: 'Always', ports: [{ name: 'http', containerPort: 15001 }] },
            ],
          },
        }),
      ],
    },
    'some of the pods declare the name': {
      objects: [
        service('api', namedTarget),
        pod('api-1', { ports: [{ name: 'http', containerPort: 8080 }] }),
        pod('api-2', { ports: [{ name: 'web', containerPort: 8080 }] }),
      ],
    },
    'the number is declared': { objects: [service('api'), pod('api-1')] },
    'there are no pods': { objects: [service('api', namedTarget)] },
    'an ExternalName Service with a port': {
      objects: [
        service('db', {
          type: 'ExternalName',
          externalName: 'db.example.com',
          ports: [{ port: 80, targetPort: 'http' }],
        }),
        pod('db-1'),
      ],
    },
    'a Service without a selector': { objects: [selectorless, pod('db-1')] },
  },
);

ruleTable(
  protocolMismatch,
  {
    'TCP to a port declared for UDP': {
      objects: [
        service('dns', { ports: [{ port: 53, targetPort: 53, protocol: 'TCP' }] }),
        pod('dns-1', { ports: [{ containerPort: 53, protocol: 'UDP' }] }),
      ],
      finding: {
        severity: 'warning',
        about: 'Service/shop/dns',
        path: 'spec.ports[0].protocol',
        value: 'TCP',
        says: 'declares 53 for UDP only',
      },
    },
  },
  {
    'declared for both': {
      objects: [
        service('dns', { ports: [{ port: 53, targetPort: 53 }] }),
        pod('dns-1', {
          ports: [
            { containerPort: 53, protocol: 'UDP' },
            { containerPort: 53, protocol: 'TCP' },
          ],
        }),
      ],
    },
    'not declared': {
      objects: [service('dns', { ports: [{ port: 53, targetPort: 53 }] }), pod('dns-1', { ports: [] })],
    },
  },
);

ruleTable(
  endpointsDisagree,
  {
    'a pod has been ready for long and is in no slice': {
      objects: [service('api'), pod('api-1'), pod('api-2', { ip: '10.0.0.8' }), slice('api', [endpoint('api-1')])],
      finding: {
        severity: 'critical',
        about: 'Service/shop/api',
        path: 'status.conditions[0].lastTransitionTime',
        says: '1 pod is ready for over a minute and not in its EndpointSlices',
      },
    },
    'there are no slices at all': {
      objects: [service('api'), pod('api-1')],
      finding: {
        severity: 'critical',
        about: 'Service/shop/api',
        path: 'status.conditions[0].lastTransitionTime',
        says: '1 pod is ready for over a minute',
      },
    },
    'a pod that has not been ready for long is listed as ready': {
      objects: [service('api'), pod('api-1', { ready: false }), slice('api', [endpoint('api-1')])],
      finding: {
        severity: 'critical',
        about: 'Service/shop/api',
        path: 'endpoints',
        says: 'listed as ready though not ready or not selected',
      },
    },
  },
  {
    'they agree': {
      objects: [
        service('api'),
        pod('api-1'),
        pod('api-2', { ready: false, ip: '10.0.0.8' }),
        slice('api', [endpoint('api-1'), endpoint('api-2', false, '10.0.0.8')]),
      ],
    },
    'the pod became ready within the last minute': {
      objects: [service('api'), pod('api-1', { since: justNow }), slice('api', [])],
    },
    'the Service was made within the last minute': {
      objects: [service('api', {}, { metadata: { creationTimestamp: justNow } }), pod('api-1')],
    },
    'slices are made by hand': {
      objects: [
        service('api'),
        pod('api-1'),
        slice('api', [endpoint('elsewhere', true, '192.0.2.1')], {
          metadata: { labels: { 'kubernetes.io/service-name': 'api' } },
        }),
      ],
    },
    'the node of the pod is gone': {
      objects: [service('api'), pod('api-1', { node: 'gone' }), node('node-1'), slice('api', [])],
    },
    'the pod of an endpoint is gone by now': {
      objects: [service('api'), pod('api-1'), slice('api', [endpoint('api-1'), endpoint('api-0', true, '10.0.0.9')])],
    },
    'the pod has no address of the family': {
      objects: [service('api', { ipFamilies: ['IPv6'] }), pod('api-1'), slice('api', [], { addressType: 'IPv6' })],
    },
    'no pod has the named port': { objects: [service('api', namedTarget), pod('api-1'), slice('api', [])] },
    'the pod has completed or is terminating': {
      objects: [
        service('api'),
        pod('api-1', { phase: 'Succeeded' }),
        pod('api-2', { metadata: { deletionTimestamp: '2026-11-25T14:00:20Z', deletionGracePeriodSeconds: 30 } }),
        slice('api', []),
      ],
    },
    'all are published, ready or not': {
      objects: [
        service('api', { publishNotReadyAddresses: true }),
        pod('api-1', { ready: false }),
        slice('api', [endpoint('api-1')]),
      ],
    },
    'an ExternalName and a selectorless Service': {
      objects: [externalName, service('mq', { selector: undefined }), pod('db-1')],
    },
  },
);

ruleTable(
  endpointsMissing,
  {
    'no selector and no slices': {
      objects: [selectorless],
      finding: {
        severity: 'warning',
        about: 'Service/shop/db',
        path: 'spec.selector',
        value: null,
        says: 'leads nowhere',
      },
    },
    'the slices name the port otherwise': {
      objects: [
        service('db', { selector: undefined, ports: [{ name: 'pg', port: 5432 }] }),
        slice('db', [endpoint('x')], {
          metadata: { labels: { 'kubernetes.io/service-name': 'db' } },
          ports: [{ name: 'postgres', port: 5432 }],
        }),
      ],
      finding: {
        severity: 'warning',
        about: 'Service/shop/db',
        path: 'spec.ports[0].name',
        value: 'pg',
        says: 'Port 5432 is named pg, and no EndpointSlice of the Service has a port of that name (they have: named postgres)',
        remedy: 'named pg',
      },
    },
  },
  {
    'slices are made by hand': {
      objects: [
        selectorless,
        slice('db', [endpoint('x')], { metadata: { labels: { 'kubernetes.io/service-name': 'db' } } }),
      ],
    },
    'an ExternalName Service': { objects: [externalName] },
    'a Service with a selector': { objects: [service('api')] },
  },
);

const balanced = { type: 'LoadBalancer' };

ruleTable(
  loadBalancerPending,
  {
    'no address after two minutes, with the event that says why': {
      objects: [
        service('web', balanced),
        {
          apiVersion: 'v1',
          kind: 'Event',
          metadata: { name: 'web.1', namespace: 'shop' },
          type: 'Warning',
          reason: 'SyncLoadBalancerFailed',
          message: 'quota exceeded',
          involvedObject: { kind: 'Service', name: 'web', namespace: 'shop' },
        },
      ],
      finding: {
        severity: 'critical',
        about: 'Service/shop/web',
        path: 'status.loadBalancer.ingress',
        value: [],
        says: 'after 240 minutes; SyncLoadBalancerFailed: quota exceeded',
      },
    },
    'no address and no event': {
      objects: [service('web', balanced)],
      finding: {
        severity: 'critical',
        about: 'Service/shop/web',
        path: 'status.loadBalancer.ingress',
        says: 'no event says why',
      },
    },
    'it has external addresses of its own, as a warning': {
      objects: [service('web', { ...balanced, externalIPs: ['192.0.2.4'] })],
      finding: {
        severity: 'warning',
        about: 'Service/shop/web',
        path: 'status.loadBalancer.ingress',
        says: 'no address',
      },
    },
  },
  {
    'it has an address': {
      objects: [service('web', balanced, { status: { loadBalancer: { ingress: [{ hostname: 'a.elb.example' }] } } })],
    },
    'it is younger than two minutes': {
      objects: [service('web', balanced, { metadata: { creationTimestamp: justNow } })],
    },
    'another type': { objects: [service('web')] },
  },
);

ruleTable(
  localTrafficGap,
  {
    'callers on a node without an endpoint': {
      objects: [
        service('api', { internalTrafficPolicy: 'Local' }),
        pod('api-1'),
        pod('web-1', { node: 'node-2' }),
        slice('api', [endpoint('api-1')]),
      ],
      finding: {
        severity: 'warning',
        about: 'Service/shop/api',
        path: 'spec.internalTrafficPolicy',
        value: 'Local',
        says: 'callers on node-2',
        confidence: 0.5,
      },
    },
    'no node has an endpoint': {
      objects: [
        service('api', { type: 'NodePort', externalTrafficPolicy: 'Local' }),
        pod('api-1', { ready: false }),
        slice('api', [endpoint('api-1', false)]),
      ],
      finding: {
        severity: 'warning',
        about: 'Service/shop/api',
        path: 'spec.externalTrafficPolicy',
        says: 'no node has a ready endpoint',
      },
    },
  },
  {
    'a load balancer with external Local skips nodes by design': {
      objects: [
        service('api', { type: 'LoadBalancer', externalTrafficPolicy: 'Local' }),
        pod('api-1'),
        pod('web-1', { node: 'node-2' }),
        slice('api', [endpoint('api-1')]),
      ],
    },
    'every node with callers has an endpoint': {
      objects: [
        service('api', { internalTrafficPolicy: 'Local' }),
        pod('api-1'),
        pod('web-1'),
        slice('api', [endpoint('api-1')]),
      ],
    },
    'the policy is Cluster': { objects: [service('api', { internalTrafficPolicy: 'Cluster' }), slice('api', [])] },
  },
);

ruleTable(
  externalNameInvalid,
  Object.fromEntries(
    Object.entries({
      '192.0.2.1': 'is an address',
      'db.example.com:5432': 'holds a port',
      'https://db.example.com': 'holds a scheme',
      'my_db.example.com': 'holds an underscore',
    }).map(([name, says]) => [
      name,
      {
        objects: [service('db', { type: 'ExternalName', externalName: name, selector: undefined })],
        finding: {
          severity: 'warning' as const,
          about: 'Service/shop/db',
          path: 'spec.externalName',
          value: name,
          says,
        },
      },
    ]),
  ),
  {
    'a host name': { objects: [externalName] },
    'another type': { objects: [service('api', { externalName: '192.0.2.1' })] },
  },
);

ruleTable(
  addressFamilyUnmatched,
  {
    'IPv6 asked, IPv4 there': {
      objects: [service('api', { ipFamilies: ['IPv6'] }), pod('api-1')],
      finding: {
        severity: 'critical',
        about: 'Service/shop/api',
        path: 'spec.ipFamilies',
        value: ['IPv6'],
        says: 'asks for IPv6',
      },
    },
    'one of two families is not there, as a warning': {
      objects: [service('api', { ipFamilies: ['IPv4', 'IPv6'] }), pod('api-1')],
      finding: { severity: 'warning', about: 'Service/shop/api', path: 'spec.ipFamilies', says: 'asks for IPv6' },
    },
  },
  {
    'the family is there': { objects: [service('api', { ipFamilies: ['IPv4'] }), pod('api-1')] },
    'dual stack': {
      objects: [
        service('api', { ipFamilies: ['IPv4', 'IPv6'] }),
        pod('api-1', { status: { podIPs: [{ ip: '10.0.0.7' }, { ip: 'fd00::7' }] } }),
      ],
    },
    'no pod has an address yet': { objects: [service('api', { ipFamilies: ['IPv6'] }), pod('api-1', { ip: '' })] },
    'no families are named': { objects: [service('api'), pod('api-1')] },
  },
);

ruleTable(
  selectsSeveralWorkloads,
  {
    'pods of two Deployments, told apart by a canary label': {
      objects: [
        service('api'),
        pod('api-a', {
          labels: { app: 'api', track: 'stable', 'pod-template-hash': 'a1' },
          owner: 'ReplicaSet/api-a1',
        }),
        pod('api-b', {
          labels: { app: 'api', track: 'canary', 'pod-template-hash': 'b2' },
          owner: 'ReplicaSet/api-canary-b2',
        }),
      ],
      finding: {
        severity: 'info',
        about: 'Service/shop/api',
        path: 'spec.selector',
        says: 'Deployment/shop/api, Deployment/shop/api-canary; the label track tells them apart',
      },
    },
    'pods of two Deployments, of which one has the port that the Service names': {
      objects: [
        service('api', { ports: [{ port: 80, targetPort: 'web' }] }),
        pod('api-a', {
          labels: { app: 'api', 'pod-template-hash': 'a1' },
          owner: 'ReplicaSet/blue-a1',
          ports: [{ name: 'web', containerPort: 8080 }],
        }),
        pod('api-b', { labels: { app: 'api', 'pod-template-hash': 'b2' }, owner: 'ReplicaSet/green-b2' }),
      ],
      finding: {
        severity: 'info',
        about: 'Service/shop/api',
        path: 'spec.selector',
        says: 'no pod of Deployment/shop/green has the port that the Service names',
      },
    },
  },
  {
    'two revisions of one Deployment': {
      objects: [
        service('api'),
        pod('api-a', { labels: { app: 'api', 'pod-template-hash': 'a1' }, owner: 'ReplicaSet/api-a1' }),
        pod('api-b', { labels: { app: 'api', 'pod-template-hash': 'b2' }, owner: 'ReplicaSet/api-b2' }),
      ],
    },
    'pods without an owner': { objects: [service('api'), pod('api-1'), pod('api-2')] },
  },
);
