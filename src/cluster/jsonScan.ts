/** Where a scan stands between two chunks of bytes. Places are counted in the bytes at hand. */
export interface Scan {
  depth: number;
  inString: boolean;
  /** Where the object that is being read begins; -1 before one has begun. */
  start: number;
  /** Where to go on; may lie one past the end of the bytes, when they ended in a backslash. */
  at: number;
  /** A bracket closed the list that the objects stand in. */
  closed: boolean;
  /** The managedFields of the object, with their key; -1 where none were found. */
  cutFrom: number;
  cutTo: number;
  /** The next key of managedFields, as far as it was looked for. */
  nextKey: number;
  /** In how many brackets that key stands. */
  readonly keyDepth: number;
}

const none = -1;
const notLookedFor = -2;

/** @param keyDepth of `managedFields`: 2 in an object, 3 in an event of a watch */
export function openScan(keyDepth = 2): Scan {
  return {
    depth: 0,
    inString: false,
    start: -1,
    at: 0,
    closed: false,
    cutFrom: -1,
    cutTo: -1,
    nextKey: notLookedFor,
    keyDepth,
  };
}

/** Goes on in `bytes`, which begin `dropped` places later than those before. */
export function moveScan(scan: Scan, dropped: number): void {
  scan.at -= dropped;
  scan.start = Math.max(-1, scan.start - dropped);
  scan.nextKey = notLookedFor;
  if (scan.cutTo >= 0) {
    scan.cutFrom -= dropped;
    scan.cutTo -= dropped;
  }
}

const quote = 0x22;
const backslash = 0x5c;

/** 1: a quote, 2: an opening bracket, 3: a closing one. All others are passed over. */
const roles = new Uint8Array(256);
roles[quote] = 1;
for (const open of '{[') roles[open.charCodeAt(0)] = 2;
for (const close of '}]') roles[close.charCodeAt(0)] = 3;

/** Its first quote is no escaped one, and so begins a key: see keyAfter. */
const managedFields = Buffer.from('"managedFields":[');

/** Reads on to the end of one object and notes its managedFields: the place behind it, or -1 when the bytes end inside it. */
export function scanObject(bytes: Buffer, scan: Scan): number {
  if (scan.start >= 0 && scan.cutTo < 0 && scan.nextKey === notLookedFor) {
    // The key may have come in two parts: nothing but a part of its name was read then
    scan.nextKey = keyAfter(bytes, Math.max(scan.start + 1, scan.at - managedFields.length));
    if (scan.nextKey >= 0 && scan.nextKey < scan.at) {
      scan.inString = false;
      scan.at = scan.nextKey;
    }
  }
  for (;;) {
    if (scan.nextKey !== none && scan.nextKey < scan.at) scan.nextKey = keyAfter(bytes, scan.at);
    const key = scan.cutTo < 0 ? scan.nextKey : none;
    const end = scanValue(bytes, scan.at, key < 0 ? bytes.length : key, scan);
    if (end >= 0 || key < 0) return end;
    if (scan.depth !== scan.keyDepth) {
      scan.nextKey = keyAfter(bytes, key + 1);
      continue;
    }
    const list = openScan();
    const after = scanValue(bytes, key + managedFields.length - 1, bytes.length, list);
    // Not all of them are here yet: they are read again from their key
    if (after < 0) return none;
    scan.cutFrom = key;
    scan.cutTo = after;
    scan.at = after;
  }
}

/**
 * The text of the object that ends at `end`, less its managedFields. They are some 40 % of a pod's bytes, and with keys like
 * `k:{"name":"x"}` the slowest to parse, while nothing here reads them. The bytes of the object are used up: what stands before the
 * cut is moved up to what stands behind it, so that one string is made and not two and their sum. The scan is ready for the next.
 */
export function takeObject(bytes: Buffer, end: number, scan: Scan): string {
  const { start, cutFrom, cutTo } = scan;
  scan.start = scan.cutFrom = scan.cutTo = -1;
  scan.at = end;
  if (cutTo < 0) return bytes.toString('utf8', start, end);
  const commaBehind = bytes[cutTo] === 0x2c;
  const after = commaBehind ? cutTo + 1 : cutTo;
  const before = !commaBehind && bytes[cutFrom - 1] === 0x2c ? cutFrom - 1 : cutFrom;
  const moved = after - (before - start);
  bytes.copyWithin(moved, start, before);
  return bytes.toString('utf8', moved, end);
}

/** One object that is there as a whole; its text is given as it is where it has no end. */
export function objectText(bytes: Buffer, keyDepth = 2): string {
  const scan = openScan(keyDepth);
  const end = scanObject(bytes, scan);
  return end < 0 || scan.closed ? bytes.toString() : takeObject(bytes, bytes.length, scan);
}

function keyAfter(bytes: Buffer, from: number): number {
  let key = bytes.indexOf(managedFields, from);
  while (key > 0 && bytes[key - 1] === backslash) key = bytes.indexOf(managedFields, key + 1);
  return key;
}

/**
 * Reads on to the end of one object or array: the place behind it, or -1 when the bytes end inside it. The loops are written for
 * speed: every byte of every list passes here.
 */
function scanValue(bytes: Uint8Array, from: number, length: number, scan: Scan): number {
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
