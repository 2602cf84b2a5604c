import { backendPortMissing } from '../../../src/rules/ingress/backendPortMissing.ts';
import { backendServiceMissing } from '../../../src/rules/ingress/backendServiceMissing.ts';
import { certificateExpired } from '../../../src/rules/ingress/certificateExpired.ts';
import { certificateExpiring } from '../../../src/rules/ingress/certificateExpiring.ts';
import { certificateHostMismatch } from '../../../src/rules/ingress/certificateHostMismatch.ts';
import { classMissing } from '../../../src/rules/ingress/classMissing.ts';
import { classUnset } from '../../../src/rules/ingress/classUnset.ts';
import { controllerNotReady } from '../../../src/rules/ingress/controllerNotReady.ts';
import { duplicateHostPath } from '../../../src/rules/ingress/duplicateHostPath.ts';
import { noAddress } from '../../../src/rules/ingress/noAddress.ts';
import { rewriteAmbiguous } from '../../../src/rules/ingress/rewriteAmbiguous.ts';
import { tlsSecretInvalid } from '../../../src/rules/ingress/tlsSecretInvalid.ts';
import { tlsSecretMissing } from '../../../src/rules/ingress/tlsSecretMissing.ts';
import { secret } from '../../../src/kube/kinds/secret.ts';
import { inNamespace, ingress, ingressClass, pod, service } from './objects.ts';
import { ruleTable } from './ruleTable.ts';
import { selfSigned } from './selfSigned.ts';

const about = 'Ingress/shop/shop';
const legacy = { annotations: { 'kubernetes.io/ingress.class': 'nginx' } };
const unset = { ingressClassName: undefined };

ruleTable(
  classMissing,
  {
    'the class does not exist': {
      objects: [ingress('shop', 'api', { spec: { ingressClassName: 'ngnix' } }), ingressClass('nginx')],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.ingressClassName',
        value: 'ngnix',
        says: 'no IngressClass ngnix',
        remedy: 'to nginx',
      },
    },
    'there are no classes at all': {
      objects: [ingress('shop', 'api')],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.ingressClassName',
        says: 'there are: none',
        remedy: 'Install the ingress controller',
      },
    },
  },
  {
    'the class exists': { objects: [ingress('shop', 'api'), ingressClass('nginx')] },
    'somebody has given it an address': { objects: [ingress('shop', 'api', { address: '203.0.113.7' })] },
    'the legacy annotation is used': { objects: [ingress('shop', 'api', { metadata: legacy })] },
    'a cloud serves the class without an object': {
      objects: [ingress('shop', 'api', { spec: { ingressClassName: 'gce' } })],
    },
    'it names none': { objects: [ingress('shop', 'api', { spec: unset })] },
  },
);

ruleTable(
  classUnset,
  {
    'no class and no default': {
      objects: [ingress('shop', 'api', { spec: unset }), ingressClass('nginx')],
      finding: {
        severity: 'warning',
        about,
        path: 'spec.ingressClassName',
        value: null,
        says: 'names no class',
        remedy: 'there are: nginx',
      },
    },
  },
  {
    'a class is the default': {
      objects: [
        ingress('shop', 'api', { spec: unset }),
        ingressClass('nginx', { 'ingressclass.kubernetes.io/is-default-class': 'true' }),
      ],
    },
    'the legacy annotation is used': { objects: [ingress('shop', 'api', { spec: unset, metadata: legacy })] },
    'somebody has given it an address': { objects: [ingress('shop', 'api', { spec: unset, address: '203.0.113.7' })] },
    'it names a class': { objects: [ingress('shop', 'api')] },
  },
);

const actions = {
  http: {
    paths: [
      {
        path: '/',
        pathType: 'Prefix',
        backend: { service: { name: 'ssl-redirect', port: { name: 'use-annotation' } } },
      },
    ],
  },
};
const resource = {
  http: {
    paths: [
      {
        path: '/',
        pathType: 'Prefix',
        backend: { resource: { apiGroup: 'k8s.example', kind: 'Bucket', name: 'static' } },
      },
    ],
  },
};

