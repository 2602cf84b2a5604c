import type { JsonObject } from '../../core/json.ts';
import { badRequest } from '../apiError.ts';

/** `k8s` and a zero byte, then a runtime.Unknown. kubectl sends its reviews so, whatever it would like to get back. */
const magic = Buffer.from('k8s\0', 'latin1');

export function isProtobuf(body: Buffer): boolean {
  return body.subarray(0, magic.length).equals(magic);
}

/**
 * The spec of a review. Only fields of length-delimited type occur in it, texts and messages.
 * Field numbers: generated.proto in k8s.io/apimachinery/pkg/runtime and k8s.io/api/authorization/v1.
 * @throws ApiError 400 for bytes that are no such message
 */
export function readReview(body: Buffer): JsonObject {
  const raw = fieldsOf(body.subarray(magic.length)).get(2) ?? Buffer.alloc(0);
  const spec = fieldsOf(fieldsOf(raw).get(2) ?? Buffer.alloc(0));
  const first = spec.get(1);
  const second = spec.get(2);
  return {
    spec: {
      // One number, two reviews: the namespace of a rules review, the resource attributes of an access review.
      ...(first === undefined
        ? {}
        : { namespace: first.toString('utf8'), resourceAttributes: texts(first, resourceFields) }),
      ...(second === undefined ? {} : { nonResourceAttributes: texts(second, ['path', 'verb']) }),
    },
  };
}

const resourceFields = ['namespace', 'verb', 'group', 'version', 'resource', 'subresource', 'name'];

function texts(message: Buffer, names: readonly string[]): JsonObject {
  const found = readable(message);
  return Object.fromEntries(
    names.flatMap((name, index) => {
      const value = found.get(index + 1)?.toString('utf8') ?? '';
      return value === '' ? [] : [[name, value] as const];
    }),
  );
}

/** Where the bytes are a text and no message, there are no fields. */
function readable(message: Buffer): ReadonlyMap<number, Buffer> {
  try {
    return fieldsOf(message);
  } catch {
    return new Map();
  }
}

/** The length-delimited fields of a message, by number. Source: https://protobuf.dev/programming-guides/encoding/ */
function fieldsOf(message: Buffer): ReadonlyMap<number, Buffer> {
  const fields = new Map<number, Buffer>();
  let position = 0;
  const varint = (): number => {
    for (let value = 0, shift = 0; shift < 32; shift += 7) {
      const byte = message[position++];
      if (byte === undefined) break;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw badRequest('the object provided is unrecognized (must be of type JSON or protobuf)');
  };
  while (position < message.length) {
    const key = varint();
    const wireType = key & 7;
    if (wireType === 0) varint();
    else {
      const length = varint();
      if (wireType !== 2 || position + length > message.length)
        throw badRequest('the object provided is unrecognized (must be of type JSON or protobuf)');
      fields.set(key >>> 3, message.subarray(position, position + length));
      position += length;
    }
  }
  return fields;
}
