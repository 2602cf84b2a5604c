import { clusterDnsDegraded } from '../../../src/rules/dns/clusterDnsDegraded.ts';
import { clusterDnsUnavailable } from '../../../src/rules/dns/clusterDnsUnavailable.ts';
import { clusterDns, service, slice } from './objects.ts';
import { ruleTable } from './ruleTable.ts';

const namespace = 'kube-system';
const about = 'Service/kube-system/kube-dns';

ruleTable(
  clusterDnsUnavailable,
  {
    'no endpoint is ready': {
      namespace,
      objects: clusterDns(false, false),
      finding: {
        severity: 'critical',
        about,
        path: 'endpoints[*].conditions.ready',
        value: [false, false],
        says: 'no ready endpoint (2 not ready)',
      },
    },
    'there is no endpoint': {
      namespace,
      objects: clusterDns().slice(0, 1),
      finding: { severity: 'critical', about, path: 'spec.selector', says: 'no ready endpoint' },
    },
  },
  {
    'one endpoint is ready': { namespace, objects: clusterDns(true, false) },
    'a Service of that name in another namespace': { objects: [service('kube-dns'), slice('kube-dns', [])] },
    'no such Service': { namespace, objects: [] },
  },
);

ruleTable(
  clusterDnsDegraded,
  {
    'one of two endpoints is not ready': {
      namespace,
      objects: clusterDns(true, false),
      finding: {
        severity: 'warning',
        about,
        path: 'endpoints[*].conditions.ready',
        value: [true, false],
        says: '1 of 2 endpoints',
      },
    },
  },
  {
    'all are ready': { namespace, objects: clusterDns(true, true) },
    'none is ready': { namespace, objects: clusterDns(false) },
  },
);