ruleTable(
  backendServiceMissing,
  {
    'the Service of a path is not there': {
      objects: [ingress('shop', 'apii'), service('api')],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.rules[0].http.paths[0].backend.service.name',
        value: 'apii',
        says: 'Service apii, which does not exist in shop; api does',
        remedy: 'to api',
      },
    },
    'the Service of that name lives in another namespace': {
      objects: [ingress('shop', 'api'), inNamespace('other', service('api'))],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.rules[0].http.paths[0].backend.service.name',
        says: 'does not exist in shop',
      },
    },
    'the default backend is not there': {
      objects: [
        ingress('shop', 'api', { spec: { defaultBackend: { service: { name: 'fallback', port: { number: 80 } } } } }),
        service('api'),
      ],
      finding: { severity: 'critical', about, path: 'spec.defaultBackend.service.name', says: 'Service fallback' },
    },
  },
  {
    'it is there': { objects: [ingress('shop', 'api'), service('api')] },
    'a resource backend': { objects: [ingress('shop', 'api', { spec: { rules: [resource] } })] },
    'an action of the AWS controller': { objects: [ingress('shop', 'api', { spec: { rules: [actions] } })] },
  },
);

ruleTable(
  backendPortMissing,
  {
    'the Service has another number': {
      objects: [ingress('shop', 'api', { port: { number: 8080 } }), service('api')],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.rules[0].http.paths[0].backend.service.port.number',
        value: 8080,
        says: 'port 8080 of Service api, which has no such port (it has: 80)',
        remedy: 'Set spec.rules[0].http.paths[0].backend.service.port.number to 80.',
      },
    },
    'the Service has no port of that name': {
      objects: [
        ingress('shop', 'api', { port: { name: 'http' } }),
        service('api', { ports: [{ name: 'web', port: 80 }] }),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.rules[0].http.paths[0].backend.service.port.name',
        value: 'http',
        says: 'it has: web (80)',
      },
    },
  },
  {
    'the number is there': { objects: [ingress('shop', 'api'), service('api')] },
    'the name is there': {
      objects: [
        ingress('shop', 'api', { port: { name: 'web' } }),
        service('api', { ports: [{ name: 'web', port: 80 }] }),
      ],
    },
    'an ExternalName Service': {
      objects: [
        ingress('shop', 'db'),
        service('db', { type: 'ExternalName', externalName: 'db.example.com', ports: [] }),
      ],
    },
    'the Service is not there': { objects: [ingress('shop', 'api')] },
  },
);

const tls = { spec: { tls: [{ hosts: ['shop.example'], secretName: 'shop-tls' }] } };
const names = [{ kind: secret, namespace: 'shop', name: 'shop-tls' }];
const day = 86_400_000;
const now = Date.parse('2026-11-25T14:00:00Z');
const good = selfSigned(['shop.example', '*.shop.example'], new Date(now + 90 * day));
const other = selfSigned(['shop.example'], new Date(now + 90 * day));

function tlsSecret(certificate: string, key: string, type = 'kubernetes.io/tls'): object {
  const encoded = (text: string): string => Buffer.from(text).toString('base64');
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'shop-tls', namespace: 'shop' },
    type,
    data: { 'tls.crt': encoded(certificate), 'tls.key': encoded(key) },
  };
}

function pairUntil(days: number, hosts: readonly string[] = ['shop.example']): object {
  const { certificate, key } = selfSigned(hosts, new Date(now + days * day));
  return tlsSecret(certificate, key);
}

const shopTls = ingress('shop', 'api', tls);

ruleTable(
  tlsSecretMissing,
  {
    'the Secret is not there': {
      names,
      objects: [shopTls],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.tls[0].secretName',
        value: 'shop-tls',
        says: 'Secret shop/shop-tls for shop.example does not exist',
      },
    },
    'cert-manager has not made it yet': {
      names,
      objects: [
        ingress('shop', 'api', {
          ...tls,
          metadata: { annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' } },
        }),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.tls[0].secretName',
        says: 'cert-manager is asked for it (cert-manager.io/cluster-issuer=letsencrypt)',
      },
    },
  },
  {
    'the Secret is there': { names, objects: [shopTls, tlsSecret(good.certificate, good.key)] },
    'no secretName: the controller’s default certificate': {
      names,
      objects: [ingress('shop', 'api', { spec: { tls: [{ hosts: ['shop.example'] }] } })],
    },
    'the Secret may not be read': { names, forbidden: ['secrets in shop'], objects: [shopTls] },
  },
);

