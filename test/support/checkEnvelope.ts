import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { Envelope } from '../../src/core/envelope.ts';

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats.default(ajv);
const valid = ajv.compile<Envelope>(Envelope);

/** The answer itself, when it fits the published schema; every answer that a test sees goes through here. */
export function checkEnvelope(envelope: unknown): Envelope {
  const answer: unknown = JSON.parse(JSON.stringify(envelope));
  if (valid(answer)) return answer;
  assert.fail(
    `the envelope does not fit its schema: ${ajv.errorsText(valid.errors)}\n${JSON.stringify(answer, null, 2)}`,
  );
}
