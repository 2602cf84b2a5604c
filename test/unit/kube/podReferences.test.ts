import assert from 'node:assert/strict';
import { pod } from '../../../src/kube/kinds/pod.ts';
import { podReferences } from '../../../src/kube/podReferences.ts';

/** `Secret db containers[0].env[0].valueFrom.secretKeyRef.name password`, and a question mark where it is optional. */
function referencesOf(spec: object): readonly string[] {
  return podReferences(pod.project({ spec }).spec).map(({ kind, name, optional, path, keys }) =>
    [kind, optional ? `${name}?` : name, path, ...keys.map(({ key }) => key)].join(' '),
  );
}

const ofAccount = 'ServiceAccount default serviceAccountName';

describe('podReferences', () => {
  it('finds what containers of every sort take into their environment', () => {
    const env = [
      { name: 'A', value: 'plain' },
      { name: 'B', valueFrom: { configMapKeyRef: { name: 'settings', key: 'b' } } },
      { name: 'C', valueFrom: { secretKeyRef: { name: 'db', key: 'password', optional: true } } },
      { name: 'D', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    ];
    const envFrom = [{ configMapRef: { name: 'all' } }, { prefix: 'X_', secretRef: { name: 'keys' } }];
    assert.deepEqual(
      referencesOf({
        initContainers: [{ name: 'setup', env }],
        containers: [{ name: 'web', envFrom }],
        ephemeralContainers: [{ name: 'debug', envFrom: [{ secretRef: { name: 'tools' } }] }],
      }),
      [
        'ConfigMap settings initContainers[0].env[1].valueFrom.configMapKeyRef.name b',
        'Secret db? initContainers[0].env[2].valueFrom.secretKeyRef.name password',
        'ConfigMap all containers[0].envFrom[0].configMapRef.name',
        'Secret keys containers[0].envFrom[1].secretRef.name',
        'Secret tools ephemeralContainers[0].envFrom[0].secretRef.name',
        ofAccount,
      ],
    );
  });

  it('finds what volumes are made of, each source of a projected one too', () => {
    const items = [{ key: 'a', path: 'a' }];
    assert.deepEqual(
      referencesOf({
        volumes: [
          { name: 'config', configMap: { name: 'settings', optional: true, items } },
          { name: 'pair', secret: { secretName: 'tls' } },
          { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
          { name: 'scratch', ephemeral: { volumeClaimTemplate: {} } },
          {
            name: 'all',
            projected: {
              sources: [
                { serviceAccountToken: { path: 'token' } },
                { configMap: { name: 'kube-root-ca.crt' } },
                { secret: { name: 'db', items } },
              ],
            },
          },
          { name: 'share', csi: { driver: 'smb.csi.k8s.io', nodePublishSecretRef: { name: 'smb' } } },
          { name: 'files', azureFile: { secretName: 'account' } },
          { name: 'block', rbd: { secretRef: { name: 'ceph' } } },
        ],
      }),
      [
        'ConfigMap settings? volumes[0].configMap.name a',
        'Secret tls volumes[1].secret.secretName',
        'PersistentVolumeClaim data volumes[2].persistentVolumeClaim.claimName',
        'ConfigMap kube-root-ca.crt volumes[4].projected.sources[1].configMap.name',
        'Secret db volumes[4].projected.sources[2].secret.name a',
        'Secret smb volumes[5].csi.nodePublishSecretRef.name',
        'Secret account volumes[6].azureFile.secretName',
        'Secret ceph volumes[7].rbd.secretRef.name',
        ofAccount,
      ],
    );
  });

  it('finds what the pod itself names', () => {
    assert.deepEqual(
      referencesOf({
        serviceAccountName: 'web',
        priorityClassName: 'high',
        runtimeClassName: 'gvisor',
        imagePullSecrets: [{ name: 'registry' }, {}],
      }),
      [
        'ServiceAccount web serviceAccountName',
        'PriorityClass high priorityClassName',
        'RuntimeClass gvisor runtimeClassName',
        'Secret registry imagePullSecrets[0].name',
      ],
    );
  });

  it('finds nothing in a spec that is not there', () => {
    assert.deepEqual(podReferences(undefined), []);
  });
});
