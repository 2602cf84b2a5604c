import path from 'node:path';
import type { Credentials } from './credentials.ts';

export interface Ports {
  readonly etcd: number;
  readonly etcdPeer: number;
  readonly api: number;
  readonly controllers: number;
  readonly scheduler: number;
  /** Where KWOK plays the kubelets, and metrics-server: with `metrics` alone. */
  readonly kubelet: number;
  readonly metrics: number;
}

/** etcd's main package is called `server`. Its data is thrown away, so it need not be synced to disk. */
export function etcdArguments(folder: string, ports: Ports): readonly string[] {
  const client = `http://127.0.0.1:${ports.etcd}`;
  const peer = `http://127.0.0.1:${ports.etcdPeer}`;
  return [
    `--data-dir=${path.join(folder, 'etcd')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    '--unsafe-no-fsync',
    '--log-level=error',
  ];
}

/** Without an endpoint reconciler: the server would try to publish the loopback address as its endpoint, and fail for ever. */
export function apiServerArguments(folder: string, ports: Ports, credentials: Credentials): readonly string[] {
  return [
    `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
    `--secure-port=${ports.api}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    '--endpoint-reconciler-type=none',
    `--cert-dir=${path.join(folder, 'certs')}`,
    `--service-account-key-file=${credentials.serviceAccountKey}`,
    `--service-account-signing-key-file=${credentials.serviceAccountKey}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--token-auth-file=${credentials.tokenFile}`,
    '--authorization-mode=Node,RBAC',
    '--service-cluster-ip-range=10.96.0.0/16',
    '--allow-privileged=true',
  ];
}

export function controllerArguments(folder: string, ports: Ports, credentials: Credentials): readonly string[] {
  return [
    ...clientArguments(folder, ports.controllers, credentials, 'controllers'),
    `--service-account-private-key-file=${credentials.serviceAccountKey}`,
  ];
}

export function schedulerArguments(folder: string, ports: Ports, credentials: Credentials): readonly string[] {
  return clientArguments(folder, ports.scheduler, credentials, 'scheduler');
}

function clientArguments(folder: string, port: number, { kubeconfigs }: Credentials, name: string): readonly string[] {
  return [
    `--kubeconfig=${kubeconfigs.admin}`,
    '--leader-elect=false',
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${path.join(folder, `${name}-certs`)}`,
    '--kube-api-qps=300',
    '--kube-api-burst=600',
  ];
}

/** KWOK plays every node's kubelet by the stages of the file; it serves nothing itself. */
export function kwokArguments(stages: string, { kubeconfigs }: Credentials): readonly string[] {
  return [
    `--config=${stages}`,
    `--kubeconfig=${kubeconfigs.admin}`,
    '--manage-all-nodes=true',
    '--node-ip=127.0.0.1',
    '--cidr=10.244.0.0/16',
    '--node-lease-duration-seconds=40',
  ];
}