ruleTable(
  tlsSecretInvalid,
  {
    'another type': {
      names,
      objects: [shopTls, tlsSecret(good.certificate, good.key, 'kubernetes.io/basic-auth')],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.tls[0].secretName',
        says: 'its type is kubernetes.io/basic-auth',
      },
    },
    'no key': {
      names,
      objects: [shopTls, tlsSecret(good.certificate, '')],
      finding: { severity: 'critical', about, path: 'spec.tls[0].secretName', says: 'it has no tls.key' },
    },
    'the key belongs to another certificate': {
      names,
      objects: [shopTls, tlsSecret(good.certificate, other.key)],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.tls[0].secretName',
        says: 'tls.key does not belong to tls.crt',
      },
    },
    'no certificate at all': {
      names,
      objects: [shopTls, tlsSecret('nonsense', good.key)],
      finding: { severity: 'critical', about, path: 'spec.tls[0].secretName', says: 'tls.crt is no certificate' },
    },
  },
  {
    'a matching pair': { names, objects: [shopTls, tlsSecret(good.certificate, good.key)] },
    'an Opaque Secret with a matching pair': {
      names,
      objects: [shopTls, tlsSecret(good.certificate, good.key, 'Opaque')],
    },
    'the Secret is not there': { names, objects: [shopTls] },
  },
);

ruleTable(
  certificateExpired,
  {
    'it ended yesterday': {
      names,
      objects: [shopTls, pairUntil(-1)],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.tls[0].secretName',
        says: 'for shop.example expired on 2026-11-24T14:00:00.000Z',
      },
    },
  },
  {
    'it is good for long': { names, objects: [shopTls, tlsSecret(good.certificate, good.key)] },
    'it ends soon': { names, objects: [shopTls, pairUntil(3)] },
  },
);

ruleTable(
  certificateExpiring,
  {
    'it ends in 13 days': {
      names,
      objects: [shopTls, pairUntil(13)],
      finding: { severity: 'warning', about, path: 'spec.tls[0].secretName', says: 'ends on 2026-12-08' },
    },
  },
  {
    'it ends in 15 days': { names, objects: [shopTls, pairUntil(15)] },
    'it has ended': { names, objects: [shopTls, pairUntil(-1)] },
  },
);

ruleTable(
  certificateHostMismatch,
  {
    'it is made out to another host': {
      names,
      objects: [shopTls, pairUntil(90, ['www.example'])],
      finding: {
        severity: 'warning',
        about,
        path: 'spec.tls[0].hosts',
        value: ['shop.example'],
        says: 'made out to www.example and does not cover shop.example',
      },
    },
    'its wildcard does not reach two labels down': {
      names,
      objects: [
        ingress('shop', 'api', { spec: { tls: [{ hosts: ['a.b.example'], secretName: 'shop-tls' }] } }),
        pairUntil(90, ['*.example']),
      ],
      finding: { severity: 'warning', about, path: 'spec.tls[0].hosts', says: 'does not cover a.b.example' },
    },
  },
  {
    'the host is among its names': { names, objects: [shopTls, tlsSecret(good.certificate, good.key)] },
    'its wildcard covers the host': {
      names,
      objects: [
        ingress('shop', 'api', { spec: { tls: [{ hosts: ['www.shop.example'], secretName: 'shop-tls' }] } }),
        pairUntil(90, ['*.shop.example']),
      ],
    },
    'the same wildcard is asked for': {
      names,
      objects: [
        ingress('shop', 'api', { spec: { tls: [{ hosts: ['*.shop.example'], secretName: 'shop-tls' }] } }),
        tlsSecret(good.certificate, good.key),
      ],
    },
  },
);

const older = { creationTimestamp: '2026-11-01T00:00:00Z' };

