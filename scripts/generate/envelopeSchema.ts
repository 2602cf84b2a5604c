import { Envelope } from '../../src/core/envelope.ts';

/** The published contract of every answer, as JSON Schema. */
export function envelopeSchema(): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Kube SRE envelope',
    description: 'What every tool answers, on every surface.',
    ...Envelope,
  };
}
