import assert from 'node:assert/strict';
import { sandboxProblem } from '../../../src/kube/start/sandboxProblem.ts';
import { volumeProblem } from '../../../src/kube/start/volumeProblem.ts';
import { readinessGateUnmet } from '../../../src/rules/pod/readinessGateUnmet.ts';
import { resizeDeferred } from '../../../src/rules/pod/resizeDeferred.ts';
import { resizeInfeasible } from '../../../src/rules/pod/resizeInfeasible.ts';
import { sandboxFailed } from '../../../src/rules/pod/sandboxFailed.ts';
import { volumeAttachFailed } from '../../../src/rules/pod/volumeAttachFailed.ts';
import { volumeMountFailed } from '../../../src/rules/pod/volumeMountFailed.ts';
import { pod, type PodOptions } from './objects.ts';
import { ruleTable } from './ruleTable.ts';

const about = 'Pod/shop/web-1';

const creating = (options: PodOptions = {}, conditions: readonly object[] = []): object =>
  pod('web-1', {
    phase: 'Pending',
    ready: false,
    ...options,
    spec: {
      nodeName: 'node-1',
      containers: [{ name: 'main' }],
      volumes: [{ name: 'settings', configMap: { name: 'settings' } }],
      ...options.spec,
    },
    status: {
      conditions,
      containerStatuses: [
        { name: 'main', ready: false, restartCount: 0, state: { waiting: { reason: 'ContainerCreating' } } },
      ],
      ...options.status,
    },
  });
const ready = (status: string) => [{ type: 'PodReadyToStartContainers', status }];

let count = 0;
const event = (reason: string, message: string, last = '13:58:00'): object => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: `web-1.${count}`, namespace: 'shop', uid: `e${count++}` },
  involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web-1', uid: 'uid-Pod-web-1' },
  type: /^(Succ|Pull|Start)/.test(reason) ? 'Normal' : 'Warning',
  reason,
  message,
  firstTimestamp: '2026-11-25T13:50:00Z',
  lastTimestamp: `2026-11-25T${last}Z`,
});

const noSecret = 'MountVolume.SetUp failed for volume "settings" : secret "api" not found';
const multiAttach =
  'Multi-Attach error for volume "pvc-1" Volume is already used by pod(s) web-0, web-7 and 2 pod(s) in different namespaces';
const timedOut =
  'Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[data], failed to process volumes=[]: timed out waiting for the condition';

