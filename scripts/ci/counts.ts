import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';

const Count = Type.Integer({ minimum: 0 });
const Counts = Type.Object({ passed: Count, failed: Count, pending: Count });

/** What a suite came to. A pending test is one that somebody switched off. */
export type Counts = Static<typeof Counts>;

/** How a suite in a process of its own tells its counts to scripts/test.ts. */
export function writeCounts(file: string, counts: Counts): void {
  writeFileSync(file, JSON.stringify(counts));
}

/** Undefined where the suite did not come to its end. */
export function readCounts(file: string): Counts | undefined {
  if (!existsSync(file)) return undefined;
  const counts: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return Value.Check(Counts, counts) ? counts : undefined;
}
