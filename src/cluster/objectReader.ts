import { isRecord } from '../core/json.ts';
import type { CallObserver } from '../core/ports.ts';
import type { Api, ApiRequest } from './api.ts';
import { TransportFault } from './transportFault.ts';

/** etcd takes no more than some megabytes: what is larger is no object. */
const limit = 32 * 1024 * 1024;

/**
 * One JSON object, whole: its managedFields tell who wrote what and when, and one object is cheap to parse.
 * @param isAnswer whether it is what was asked for: a gateway may answer with JSON of its own
 */
export function readObject(
  api: Api,
  request: ApiRequest,
  signal: AbortSignal,
  by: CallObserver,
  isAnswer: (object: Readonly<Record<string, unknown>>) => boolean,
): Promise<Record<string, unknown>> {
  return api.send(
    request,
    async ({ body, headers }) => {
      const chunks: Buffer[] = [];
      let length = 0;
      for await (const chunk of body) {
        chunks.push(chunk);
        length += chunk.length;
        if (length > limit) throw new TransportFault('tooLarge', 'the object is larger than 32 MB');
      }
      if (String(headers['content-type']).includes('html'))
        throw new TransportFault('badBody', 'the answer is a web page, not JSON');
      return expected(jsonObject(Buffer.concat(chunks).toString('utf8')), isAnswer);
    },
    signal,
    by,
  );
}

/** The one object that a body holds. @throws TransportFault that tells a body that was cut short from one that is no JSON. */
export function jsonObject(body: string): Record<string, unknown> {
  let object: unknown;
  try {
    object = JSON.parse(body);
  } catch (error) {
    throw body.startsWith('{')
      ? new TransportFault('bodyCut', 'the object ended early', { cause: error })
      : new TransportFault('badBody', 'the answer is no valid JSON', { cause: error });
  }
  if (!isRecord(object)) throw new TransportFault('badBody', 'the answer is JSON, but no object');
  return object;
}

/** @throws TransportFault when it is not what was asked for. */
export function expected<T>(object: T, isAnswer: (object: T) => boolean): T {
  if (!isAnswer(object)) throw new TransportFault('badBody', 'the answer is JSON, but not what was asked for');
  return object;
}

/** Every object of the API has a name. */
export function isNamed({ metadata }: Readonly<Record<string, unknown>>): boolean {
  return isRecord(metadata) && typeof metadata.name === 'string' && metadata.name !== '';
}
