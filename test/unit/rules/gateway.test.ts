import { service as serviceKind } from '../../../src/kube/kinds/service.ts';
import { backendMissing } from '../../../src/rules/gateway/backendMissing.ts';
import { backendPortMissing } from '../../../src/rules/gateway/backendPortMissing.ts';
import { classMissing } from '../../../src/rules/gateway/classMissing.ts';
import { listenerConflict } from '../../../src/rules/gateway/listenerConflict.ts';
import { notAccepted } from '../../../src/rules/gateway/notAccepted.ts';
import { notProgrammed } from '../../../src/rules/gateway/notProgrammed.ts';
import { referenceNotPermitted } from '../../../src/rules/gateway/referenceNotPermitted.ts';
import { routeNotAttached } from '../../../src/rules/gateway/routeNotAttached.ts';
import {
  created,
  gateway,
  gatewayClass,
  httpRoute,
  inNamespace,
  namespaceObject,
  referenceGrant,
  service,
} from './objects.ts';
import { ruleTable } from './ruleTable.ts';

const front = 'Gateway/shop/front';
const web = 'HTTPRoute/shop/web';
const ok = { type: 'Accepted', status: 'True', lastTransitionTime: created };

function condition(type: string, status: string, lastTransitionTime = created): Readonly<Record<string, string>> {
  return { type, status, reason: 'Because', message: 'so it is', lastTransitionTime };
}

ruleTable(
  classMissing,
  {
    'the class does not exist': {
      objects: [gateway('front'), gatewayClass('publik')],
      finding: {
        severity: 'critical',
        about: front,
        path: 'spec.gatewayClassName',
        value: 'public',
        says: 'no GatewayClass public',
        remedy: 'to publik',
      },
    },
  },
  { 'it exists': { objects: [gateway('front'), gatewayClass('public')] } },
);

ruleTable(
  notAccepted,
  {
    'the Gateway was refused': {
      objects: [gateway('front', {}, { conditions: [condition('Accepted', 'False')] })],
      finding: {
        severity: 'critical',
        about: front,
        path: 'status.conditions[0].status',
        value: 'False',
        says: 'not accepted: Because, so it is',
      },
    },
    'its class was refused': {
      objects: [gateway('front'), gatewayClass('public', [condition('Accepted', 'False')])],
      finding: {
        severity: 'critical',
        about: front,
        path: 'status.conditions[0].status',
        says: 'Its GatewayClass public was not accepted',
      },
    },
  },
  {
    accepted: { objects: [gateway('front', {}, { conditions: [ok] }), gatewayClass('public', [ok])] },
    'not judged yet': { objects: [gateway('front', {}, { conditions: [condition('Accepted', 'Unknown')] })] },
    'some listener is good': {
      objects: [
        gateway(
          'front',
          {},
          {
            conditions: [{ ...condition('Accepted', 'False'), reason: 'ListenersNotValid' }],
            listeners: [{ name: 'web', conditions: [ok] }],
          },
        ),
      ],
    },
  },
);

ruleTable(
  notProgrammed,
  {
    'Programmed is False for long': {
      objects: [gateway('front', {}, { conditions: [ok, condition('Programmed', 'False')] })],
      finding: {
        severity: 'critical',
        about: front,
        path: 'status.conditions[1].status',
        value: 'False',
        says: 'not programmed: Because',
      },
    },
    'no controller has looked at it for long': {
      objects: [gateway('front', {}, { conditions: [condition('Programmed', 'Unknown', '1970-01-01T00:00:00Z')] })],
      finding: { severity: 'critical', about: front, path: 'status.conditions[0].status', says: 'not programmed' },
    },
  },
  {
    programmed: { objects: [gateway('front', {}, { conditions: [condition('Programmed', 'True')] })] },
    'it changed within two minutes': {
      objects: [gateway('front', {}, { conditions: [condition('Programmed', 'False', '2026-11-25T13:59:00Z')] })],
    },
    'a new Gateway': {
      objects: [gateway('front', {}, { conditions: [condition('Programmed', 'Unknown', '1970-01-01T00:00:00Z')] })].map(
        (one) => ({
          ...one,
          metadata: { name: 'front', namespace: 'shop', creationTimestamp: '2026-11-25T13:59:30Z' },
        }),
      ),
    },
    'an old implementation that does not write it': { objects: [gateway('front', {}, { conditions: [ok] })] },
  },
);

const listener = { name: 'web', port: 80, protocol: 'HTTP', hostname: '*.example' };

