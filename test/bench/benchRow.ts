/** One measured figure beside its named baseline of the same run. */
export interface BenchRow {
  readonly bench: string;
  readonly metric: string;
  readonly ours: number;
  /** Absent where the bar is absolute. */
  readonly baseline?: number;
  /** ours / baseline. */
  readonly ratio?: number;
  /** The bar in words: `≤ 0.35 ×`, `≤ 20 ms`. */
  readonly bar: string;
  readonly met: boolean;
}