ruleTable(
  volumeMountFailed,
  {
    'a Secret that is not there': {
      objects: [creating({}, ready('False')), event('FailedMount', noSecret)],
      finding: {
        severity: 'critical',
        about,
        path: 'message',
        value: noSecret,
        says: 'Volume settings cannot be mounted: Secret api does not exist',
        remedy: 'Create Secret api in namespace shop',
      },
    },
    'a key that is not there': {
      objects: [
        creating(),
        event(
          'FailedMount',
          'MountVolume.SetUp failed for volume "settings" : configmap references non-existent config key: app.yaml',
        ),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'message',
        says: 'ConfigMap has no key app.yaml',
        remedy: 'app.yaml',
      },
    },
    'a driver that does not run there': {
      objects: [
        creating(),
        event(
          'FailedMount',
          'MountVolume.MountDevice failed for volume "pvc-1" : kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name nfs.csi.k8s.io not found in the list of registered CSI drivers',
        ),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'message',
        says: 'its driver nfs.csi.k8s.io does not run on node node-1',
        remedy: 'DaemonSet',
      },
    },
    'a server that refuses': {
      objects: [
        creating(),
        event(
          'FailedMount',
          'MountVolume.SetUp failed for volume "share" : mount failed: exit status 32 mount.nfs: access denied by server while mounting 10.0.0.9:/share',
        ),
      ],
      finding: { severity: 'critical', about, path: 'message', says: 'access is refused', remedy: 'grant share' },
    },
    'nothing but a time-out': {
      objects: [creating(), event('FailedMount', timedOut)],
      finding: {
        severity: 'critical',
        about,
        path: 'message',
        says: 'Volumes of the pod cannot be mounted: it takes too long',
      },
    },
    'a time-out that sums up what another event tells': {
      objects: [creating(), event('FailedMount', noSecret, '13:50:00'), event('FailedMount', timedOut)],
      finding: { severity: 'critical', about, path: 'message', value: noSecret, says: 'Secret api' },
    },
    'it failed later than it was last attached': {
      objects: [
        creating(),
        event('SuccessfulAttachVolume', 'AttachVolume.Attach succeeded for volume "pvc-1"', '13:55:00'),
        event('FailedMount', 'MountVolume.MountDevice failed for volume "pvc-1" : mount: wrong fs type, bad option'),
      ],
      finding: { severity: 'critical', about, path: 'message', says: 'file system or mount options do not fit' },
    },
  },
  {
    'it was mounted, and the sandbox fails': {
      objects: [
        creating(),
        event('FailedMount', noSecret, '13:50:00'),
        event('FailedCreatePodSandBox', 'Failed to create pod sandbox: no IP addresses available in range set'),
      ],
    },
    'it was mounted, and the pod is on its way': {
      objects: [creating({}, ready('True')), event('FailedMount', noSecret)],
    },
    'it was mounted, and the image comes': {
      objects: [creating(), event('FailedMount', noSecret, '13:50:00'), event('Pulling', 'Pulling image "web"')],
    },
    'a running pod, whose Secret was deleted since': { objects: [pod('web-1'), event('FailedMount', noSecret)] },
    'a running pod, by its condition': {
      objects: [pod('web-1', { status: { conditions: ready('True') } }), event('FailedMount', noSecret)],
    },
    'a pod that has just come': {
      objects: [
        creating({ metadata: { creationTimestamp: '2026-11-25T13:59:30Z' } }),
        event(
          'FailedMount',
          'MountVolume.SetUp failed for volume "settings" : object "shop"/"settings" not registered',
        ),
      ],
    },
    'the volume is not attached: that is another finding': {
      objects: [creating(), event('FailedAttachVolume', multiAttach, '13:50:00'), event('FailedMount', timedOut)],
    },
    'a failed pod': { objects: [creating({ phase: 'Failed' }), event('FailedMount', noSecret)] },
  },
);

ruleTable(
  volumeAttachFailed,
  {
    'another node has it, and pods there use it': {
      objects: [creating(), event('FailedAttachVolume', multiAttach)],
      finding: {
        severity: 'critical',
        about,
        path: 'message',
        value: multiAttach,
        says: 'pods web-0, web-7 and 2 of other namespaces on another use it',
        remedy: 'Recreate',
      },
    },
    'another node has it, and nobody uses it there': {
      objects: [
        creating(),
        event(
          'FailedAttachVolume',
          'Multi-Attach error for volume "pvc-1" Volume is already exclusively attached to one node and can\'t be attached to another',
        ),
      ],
      finding: { severity: 'critical', about, path: 'message', says: 'still attached to another node', remedy: 'Wait' },
    },
    'the provider refuses': {
      objects: [
        creating(),
        event(
          'FailedAttachVolume',
          'AttachVolume.Attach failed for volume "pvc-1" : rpc error: code = Internal desc = UnauthorizedOperation: You are not authorized to perform this operation',
        ),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'message',
        says: 'Volume pvc-1 cannot be attached: access is refused',
      },
    },
  },
  {
    'it was attached at last': {
      objects: [
        creating(),
        event('FailedAttachVolume', multiAttach, '13:50:00'),
        event('SuccessfulAttachVolume', 'AttachVolume.Attach succeeded for volume "pvc-1"'),
      ],
    },
    'the pod runs': { objects: [pod('web-1'), event('FailedAttachVolume', multiAttach)] },
  },
);

