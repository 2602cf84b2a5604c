import { request as plainRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as secureRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AnswerFault } from './fault.ts';

export interface Onward {
  /** The server behind. */
  readonly target: string;
  /** Told of each of its answers. */
  readonly onAnswer: (status: number) => void;
}

/** Asks the server behind, and gives its answer on, whole or with a fault; or has something else happen once it has come. */
export function passOn(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { target, onAnswer }: Onward,
  fault?: AnswerFault | { readonly instead: () => void },
): void {
  const { host, origin } = new URL(target);
  const headers = { ...incoming.headers, 'accept-encoding': 'identity', host };
  const request = origin.startsWith('https:') ? secureRequest : plainRequest;
  // The server behind is the test's own, on loopback.
  const options = { method: incoming.method, headers, rejectUnauthorized: false };
  const onward = request(`${origin}${incoming.url ?? '/'}`, options, (answer) => {
    onAnswer(answer.statusCode ?? 502);
    if (fault !== undefined && 'instead' in fault) {
      answer.resume();
      fault.instead();
      return;
    }
    if (fault === undefined) {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      return;
    }
    // Without a length: the body then ends wherever it ends.
    const kept = Object.entries(answer.headers).filter(([name]) => name !== 'content-length');
    outgoing.writeHead(answer.statusCode ?? 502, Object.fromEntries(kept)).flushHeaders();
    spoil(answer, outgoing, fault).catch(() => outgoing.destroy());
  });
  onward.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}

async function spoil(answer: IncomingMessage, outgoing: ServerResponse, fault: AnswerFault): Promise<void> {
  if ('rewrite' in fault) {
    outgoing.end(fault.rewrite(await text(answer)));
    return;
  }
  if ('trickle' in fault) {
    for await (const chunk of answer as AsyncIterable<Buffer>)
      for (let at = 0; at < chunk.length; at += fault.trickle) {
        if (outgoing.destroyed) return;
        outgoing.write(chunk.subarray(at, at + fault.trickle));
        await sleep(fault.every, undefined, { ref: false });
      }
    outgoing.end();
    return;
  }
  const [limit, end] =
    'cutAt' in fault
      ? [fault.cutAt, () => outgoing.end()]
      : 'dropAt' in fault
        ? [fault.dropAt, () => outgoing.destroy()]
        : [fault.stallAt, () => undefined];
  let sent = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    const part = chunk.subarray(0, limit - sent);
    sent += part.length;
    // What is destroyed loses what is not written yet.
    await new Promise((resolve) => outgoing.write(part, resolve));
    if (sent >= limit) {
      end();
      return;
    }
  }
  outgoing.end();
}
