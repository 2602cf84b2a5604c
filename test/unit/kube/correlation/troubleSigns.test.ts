import assert from 'node:assert/strict';
import { featureKey } from '../../../../src/kube/correlation/feature.ts';
import { troubleSigns } from '../../../../src/kube/correlation/troubleSigns.ts';

const cases: readonly (readonly [string, readonly string[]])[] = [
  ['configmap "settings" not found', ['ConfigMap shop/settings']],
  ['MountVolume.SetUp failed for volume "tls" : secret "web-tls" not found', ['Secret shop/web-tls']],
  ["couldn't find key url in ConfigMap shop/settings", ['ConfigMap shop/settings']],
  [
    'pods "a" is forbidden: error looking up service account shop/runner: serviceaccount "runner" not found',
    ['ServiceAccount shop/runner'],
  ],
  ['0/3 nodes are available: persistentvolumeclaim "data" not found. not found', ['PersistentVolumeClaim shop/data']],
  [
    'pods "a" is forbidden: exceeded quota: compute, requested: cpu=1, used: cpu=4, limited: cpu=4',
    ['quota shop/compute'],
  ],
  ['pods "a" is forbidden: failed quota: compute: must specify limits.cpu for: main', ['quota shop/compute']],
  [
    'Internal error occurred: failed calling webhook "inject.example": failed to call webhook: Post "https://a.b.svc": no endpoints',
    ['webhook /inject.example'],
  ],
  ['admission webhook "policy.example" denied the request: no', ['webhook /policy.example']],
  [
    "pods \"a\" is forbidden: ValidatingAdmissionPolicy 'limits' with binding 'all' denied request: no",
    ['admission-policy /limits'],
  ],
  [
    'pods "a" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot',
    ['pod-security shop/restricted:latest'],
  ],
  [
    'MountVolume.MountDevice failed for volume "v" : kubernetes.io/csi: attacher failed: driver name ebs.csi.aws.com not found in the list of registered CSI drivers',
    ['csi-driver /ebs.csi.aws.com'],
  ],
  ['Back-off pulling image "r.example/a:1": ErrImagePull: r.example/a:1: not found', ['image /r.example/a:1']],
  [
    'Failed to pull image "r.example/a:1": Head "https://r.example/v2": dial tcp 10.0.0.1:443: connect: connection refused',
    ['registry /r.example'],
  ],
  ['Failed to pull image "a:1": toomanyrequests: You have reached your pull rate limit', ['registry /docker.io']],
  [
    'Post "https://pay.example/v1": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026 is after 2025',
    ['certificate /x509: certificate has expired or is not yet valid (pay.example)'],
  ],
  ['dial tcp: lookup db.shop.svc on 10.96.0.10:53: no such host', ['peer /db.shop.svc']],
  // A short name is another address in another namespace
  ['dial tcp: lookup db: no such host', ['peer shop/db']],
  ['dial tcp 10.1.2.3:5432: connect: connection refused', ['peer /10.1.2.3:5432']],
  // What every crash brings, and what is about one pod alone
  ['back-off 5m0s restarting failed container=main pod=web-1_shop(1)', []],
  ['Readiness probe failed: HTTP probe failed with statuscode: 503', []],
  ['containers with unready status: [main]', []],
  ['Back-off pulling image "r.example/a:1"', []],
  ['The node was low on resource: ephemeral-storage.', []],
];

describe('troubleSigns', () => {
  for (const [message, expected] of cases)
    it(`finds ${expected.join(', ') || 'nothing'} in: ${message.slice(0, 60)}`, () => {
      assert.deepEqual(troubleSigns(message, 'shop').map(featureKey), expected);
    });
});
