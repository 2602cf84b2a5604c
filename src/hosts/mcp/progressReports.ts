import type { ProgressToken, ServerNotification } from '@modelcontextprotocol/sdk/types.js';
import type { Progress } from '../../core/ports.ts';
import { progressLine } from '../terminal/progressLine.ts';

/** The progress of one call, for the client that asked for it. A client that cannot be told does not disturb the call. */
export class ProgressReports {
  readonly #token: ProgressToken;
  readonly #send: (notification: ServerNotification) => Promise<void>;
  #count = 0;
  #ended = false;
  #sent: Promise<void> = Promise.resolve();

  constructor(token: ProgressToken, send: (notification: ServerNotification) => Promise<void>) {
    this.#token = token;
    this.#send = send;
  }

  /** `progress` must grow with each report, and several lists are read at once: so it counts the reports, and the words tell the rest. */
  add(progress: Progress): void {
    if (this.#ended) return;
    const params = { progressToken: this.#token, progress: ++this.#count, message: progressLine(progress) };
    this.#sent = this.#sent.then(() => this.#send({ method: 'notifications/progress', params })).catch(() => undefined);
  }

  /** Nothing may come after the answer, and what was reported stands before it. */
  end(): Promise<void> {
    this.#ended = true;
    return this.#sent;
  }
}
