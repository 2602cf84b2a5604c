import http from 'node:http';
import https from 'node:https';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { KubeError } from '../core/kubeError.ts';
import type { Clock } from '../core/ports.ts';
import { checkCertificates } from './certificates.ts';
import type { Credential } from './credential.ts';
import { environmentProxy } from './environmentProxy.ts';
import { shownProxy } from './proxyFault.ts';
import type { Target } from './target.ts';
import type { Endpoint } from './transport.ts';

/** Certificate files are looked at again after this long: short-lived ones are renewed in place. */
const keptMilliseconds = 60_000;

const agentOptions = { keepAlive: true, keepAliveMsecs: 30_000, maxFreeSockets: 8 };

interface Kept {
  readonly endpoint: Endpoint;
  readonly material: string;
  readonly certificate: string | undefined;
  readonly until: number;
}

/**
 * Address and connections of a cluster. client-node reads the certificates and makes agents for proxies (http, https, socks);
 * its plain agents keep no connection, so those are ours.
 */
export class EndpointSource {
  readonly #target: Target;
  readonly #proxy: string | undefined;
  readonly #clock: Clock;
  #kept: Kept | undefined;

  constructor(target: Target, env: NodeJS.ProcessEnv, clock: Clock) {
    this.#target = target;
    this.#clock = clock;
    const own = target.cluster['proxy-url'];
    this.#proxy = own !== undefined && own !== '' ? own : environmentProxy(this.#url(), env);
  }

  /** @throws KubeError `bad_input` for certificates that cannot be read, or are none, and for a proxy of no known kind */
  async current({ certificate, key }: Credential): Promise<Endpoint> {
    if (this.#kept !== undefined && this.#kept.certificate === certificate && this.#clock.now() < this.#kept.until)
      return this.#kept.endpoint;
    const options = await this.#material(certificate, key);
    const { ca, cert, key: privateKey, servername, rejectUnauthorized } = options;
    const material = JSON.stringify([ca, cert, privateKey, servername, rejectUnauthorized].map(String));
    const until = this.#clock.now() + keptMilliseconds;
    if (this.#kept?.material === material) {
      this.#kept = { ...this.#kept, certificate, until };
      return this.#kept.endpoint;
    }
    checkCertificates(options, this.#target, certificate !== undefined);
    const endpoint = {
      url: this.#url(),
      agent: this.#agent(options),
      ...(this.#proxy === undefined ? {} : { proxy: shownProxy(this.#proxy) }),
    };
    if (this.#kept !== undefined) retire(this.#kept.endpoint.agent);
    this.#kept = { endpoint, material, certificate, until };
    return endpoint;
  }

  /** A certificate may be what keeps the server from answering: files are looked at again at once. */
  doubt(): void {
    if (this.#kept !== undefined) this.#kept = { ...this.#kept, until: -Infinity };
  }

  dispose(): void {
    if (this.#kept !== undefined) retire(this.#kept.endpoint.agent);
    this.#kept = undefined;
  }

  #url(): URL {
    return new URL(this.#target.cluster.server ?? '');
  }

  async #material(certificate?: string, key?: string): Promise<https.RequestOptions> {
    const { cluster, user } = this.#target;
    const name = 'target';
    const config = new KubeConfig();
    config.loadFromOptions({
      clusters: [
        {
          name,
          server: cluster.server,
          caData: cluster['certificate-authority-data'],
          // client-node prefers the file, kubectl the data
          caFile: cluster['certificate-authority-data'] === undefined ? cluster['certificate-authority'] : undefined,
          // client-node refuses http without it; there is no certificate to skip then
          skipTLSVerify: cluster['insecure-skip-tls-verify'] === true || this.#url().protocol === 'http:',
          tlsServerName: cluster['tls-server-name'],
          proxyUrl: this.#proxy,
        },
      ],
      users: [
        certificate !== undefined && key !== undefined
          ? { name, certData: base64(certificate), keyData: base64(key) }
          : {
              name,
              certData: user['client-certificate-data'],
              certFile: user['client-certificate-data'] === undefined ? user['client-certificate'] : undefined,
              keyData: user['client-key-data'],
              keyFile: user['client-key-data'] === undefined ? user['client-key'] : undefined,
            },
      ],
      contexts: [{ name, cluster: name, user: name }],
      currentContext: name,
    });
    const options: https.RequestOptions = {};
    // client-node takes every other scheme for http
    if (this.#proxy !== undefined && !/^(https?|socks(4a?|5h?)?):\/\/[^/]/i.test(this.#proxy))
      throw unusable(undefined, this.#proxy);
    try {
      await config.applyToHTTPSOptions(options);
    } catch (error) {
      throw unusable(error, this.#proxy);
    }
    return options;
  }

  #agent({ agent, ca, cert, key, servername, rejectUnauthorized }: https.RequestOptions): http.Agent {
    if (this.#proxy !== undefined && agent instanceof http.Agent) return Object.assign(agent, { keepAlive: true });
    if (this.#url().protocol === 'http:') return new http.Agent(agentOptions);
    return new https.Agent({
      ...agentOptions,
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
      ...(servername === undefined ? {} : { servername }),
      ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
    });
  }
}

/** Ends the connections that nobody uses now; the others end with their requests. */
function retire(agent: http.Agent): void {
  agent.maxFreeSockets = 0;
  for (const sockets of Object.values(agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** client-node reads the files and makes the agent for the proxy. */
function unusable(error: unknown, proxy: string | undefined): KubeError {
  const file = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : undefined;
  if (file === undefined && proxy !== undefined)
    return new KubeError({
      code: 'bad_input',
      operation: 'connect',
      detail: `the proxy ${shownProxy(proxy)} cannot be used`,
      hint: 'set proxy-url in the kubeconfig, or HTTPS_PROXY, to an address like http://host:3128 or socks5://host:1080',
    });
  return new KubeError({
    code: 'bad_input',
    operation: 'connect',
    detail: file === undefined ? 'the certificates of this context cannot be used' : `the file ${file} cannot be read`,
    hint: 'check certificate-authority, client-certificate and client-key in the kubeconfig',
  });
}
