import { isRecord } from '../core/json.ts';
import { TransportFault } from './transportFault.ts';
import { moveScan, openScan, scanObject, takeObject } from './jsonScan.ts';

/** What the reader needs of a list's metadata. */
export interface ListMetadata {
  readonly resourceVersion: string;
  /** Where the next page begins; absent on the last one. */
  readonly continueToken?: string;
  readonly remaining?: number;
}

export interface SplitterEvents {
  /** As soon as it is known: before the items for typed lists, after them for custom resources. */
  onMetadata(metadata: ListMetadata): void;
  onItem(raw: unknown): void;
}

/** Longest text before the items. A list's head is some hundred bytes; what is longer is not a list. */
const headLimit = 4 * 1024 * 1024;

const itemsKey = /"items"\s*:\s*\[/;

/**
 * Cuts the JSON text of a list, chunk by chunk, into its items and parses them one by one, so that nothing larger than a chunk
 * and an item is alive and nobody waits for one huge parse.
 */
export class ItemSplitter {
  readonly #events: SplitterEvents;
  readonly #scan = openScan();
  #rest: Buffer = Buffer.alloc(0);
  #part: 'head' | 'items' | 'tail' = 'head';
  #knowsMetadata = false;

  constructor(events: SplitterEvents) {
    this.#events = events;
  }

  write(chunk: Buffer): void {
    const carried = this.#rest.length;
    const bytes = carried === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (this.#part === 'items') this.#readItems(bytes, 0);
    else if (this.#part === 'head') this.#readHead(bytes, carried);
    else this.#rest = bytes;
  }

  /** @throws TransportFault when the text did not end where a list ends, or is no list. */
  end(): void {
    if (this.#part === 'items') throw new TransportFault('bodyCut', 'the list ended in the midst of its items');
    const text = this.#rest.toString();
    const whole = parsedEnd(this.#part === 'tail' ? `{"_":0${text}` : text);
    if (this.#part === 'head' && (!isRecord(whole) || !isEmptyList(whole)))
      throw new TransportFault('badBody', 'the answer is JSON, but no list');
    if (!this.#knowsMetadata) this.#tellMetadata(isRecord(whole) ? whole.metadata : undefined);
  }

  #readHead(bytes: Buffer, carried: number): void {
    // latin1 keeps a character a byte, so that the place found is one in the bytes; what was seen before is not searched again
    const from = Math.max(0, carried - 64);
    const found = itemsKey.exec(bytes.toString('latin1', from));
    if (found === null) {
      if (bytes.length > headLimit) throw new TransportFault('badBody', 'the answer is no list');
      this.#rest = bytes;
      return;
    }
    const head = parsed(`${bytes.toString('utf8', 0, from + found.index)}"_":0}`);
    if (isRecord(head) && head.metadata !== undefined) this.#tellMetadata(head.metadata);
    this.#part = 'items';
    this.#scan.at = from + found.index + found[0].length;
    this.#readItems(bytes, this.#scan.at);
  }

  /** @param from where the bytes begin that no item was looked for in */
  #readItems(bytes: Buffer, from: number): void {
    const scan = this.#scan;
    let behind = from;
    for (;;) {
      const end = scanObject(bytes, scan);
      if (scan.closed) {
        noItemIn(bytes, behind, end - 1);
        this.#part = 'tail';
        this.#rest = bytes.subarray(end);
        return;
      }
      if (end < 0) break;
      noItemIn(bytes, behind, scan.start);
      this.#events.onItem(objectOf(takeObject(bytes, end, scan)));
      behind = end;
    }
    // Nothing of an item yet: nothing to keep. A backslash may stand at the end, and then `at` already skips what it escapes
    const dropped = scan.start < 0 ? bytes.length : scan.start;
    noItemIn(bytes, behind, dropped);
    this.#rest = bytes.subarray(dropped);
    moveScan(scan, dropped);
  }

  #tellMetadata(raw: unknown): void {
    // Every list of the API has it, if only `{}`; without it nobody can tell whether there is more
    if (!isRecord(raw)) throw new TransportFault('badBody', 'the answer is JSON, but a list without metadata');
    this.#knowsMetadata = true;
    const { resourceVersion, continue: token, remainingItemCount } = raw;
    this.#events.onMetadata({
      resourceVersion: typeof resourceVersion === 'string' ? resourceVersion : '',
      ...(typeof token === 'string' && token !== '' ? { continueToken: token } : {}),
      ...(typeof remainingItemCount === 'number' ? { remaining: remainingItemCount } : {}),
    });
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new TransportFault('badBody', 'the answer is no valid JSON', { cause: error });
  }
}

/** @throws TransportFault where something that is no object stands among the items: it would be passed over, and the list be shorter. */
function noItemIn(bytes: Uint8Array, from: number, end: number): void {
  for (let at = from; at < end; at++)
    if (!between.has(bytes[at] ?? 0))
      throw new TransportFault('badBody', 'the answer is JSON, but its items are no objects');
}

const between = new Set(Buffer.from(', \t\r\n'));

function objectOf(json: string): unknown {
  if (!json.startsWith('{')) throw new TransportFault('badBody', 'the answer is JSON, but its items are no objects');
  return parsed(json);
}

/** The last of a body. What begins like an object and does not parse has lost its end. */
function parsedEnd(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (/^\s*</.test(json)) throw new TransportFault('badBody', 'the answer is a web page, not JSON');
    throw /^\s*(\{|$)/.test(json)
      ? new TransportFault('bodyCut', 'the list ended early', { cause: error })
      : new TransportFault('badBody', 'the answer is no valid JSON', { cause: error });
  }
}

/** Go writes `null` for an empty list. */
function isEmptyList(body: Record<string, unknown>): boolean {
  return (
    (body.items === null || body.items === undefined) && typeof body.kind === 'string' && body.kind.endsWith('List')
  );
}