ruleTable(
  listenerConflict,
  {
    'the controller says so': {
      objects: [gateway('front', {}, { listeners: [{ name: 'web', conditions: [condition('Conflicted', 'True')] }] })],
      finding: {
        severity: 'critical',
        about: front,
        path: 'status.listeners[0].conditions[0].status',
        value: 'True',
        says: 'Listener web conflicts',
      },
    },
    'two listeners are the same': {
      objects: [gateway('front', { listeners: [listener, { ...listener, name: 'twin' }] })],
      finding: {
        severity: 'critical',
        about: front,
        path: 'spec.listeners[0]',
        says: 'Listeners web and twin share port 80',
      },
    },
  },
  {
    'other host names': {
      objects: [gateway('front', { listeners: [listener, { ...listener, name: 'other', hostname: '*.org' }] })],
    },
    'other ports': {
      objects: [gateway('front', { listeners: [listener, { ...listener, name: 'other', port: 8080 }] })],
    },
  },
);

function open(from: string, extra: Readonly<Record<string, unknown>> = {}): object {
  return gateway(
    'front',
    { listeners: [{ ...listener, allowedRoutes: { namespaces: { from, ...extra } } }] },
    {},
    'edge',
  );
}

const toEdge = { parentRefs: [{ name: 'front', namespace: 'edge' }] };
const selector = { selector: { matchLabels: { team: 'shop' } } };

ruleTable(
  routeNotAttached,
  {
    'its Gateway does not exist': {
      objects: [httpRoute('web', { name: 'api' })],
      finding: {
        severity: 'critical',
        about: web,
        path: 'spec.parentRefs[0]',
        says: 'Gateway shop/front, which does not exist',
      },
    },
    'its Gateway lives in another namespace': {
      objects: [httpRoute('web', { name: 'api' }), open('All')],
      finding: {
        severity: 'critical',
        about: web,
        path: 'spec.parentRefs[0]',
        says: 'there is one in edge',
        remedy: 'Set spec.parentRefs[0].namespace to edge',
      },
    },
    'no host name in common': {
      objects: [httpRoute('web', { name: 'api' }, { hostnames: ['shop.org'] }), gateway('front')],
      finding: {
        severity: 'critical',
        about: web,
        path: 'spec.hostnames',
        value: ['shop.org'],
        says: "have none in common with the listeners' (*.example)",
      },
    },
    'the listener takes its own namespace only': {
      objects: [httpRoute('web', { name: 'api' }, toEdge), gateway('front', {}, {}, 'edge')],
      finding: {
        severity: 'critical',
        about: web,
        path: 'metadata.namespace',
        value: 'shop',
        says: 'do not allow routes of namespace shop',
      },
    },
    'the listener selects other namespaces': {
      objects: [
        httpRoute('web', { name: 'api' }, toEdge),
        open('Selector', selector),
        namespaceObject('shop', { team: 'other' }),
      ],
      finding: {
        severity: 'critical',
        about: web,
        path: 'metadata.namespace',
        says: 'do not allow routes of namespace shop',
      },
    },
    'no listener of that name': {
      objects: [
        httpRoute('web', { name: 'api' }, { parentRefs: [{ name: 'front', sectionName: 'https' }] }),
        gateway('front'),
      ],
      finding: {
        severity: 'critical',
        about: web,
        path: 'spec.parentRefs[0].sectionName',
        value: 'https',
        says: 'asks for listener https, and the Gateway has web',
      },
    },
    'the listener takes other kinds': {
      objects: [httpRoute('web', { name: 'api' }), gateway('front', { listeners: [{ ...listener, protocol: 'TLS' }] })],
      finding: { severity: 'critical', about: web, path: 'spec.parentRefs[0]', says: 'do not allow HTTPRoutes' },
    },
    'no listener has the port': {
      objects: [httpRoute('web', { name: 'api' }, { parentRefs: [{ name: 'front', port: 443 }] }), gateway('front')],
      finding: { severity: 'critical', about: web, path: 'spec.parentRefs[0].port', value: 443, says: 'port 443' },
    },
    'the controller refused it': {
      objects: [
        httpRoute(
          'web',
          { name: 'api' },
          {},
          { parents: [{ parentRef: { name: 'front' }, conditions: [condition('Accepted', 'False')] }] },
        ),
        gateway('front'),
      ],
      finding: {
        severity: 'critical',
        about: web,
        path: 'status.parents[0].conditions[0].status',
        says: 'did not accept the route: Because',
      },
    },
  },
  {
    'it fits': { objects: [httpRoute('web', { name: 'api' }), gateway('front')] },
    'all namespaces are allowed': { objects: [httpRoute('web', { name: 'api' }, toEdge), open('All')] },
    'its namespace is selected': {
      objects: [
        httpRoute('web', { name: 'api' }, toEdge),
        open('Selector', selector),
        namespaceObject('shop', { team: 'shop' }),
      ],
    },
    'it names no hosts': { objects: [httpRoute('web', { name: 'api' }, { hostnames: [] }), gateway('front')] },
    'a wildcard of the route covers the listener': {
      objects: [
        httpRoute('web', { name: 'api' }, { hostnames: ['*.example'] }),
        gateway('front', { listeners: [{ ...listener, hostname: 'a.b.example' }] }),
      ],
    },
    'it belongs to a Service, in a mesh': {
      objects: [httpRoute('web', { name: 'api' }, { parentRefs: [{ group: '', kind: 'Service', name: 'api' }] })],
    },
    'another of its references to the same Gateway is taken': {
      objects: [
        httpRoute(
          'web',
          { name: 'api' },
          {
            parentRefs: [
              { name: 'front', sectionName: 'https' },
              { name: 'front', sectionName: 'web' },
            ],
          },
        ),
        gateway('front'),
      ],
    },
  },
);

