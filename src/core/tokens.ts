/**
 * The estimate that every budget uses: UTF-8 bytes / 2.7, rounded up. o200k_base takes 3.0 to 3.8 bytes of our JSON a token, but
 * only 2.84 of a timeline, which is full of times and generated names.
 */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 2.7);
}
