import type { IncomingMessage } from 'node:http';
import { ApiError } from '../apiError.ts';

/** Bytes; the real server's own limit. */
const largest = 3_145_728;

/**
 * The whole body. Of one that is too large the rest is read and forgotten, so that the refusal can be sent and the connection stays in order.
 * @throws ApiError 413
 */
export function requestBody(message: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largest) chunks.push(chunk);
      else chunks.length = 0;
    });
    message.once('error', reject);
    message.once('end', () => {
      if (size <= largest) resolve(Buffer.concat(chunks));
      else reject(new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${largest}`));
    });
  });
}