ruleTable(
  duplicateHostPath,
  {
    'two Ingresses of one class lead the same path to different Services': {
      objects: [ingress('old', 'api', { metadata: older }), ingress('shop', 'web')],
      finding: {
        severity: 'warning',
        about,
        path: 'spec.rules[0].http.paths[0].backend',
        says: 'is also a path of Ingress shop/old',
      },
    },
  },
  {
    'a canary': {
      objects: [
        ingress('old', 'api'),
        ingress('shop', 'web', { metadata: { annotations: { 'nginx.ingress.kubernetes.io/canary': 'true' } } }),
      ],
    },
    'other classes': {
      objects: [ingress('old', 'api'), ingress('shop', 'web', { spec: { ingressClassName: 'traefik' } })],
    },
    'other paths': { objects: [ingress('old', 'api'), ingress('shop', 'web', { path: '/web' })] },
    'the same backend': { objects: [ingress('old', 'api'), ingress('shop', 'api')] },
  },
);

ruleTable(
  noAddress,
  {
    'nobody has one, as information': {
      objects: [ingress('shop', 'api')],
      finding: { severity: 'info', about, path: 'status.loadBalancer.ingress', says: 'some never do' },
    },
    'another of the class has one': {
      objects: [ingress('shop', 'api'), ingress('old', 'api', { address: '203.0.113.7' })],
      finding: { severity: 'warning', about, path: 'status.loadBalancer.ingress', says: 'though it has for old' },
    },
  },
  {
    'it has one': { objects: [ingress('shop', 'api', { address: '203.0.113.7' })] },
    'it is younger than two minutes': {
      objects: [ingress('shop', 'api', { metadata: { creationTimestamp: '2026-11-25T13:59:00Z' } })],
    },
  },
);

function controllerPod(ready: boolean, labels: Readonly<Record<string, string>> = {}, owner?: string): object {
  return inNamespace(
    'ingress-nginx',
    pod('controller-1', {
      ready,
      labels: { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller', ...labels },
      ...(ready ? {} : { waiting: 'CrashLoopBackOff' }),
      ...(owner === undefined ? {} : { owner }),
    }),
  );
}

ruleTable(
  controllerNotReady,
  {
    'its pods crash': {
      objects: [ingress('shop', 'api'), ingressClass('nginx'), controllerPod(false)],
      finding: {
        severity: 'critical',
        about,
        path: 'status.containerStatuses[0].state.waiting.reason',
        value: 'CrashLoopBackOff',
        says: 'class nginx has no ready pod (1 CrashLoopBackOff in ingress-nginx)',
      },
    },
  },
  {
    'it is ready': { objects: [ingress('shop', 'api'), ingressClass('nginx'), controllerPod(true)] },
    'its pods were not found': {
      objects: [ingress('shop', 'api'), ingressClass('nginx'), pod('api-1', { ready: false })],
    },
    'only the admission Job of its chart': {
      objects: [
        ingress('shop', 'api'),
        ingressClass('nginx'),
        controllerPod(false, { 'app.kubernetes.io/component': 'admission-webhook' }, 'Job/create'),
      ],
    },
    'a controller that we do not know': {
      objects: [ingress('shop', 'api'), ingressClass('nginx', {}, 'example.com/own'), controllerPod(false)],
    },
  },
);

function rewritten(target: string, path: string): object {
  return ingress('shop', 'api', {
    path,
    metadata: { annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': target } },
  });
}

ruleTable(
  rewriteAmbiguous,
  {
    'everything under a prefix becomes /': {
      objects: [rewritten('/', '/api')],
      finding: {
        severity: 'info',
        about,
        path: 'metadata.annotations["nginx.ingress.kubernetes.io/rewrite-target"]',
        value: '/',
        says: 'Everything under /api is rewritten to /',
        remedy: '/api(/|$)(.*)',
      },
    },
    'a group that the path does not capture': {
      objects: [rewritten('/$2', '/api(.*)')],
      finding: {
        severity: 'info',
        about,
        path: 'metadata.annotations["nginx.ingress.kubernetes.io/rewrite-target"]',
        says: 'refers to group 2, and the path /api(.*) captures 1',
      },
    },
  },
  {
    'the groups fit': { objects: [rewritten('/$2', '/api(/|$)(.*)')] },
    'the root is rewritten': { objects: [rewritten('/app', '/')] },
    'no rewrite': { objects: [ingress('shop', 'api', { path: '/api' })] },
  },
);
