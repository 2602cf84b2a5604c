/** The estimate that every budget uses: UTF-8 bytes / 3, rounded up. Above what o200k_base counts for our JSON. */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 3);
}