const otherNamespace = [{ kind: serviceKind, namespace: 'back', name: 'api' }];

ruleTable(
  backendMissing,
  {
    'the Service is not there': {
      objects: [httpRoute('web', { name: 'apii' }), service('api')],
      finding: {
        severity: 'critical',
        about: web,
        path: 'spec.rules[0].backendRefs[0].name',
        value: 'apii',
        says: 'Service shop/apii, which does not exist; api does',
      },
    },
    'it is not in the other namespace': {
      names: otherNamespace,
      objects: [httpRoute('web', { name: 'api', namespace: 'back' }), service('api')],
      finding: {
        severity: 'critical',
        about: web,
        path: 'spec.rules[0].backendRefs[0].name',
        says: 'Service back/api',
      },
    },
    'nothing is sent there, as information': {
      objects: [httpRoute('web', { name: 'gone', weight: 0 })],
      finding: { severity: 'info', about: web, path: 'spec.rules[0].backendRefs[0].name', says: 'shop/gone' },
    },
  },
  {
    'it is there': { objects: [httpRoute('web', { name: 'api' }), service('api')] },
    'it is in the other namespace': {
      names: otherNamespace,
      objects: [httpRoute('web', { name: 'api', namespace: 'back' }), inNamespace('back', service('api'))],
    },
    'nobody has read the other namespace': { objects: [httpRoute('web', { name: 'api', namespace: 'back' })] },
    'a backend of another kind': {
      objects: [httpRoute('web', { group: 'example.com', kind: 'Bucket', name: 'static' })],
    },
  },
);

ruleTable(
  backendPortMissing,
  {
    'the Service has another port': {
      objects: [httpRoute('web', { name: 'api', port: 8080 }), service('api')],
      finding: {
        severity: 'critical',
        about: web,
        path: 'spec.rules[0].backendRefs[0].port',
        value: 8080,
        says: 'it has: 80',
      },
    },
    'no port is named': {
      objects: [httpRoute('web', { name: 'api', port: undefined }), service('api')],
      finding: {
        severity: 'critical',
        about: web,
        path: 'spec.rules[0].backendRefs[0].port',
        value: null,
        says: 'without a port',
      },
    },
  },
  {
    'the port is there': { objects: [httpRoute('web', { name: 'api' }), service('api')] },
    'the Service is not there': { objects: [httpRoute('web', { name: 'api' })] },
    'an ExternalName Service': {
      objects: [
        httpRoute('web', { name: 'db' }),
        service('db', { type: 'ExternalName', externalName: 'db.example.com', ports: [] }),
      ],
    },
  },
);

const away = httpRoute('web', { name: 'api', namespace: 'back' });

ruleTable(
  referenceNotPermitted,
  {
    'no grant at all': {
      objects: [away],
      finding: {
        severity: 'critical',
        about: web,
        path: 'spec.rules[0].backendRefs[0].namespace',
        value: 'back',
        says: 'no ReferenceGrant that allows it',
      },
    },
    'a grant for another Service': {
      objects: [away, referenceGrant('web', 'back', { group: '', kind: 'Service', name: 'other' })],
      finding: {
        severity: 'critical',
        about: web,
        path: 'spec.rules[0].backendRefs[0].namespace',
        says: 'Service api',
      },
    },
    'a grant in the wrong namespace': {
      objects: [away, referenceGrant('web', 'shop', { group: '', kind: 'Service' })],
      finding: {
        severity: 'critical',
        about: web,
        path: 'spec.rules[0].backendRefs[0].namespace',
        says: 'in namespace back',
      },
    },
  },
  {
    'a grant for all Services': { objects: [away, referenceGrant('web', 'back', { group: '', kind: 'Service' })] },
    'a grant for this one': {
      objects: [away, referenceGrant('web', 'back', { group: '', kind: 'Service', name: 'api' })],
    },
    'its own namespace': { objects: [httpRoute('web', { name: 'api' })] },
  },
);