const sandbox = (words: string): string => `Failed to create pod sandbox: rpc error: code = Unknown desc = ${words}`;
const full = sandbox(
  `failed to setup network for sandbox "${'a'.repeat(64)}": plugin type="bridge" failed (add): failed to allocate for range 0: no IP addresses available in range set: 10.1.56.1-10.1.56.254`,
);

ruleTable(
  sandboxFailed,
  {
    'no address is left': {
      objects: [creating({}, ready('False')), event('FailedCreatePodSandBox', full)],
      finding: {
        severity: 'critical',
        about,
        path: 'message',
        value: full,
        says: 'on node node-1: no address is left for it. failed to setup network for sandbox …: plugin',
        remedy: 'podCIDR of node node-1',
      },
    },
    'the network plugin': {
      objects: [
        creating(),
        event('FailedCreatePodSandBox', sandbox('plugin type="calico" failed (add): cni: not ready')),
      ],
      finding: { severity: 'critical', about, path: 'message', says: 'the network plugin fails' },
    },
    'the network of the node is not up': {
      objects: [
        creating(),
        event('NetworkNotReady', 'network is not ready: container runtime network not ready: NetworkReady=false'),
      ],
      finding: { severity: 'critical', about, path: 'message', says: 'the network plugin fails' },
    },
    'of a pod whose sandbox was lost': {
      objects: [
        creating(
          {
            phase: 'Running',
            status: {
              containerStatuses: [{ name: 'main', restartCount: 1, state: { terminated: { exitCode: 255 } } }],
            },
          },
          ready('False'),
        ),
        event('FailedCreatePodSandBox', full),
      ],
      finding: { severity: 'critical', about, path: 'message', says: 'no address' },
    },
  },
  {
    'it was made at the next try': {
      objects: [creating({}, ready('True')), event('FailedCreatePodSandBox', full)],
    },
    'it was made, as later events tell': {
      objects: [
        creating(),
        event('FailedCreatePodSandBox', full, '13:50:00'),
        event('Pulling', 'Pulling image "web"', '13:51:00'),
      ],
    },
    'a pod that runs': { objects: [pod('web-1'), event('FailedCreatePodSandBox', full)] },
    'the first minute on a new node': {
      objects: [
        creating({ metadata: { creationTimestamp: '2026-11-25T13:59:30Z' } }),
        event('FailedCreatePodSandBox', full, '13:59:40'),
      ],
    },
  },
);

const gates = (conditions: readonly object[], since = '2026-11-25T13:50:00Z', options: PodOptions = {}): object =>
  pod('web-1', {
    ...options,
    spec: { nodeName: 'node-1', containers: [{ name: 'main' }], readinessGates: [{ conditionType: 'example.com/lb' }] },
    status: { conditions: [{ type: 'ContainersReady', status: 'True', lastTransitionTime: since }, ...conditions] },
  });

ruleTable(
  readinessGateUnmet,
  {
    'nobody has set it': {
      objects: [gates([])],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.readinessGates[0].conditionType',
        value: 'example.com/lb',
        says: 'ready for 10m, and the pod is not: its readiness gate example.com/lb was never set',
      },
    },
    'it is closed, and says why': {
      objects: [
        gates([{ type: 'example.com/lb', status: 'False', reason: 'Unhealthy', message: 'health check fails' }]),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'status.conditions[1].status',
        value: 'False',
        says: 'is False (Unhealthy: health check fails)',
      },
    },
  },
  {
    open: { objects: [gates([{ type: 'example.com/lb', status: 'True' }])] },
    'a target that registers slowly': { objects: [gates([], '2026-11-25T13:59:00Z')] },
    'containers that are not ready themselves': {
      objects: [
        pod('web-1', {
          ready: false,
          spec: { containers: [{ name: 'main' }], readinessGates: [{ conditionType: 'example.com/lb' }] },
          status: { conditions: [{ type: 'ContainersReady', status: 'False' }] },
        }),
      ],
    },
    'a pod that is being deleted': {
      objects: [gates([], undefined, { metadata: { deletionTimestamp: '2026-11-25T14:00:20Z' } })],
    },
    'no gates': { objects: [pod('web-1')] },
  },
);

