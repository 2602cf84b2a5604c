import { TransportFault } from './transportFault.ts';

/** How a proxy is shown: never with the name and password that its address may carry. */
export function shownProxy(address: string): string {
  return address.replace(/^([a-z0-9+.-]+:\/\/)[^/]*@/i, '$1').replace(/\/+$/, '');
}

/**
 * What the proxy, and not the server, has to do with a failed connection: behind a proxy it is the proxy that we connect to and
 * whose name we look up. The agents for proxies report a refusal without a code.
 * @param serverHost SOCKS without its own look-up has us look the server's name up
 */
export function proxyFault(error: Error, proxy: string | undefined, serverHost: string): TransportFault | undefined {
  if (error instanceof TransportFault) return undefined;
  const named = proxy === undefined ? 'the proxy' : `the proxy ${proxy}`;
  const code =
    'code' in error && typeof error.code === 'string' ? error.code : /\bE[A-Z]{5,}\b/.exec(error.message)?.[0];
  if (proxy !== undefined && code !== undefined && isOfTheConnection(error, serverHost)) {
    const trouble = troubles[code];
    const said = trouble === undefined ? `${named} cannot be reached: ${code}` : `${trouble} (${proxy})`;
    return new TransportFault('proxy', said, { cause: error });
  }
  if ('code' in error) return undefined;
  const status = /^Bad response: (\d+)$/.exec(error.message)?.[1];
  const said = status === undefined ? error.message.slice(0, 200) : `it answered ${status}`;
  return new TransportFault('proxy', `${named} does not let us through: ${said}`, { cause: error });
}

const troubles: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at the address of the proxy',
  ENOTFOUND: 'the name of the proxy is not known',
  EAI_AGAIN: 'the name of the proxy could not be looked up',
  ETIMEDOUT: 'the connection to the proxy timed out',
  EHOSTUNREACH: 'there is no route to the proxy',
  ENETUNREACH: 'there is no route to the network of the proxy',
};

function isOfTheConnection(error: Error, serverHost: string): boolean {
  if ('hostname' in error && error.hostname === serverHost) return false;
  return 'syscall' in error
    ? error.syscall === 'connect' || error.syscall === 'getaddrinfo'
    : /^(connect|getaddrinfo) E[A-Z]+/.test(error.message);
}
