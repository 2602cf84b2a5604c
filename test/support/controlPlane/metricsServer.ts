import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeCertificate, type Certificate } from '../fakeApiCertificates.ts';
import type { Ports } from './commandLines.ts';
import type { Credentials } from './credentials.ts';

const usage = fileURLToPath(new URL('usage.yaml', import.meta.url));

/** What the programs of a control plane are told besides, so that metrics.k8s.io is served. */
export interface MetricsParts {
  readonly apiServer: readonly string[];
  readonly kwok: readonly string[];
  readonly metricsServer: readonly string[];
  /** The Service and the APIService that lead from the API server to metrics-server. */
  readonly manifest: string;
}

/**
 * Writes the certificates into the folder: of the front proxy, by which an aggregated API believes the API server who asks, and of the
 * kubelet that KWOK plays.
 */
export function metricsParts(
  folder: string,
  ports: Pick<Ports, 'kubelet' | 'metrics'>,
  { kubeconfigs }: Credentials,
): MetricsParts {
  const write = (name: string, { certificate, key }: Certificate): { readonly crt: string; readonly key: string } => {
    const files = { crt: path.join(folder, `${name}.crt`), key: path.join(folder, `${name}.key`) };
    writeFileSync(files.crt, certificate);
    writeFileSync(files.key, key, { mode: 0o600 });
    return files;
  };
  const authority = makeCertificate({ name: 'front-proxy-ca', authority: true });
  const authorityFiles = write('front-proxy-ca', authority);
  const proxy = write('front-proxy-client', makeCertificate({ name: 'front-proxy-client', issuer: authority }));
  const kubelet = write('kubelet', makeCertificate({ name: '127.0.0.1', addresses: ['127.0.0.1'] }));
  return {
    apiServer: [
      `--requestheader-client-ca-file=${authorityFiles.crt}`,
      '--requestheader-allowed-names=front-proxy-client',
      '--requestheader-username-headers=X-Remote-User',
      '--requestheader-group-headers=X-Remote-Group',
      '--requestheader-extra-headers-prefix=X-Remote-Extra-',
      `--proxy-client-cert-file=${proxy.crt}`,
      `--proxy-client-key-file=${proxy.key}`,
    ],
    kwok: [
      `--config=${usage}`,
      `--node-port=${ports.kubelet}`,
      `--server-address=127.0.0.1:${ports.kubelet}`,
      `--tls-cert-file=${kubelet.crt}`,
      `--tls-private-key-file=${kubelet.key}`,
    ],
    metricsServer: [
      `--kubeconfig=${kubeconfigs.admin}`,
      `--authentication-kubeconfig=${kubeconfigs.admin}`,
      `--authorization-kubeconfig=${kubeconfigs.admin}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${ports.metrics}`,
      `--cert-dir=${path.join(folder, 'metrics-certs')}`,
      '--kubelet-insecure-tls',
      '--kubelet-use-node-status-port',
      '--kubelet-preferred-address-types=InternalIP',
      // The least that it takes: it has to be above the 10 s that it gives a kubelet
      '--metric-resolution=15s',
    ],
    manifest: [service, apiService].map((make) => JSON.stringify(make(ports.metrics))).join('\n---\n'),
  };
}

const name = 'metrics-server';
const namespace = 'kube-system';

/** By name and not by address: endpoints on loopback are refused. */
function service(port: number): object {
  const spec = { type: 'ExternalName', externalName: 'localhost', ports: [{ name: 'https', port }] };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec };
}

function apiService(port: number): object {
  return {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: 'v1beta1.metrics.k8s.io' },
    spec: {
      group: 'metrics.k8s.io',
      version: 'v1beta1',
      groupPriorityMinimum: 100,
      versionPriority: 100,
      insecureSkipTLSVerify: true,
      service: { name, namespace, port },
    },
  };
}
