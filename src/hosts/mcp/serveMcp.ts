import type { Readable, Writable } from 'node:stream';
import { deferred } from '../../core/deferred.ts';
import { LineTransport } from './lineTransport.ts';
import { mcpServer, type ServedAs, type ServedEngine } from './mcpServer.ts';

export interface McpSession extends ServedAs {
  readonly input: Readable;
  /** The protocol, and nothing else. */
  readonly output: Writable;
  /** One line of the log, without its end. */
  readonly log: (line: string) => void;
  /** Ends the session at once. */
  readonly signal: AbortSignal;
  /** How long calls under way may go on after the input has ended, in milliseconds. Clients kill a server after 2 s. */
  readonly grace?: number;
}

/** Serves the engine's tools to one client, until its input ends, the output breaks or the signal comes; what still runs is aborted. */
export async function serveMcp(engine: ServedEngine, session: McpSession): Promise<void> {
  const { version, changes = false, at, input, output, log, signal, grace = 1500 } = session;
  const server = mcpServer(engine, { version, changes, at });
  const transport = new LineTransport({ input, output, grace });
  const closed = deferred<undefined>();
  server.onclose = () => closed.resolve(undefined);
  server.onerror = ({ message }) => log(message);
  const stop = (): void => void transport.close();
  signal.addEventListener('abort', stop, { once: true });
  await server.connect(transport);
  if (signal.aborted) stop();
  await closed.promise;
  signal.removeEventListener('abort', stop);
}
