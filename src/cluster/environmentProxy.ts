import { BlockList, isIP } from 'node:net';

/**
 * The proxy that the environment asks for, as Go's net/http reads it: HTTPS_PROXY or HTTP_PROXY by the scheme of the server,
 * NO_PROXY with hosts, domains, ports and CIDR blocks; never for loopback. Source: golang.org/x/net/http/httpproxy.
 */
export function environmentProxy(server: URL, env: NodeJS.ProcessEnv): string | undefined {
  const wanted =
    server.protocol === 'https:' ? (env.HTTPS_PROXY ?? env.https_proxy) : (env.HTTP_PROXY ?? env.http_proxy);
  if (wanted === undefined || wanted === '') return undefined;
  if (isLoopback(server) || isExempt(server, env.NO_PROXY ?? env.no_proxy ?? '')) return undefined;
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(wanted) ? wanted : `http://${wanted}`;
}

export function isLoopback({ hostname }: URL): boolean {
  const host = bare(hostname);
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function isExempt(server: URL, list: string): boolean {
  const host = bare(server.hostname).toLowerCase();
  const port = server.port === '' ? (server.protocol === 'https:' ? '443' : '80') : server.port;
  return list
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '')
    .some((entry) => entry === '*' || matches(host, port, entry));
}

function matches(host: string, port: string, entry: string): boolean {
  const [network = '', bits] = entry.split('/');
  if (bits !== undefined) return inNetwork(host, network, Number(bits));
  const withPort = /^(.*):(\d+)$/.exec(entry);
  if (withPort !== null && isIP(entry) === 0)
    return withPort[2] === port && matches(host, port, bare(withPort[1] ?? ''));
  const name = entry.replace(/^\*?\./, '');
  // A leading dot means subdomains only
  return host.endsWith(`.${name}`) || (host === name && name === entry);
}

function inNetwork(host: string, network: string, bits: number): boolean {
  const family = isIP(network);
  if (family === 0 || isIP(host) !== family || !(bits >= 0 && bits <= (family === 4 ? 32 : 128))) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const blocks = new BlockList();
  blocks.addSubnet(network, bits, type);
  return blocks.check(host, type);
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}
