import type { NextCall, PageInfo, Scope } from './envelope.ts';
import type { Finding } from './finding.ts';
import type { Gap } from './gap.ts';

/** What a reading tool found out, before the runner makes the envelope of it. */
export interface Outcome<Data extends object> {
  readonly scope?: Scope;
  readonly verdict: 'answered' | 'healthy' | 'degraded' | 'broken' | 'unknown';
  /** One sentence a person could read out. */
  readonly headline: string;
  /** Ranked, the root cause first. */
  readonly findings: readonly Finding[];
  readonly data: Data;
  readonly gaps: readonly Gap[];
  readonly next: readonly NextCall[];
  readonly page?: PageInfo;
  /** What may be cut to fit the token budget, the first to go first. */
  readonly cuts?: readonly Cut[];
}

/** A list or a text of `data` that may lose its end (or, for `from: 'start'`, its beginning). */
export interface Cut {
  /** Dotted path inside `data`: `pods`, `containers.0.lines`. A string is cut by lines. */
  readonly path: string;
  readonly from?: 'end' | 'start';
  /** Never cut below this many entries or lines. */
  readonly keep: number;
  /** The page to report when so many entries are left. */
  page?(kept: number): PageInfo;
}
