import type { Answer } from './transport.ts';

/** The body as text, at most `limit` bytes of it: what comes after is not read, and a character cut in two is left out. */
export async function textOf(answer: Answer, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer.body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limit) break;
  }
  const bytes = Buffer.concat(chunks);
  return bytes.length <= limit ? bytes.toString() : bytes.toString('utf8', 0, characterEnd(bytes, limit));
}

/** Bytes 10xxxxxx go on with a character of UTF-8. */
function characterEnd(bytes: Buffer, limit: number): number {
  let end = limit;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}