const resized = (reason: string, status = 'True'): object =>
  pod('web-1', {
    status: {
      conditions: [
        { type: 'Ready', status: 'True' },
        { type: 'PodResizePending', status, reason, message: "Node didn't have enough resource: cpu." },
      ],
    },
  });

ruleTable(
  resizeDeferred,
  {
    'its node is full': {
      objects: [resized('Deferred')],
      finding: {
        severity: 'warning',
        about,
        path: 'status.conditions[1].reason',
        value: 'Deferred',
        says: "(Deferred): Node didn't have enough resource: cpu.",
      },
    },
  },
  {
    'it can never be': { objects: [resized('Infeasible')] },
    'it is over': { objects: [resized('Deferred', 'False')] },
    'no resize': { objects: [pod('web-1')] },
  },
);

ruleTable(
  resizeInfeasible,
  {
    'its node is too small': {
      objects: [resized('Infeasible')],
      finding: {
        severity: 'warning',
        about,
        path: 'status.conditions[1].reason',
        value: 'Infeasible',
        says: 'can never do it',
      },
    },
  },
  { 'it may be later': { objects: [resized('Deferred')] } },
);

describe('the words of a sandbox that cannot be made', () => {
  const said: readonly (readonly [string, string])[] = [
    ['failed to allocate for range 0: no IP addresses available in range set: 10.1.56.1-10.1.56.254', 'addresses'],
    [
      'NetworkPlugin cni failed to set up pod "a_b" network: add cmd: failed to assign an IP address to container',
      'addresses',
    ],
    ['unable to allocate IP via local cilium agent: [POST /ipam][502] postIpamFailure range is full', 'addresses'],
    ['plugin type="cilium-cni" failed (add): unable to allocate IP: No more IPs available', 'addresses'],
    [
      'failed to set up sandbox container network for pod "a": networkPlugin cni failed: plugin type="calico" failed',
      'network',
    ],
    ['cni plugin not initialized', 'network'],
    ['failed to get sandbox runtime: no runtime for "nvidia" is configured', 'runtimeHandler'],
    ['failed to get sandbox image "registry.k8s.io/pause:3.10": failed to pull image', 'image'],
    ['connection error: desc = "transport: Error while dialing: dial unix /run/containerd/containerd.sock"', 'runtime'],
    ['failed to create containerd task: cgroup: no space left on device', 'other'],
  ];
  for (const [message, problem] of said)
    it(`tell of ${problem}: ${message.slice(0, 50)}`, () => {
      assert.equal(sandboxProblem(message), problem);
    });
});

describe('the words of a volume that is not there', () => {
  const said: readonly (readonly [string, string])[] = [
    ['MountVolume.SetUp failed for volume "data" : hostPath type check failed: /data is not a directory', 'hostPath'],
    ['mount.nfs: Connection timed out', 'unreachable'],
    ['mount.nfs: mounting 10.0.0.9:/x failed, reason given by server: No such file or directory', 'absent'],
    ['rpc error: code = NotFound desc = Volume not found', 'absent'],
    ['rpc error: code = DeadlineExceeded desc = context deadline exceeded', 'timeout'],
    ['driver says something new', 'other'],
  ];
  for (const [message, kind] of said)
    it(`tell of ${kind}: ${message.slice(0, 50)}`, () => {
      assert.equal(volumeProblem(message).kind, kind);
    });

  it('name every key that is missing', () => {
    const message = 'MountVolume.SetUp failed for volume "a" : references non-existent secret key: tls.key';
    assert.deepEqual(volumeProblem(message), { kind: 'missingKey', of: 'Secret', key: 'tls.key' });
  });
});
