import type { Readable, Writable } from 'node:stream';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ErrorCode, JSONRPCMessageSchema, type JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { isRecord } from '../../core/json.ts';
import { messageFault } from './messageFault.ts';
import { idOfLongLine, isLongAnswer, MessageLines, type LongLine } from './messageLines.ts';

export interface LineTransportOptions {
  readonly input: Readable;
  readonly output: Writable;
  /** How long requests under way may go on after the input has ended, in milliseconds. */
  readonly grace: number;
}

/**
 * JSON-RPC messages, one a line, over two streams. The SDK's own stdio transport does not see that its client has gone, ends the
 * session at a line that is too long, and lets a request that is no valid one wait for ever, as it does for an answer that is none; this one closes itself, and answers.
 */
export class LineTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;

  readonly #input: Readable;
  readonly #output: Writable;
  readonly #grace: number;
  readonly #lines = new MessageLines();
  /** Requests that were not answered yet. */
  readonly #open = new Set<string | number>();
  /** Questions to the client that it has not answered yet. */
  readonly #asked = new Set<string | number>();
  #ended = false;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;

  constructor({ input, output, grace }: LineTransportOptions) {
    this.#input = input;
    this.#output = output;
    this.#grace = grace;
  }

  start(): Promise<void> {
    this.#input.on('data', this.#onData).once('end', this.#onEnd).once('close', this.#onEnd).on('error', this.#onGone);
    this.#output.on('error', this.#onGone).once('close', this.#onGone);
    return Promise.resolve();
  }

  /** Resolves when the message is written, or cannot be: who waits for a client that is gone waits for ever. */
  send(message: JSONRPCMessage): Promise<void> {
    if ('id' in message && message.id !== undefined && !('method' in message)) this.#open.delete(message.id);
    if (this.#closed) return Promise.resolve();
    if ('id' in message && message.id !== undefined && 'method' in message) this.#asked.add(message.id);
    return this.#write(message);
  }

  #write(message: object): Promise<void> {
    return new Promise((resolve) => {
      this.#output.write(`${JSON.stringify(message)}\n`, () => {
        resolve();
        if (this.#ended) this.#closeWhenAnswered();
      });
    });
  }

  close(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#input.off('data', this.#onData).off('end', this.#onEnd).off('close', this.#onEnd);
    // A stream that is read keeps the process alive. The listeners for errors stay: a late one must not end it with a stack trace.
    this.#input.pause();
    this.onclose?.();
    return Promise.resolve();
  }

  readonly #onData = (chunk: Buffer): void => {
    for (const line of this.#lines.add(chunk)) {
      if (typeof line !== 'string') this.#refuseLong(line);
      else if (line.trim() !== '') this.#receive(line);
    }
  };

  #receive(line: string): void {
    let json: unknown;
    try {
      json = JSON.parse(line);
    } catch {
      this.#refuse(undefined, ErrorCode.ParseError, 'the line is not JSON');
      return;
    }
    const fault = messageFault(json);
    if (fault !== undefined) {
      // A notification gets no answer, not even this one
      if (isNotification(json)) this.onerror?.(new Error(fault.message));
      else if (isRecord(json) && !('method' in json) && this.#isAsked(json.id)) this.#settle(json.id, fault.message);
      else this.#refuse(idOf(json), fault.code, fault.message);
      return;
    }
    const message = JSONRPCMessageSchema.parse(json);
    if ('method' in message && 'id' in message) this.#open.add(message.id);
    if (!('method' in message) && message.id !== undefined) this.#asked.delete(Number(message.id));
    if ('method' in message && message.method === 'notifications/cancelled') this.#forget(message.params?.requestId);
    this.onmessage?.(message);
  }

  /** A cancelled request gets no answer. */
  #forget(request: unknown): void {
    if (typeof request === 'string' || typeof request === 'number') this.#open.delete(request);
  }

  /** The SDK numbers its questions, and takes the number as a text for the same. */
  #isAsked(id: unknown): id is string | number {
    return (typeof id === 'number' || typeof id === 'string') && this.#asked.has(Number(id));
  }

  /** Of a question whose answer is no message: hands on one that fits no question, or whoever asked would wait on. */
  #settle(id: string | number, message: string): void {
    this.onerror?.(new Error(message));
    this.#asked.delete(Number(id));
    this.onmessage?.({ jsonrpc: '2.0', id, result: {} });
  }

  #refuseLong(line: LongLine): void {
    const id = idOfLongLine(line);
    if (isLongAnswer(line) && this.#isAsked(id)) {
      this.#settle(id, 'the answer is larger than 1 MB');
      return;
    }
    const unnamed = id === undefined ? ', and its id is not among its first or last words' : '';
    this.#refuse(id, ErrorCode.InvalidRequest, `the message is larger than 1 MB${unnamed}`);
  }

  /** JSON-RPC wants an id of null where it is not known; the SDK's type has no such message. */
  #refuse(id: string | number | undefined, code: ErrorCode, message: string): void {
    this.onerror?.(new Error(message));
    if (!this.#closed) void this.#write({ jsonrpc: '2.0', id: id ?? null, error: { code, message } });
  }

  readonly #onEnd = (): void => {
    this.#ended = true;
    this.#timer ??= setTimeout(() => void this.close(), this.#grace);
    this.#closeWhenAnswered();
  };

  #closeWhenAnswered(): void {
    if (this.#open.size === 0) void this.close();
  }

  readonly #onGone = (): void => void this.close();
}

function idOf(json: unknown): string | number | undefined {
  const id = isRecord(json) && 'method' in json ? json.id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}

function isNotification(json: unknown): boolean {
  return isRecord(json) && typeof json.method === 'string' && !('id' in json);
}
