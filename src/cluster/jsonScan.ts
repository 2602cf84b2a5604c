/** Where a scan stands between two chunks of bytes. */
export interface Scan {
  depth: number;
  inString: boolean;
  /** Where the value that is being read begins; -1 before one has begun. */
  start: number;
  /** Where to go on; may lie one past the end of the bytes, when they ended in a backslash. */
  at: number;
  /** A bracket closed the list that the values stand in. */
  closed: boolean;
}

export function openScan(): Scan {
  return { depth: 0, inString: false, start: -1, at: 0, closed: false };
}

const quote = 0x22;
const backslash = 0x5c;

/** 1: a quote, 2: an opening bracket, 3: a closing one. All others are passed over. */
const roles = new Uint8Array(256);
roles[quote] = 1;
for (const open of '{[') roles[open.charCodeAt(0)] = 2;
for (const close of '}]') roles[close.charCodeAt(0)] = 3;

/**
 * Reads on to the end of one object or array: the place behind it, or -1 when the bytes end inside it. The loops are written for
 * speed: every byte of every list passes here.
 */
export function scanValue(bytes: Uint8Array, from: number, length: number, scan: Scan): number {
  let { depth, inString } = scan;
  let at = from;
  for (;;) {
    if (inString) {
      for (;;) {
        if (at >= length) return pause(scan, depth, true, at);
        const byte = bytes[at++];
        if (byte === quote) break;
        if (byte === backslash) at++;
      }
      inString = false;
    }
    for (;;) {
      if (at >= length) return pause(scan, depth, false, at);
      const role = roles[bytes[at++] ?? 0];
      if (role === 0) continue;
      if (role === 1) {
        inString = true;
        break;
      }
      if (role === 2) {
        if (depth++ === 0) scan.start = at - 1;
      } else if (depth === 0) {
        scan.closed = true;
        return at;
      } else if (--depth === 0) {
        scan.depth = 0;
        scan.inString = false;
        return at;
      }
    }
  }
}

function pause(scan: Scan, depth: number, inString: boolean, at: number): number {
  scan.depth = depth;
  scan.inString = inString;
  scan.at = at;
  return -1;
}

/** Cannot stand inside a JSON string: there its quotes would be escaped. */
const managedFields = Buffer.from('"managedFields":[');

/**
 * The text of one object less its managedFields. They are some 40 % of a pod's bytes, and with keys like `k:{"name":"x"}` the
 * slowest to parse, while nothing here reads them.
 */
export function textWithoutManagedFields(bytes: Buffer, start: number, end: number): string {
  const key = bytes.indexOf(managedFields, start);
  if (key < 0 || key >= end) return bytes.toString('utf8', start, end);
  const scan = openScan();
  let after = scanValue(bytes, key + managedFields.length - 1, end, scan);
  if (after < 0 || scan.closed) return bytes.toString('utf8', start, end);
  let before = key;
  if (bytes[after] === 0x2c) after++;
  else if (bytes[before - 1] === 0x2c) before--;
  return bytes.toString('utf8', start, before) + bytes.toString('utf8', after, end);
}
