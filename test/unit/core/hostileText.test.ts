import assert from 'node:assert/strict';
import { cleanText } from '../../../src/core/cleanText.ts';
import { maskCredentials } from '../../../src/core/credentials.ts';
import { isSuspectText } from '../../../src/core/suspectText.ts';

/** Texts over which a pattern with two ways to begin would need minutes: a log line may be anybody's. */
const hostile: Readonly<Record<string, string>> = {
  'one letter': 'a'.repeat(250_000),
  dashes: '-'.repeat(250_000),
  flags: '--token'.repeat(35_000),
  'flags and spaces': `--token${' '.repeat(50)}`.repeat(4000),
  assignments: 'token='.repeat(40_000),
  'open quotes': 'token="\\'.repeat(30_000),
  'open addresses': 'abcd://'.repeat(35_000),
  'a long address': `token://${'b'.repeat(250_000)}`,
  'open keys': '-----BEGIN PRIVATE KEY-----'.repeat(9000),
  'half tokens': 'eyJaaaaaaaa-'.repeat(20_000),
  names: 'a.b-c_token'.repeat(20_000),
  escapes: '\u001b['.repeat(120_000),
  titles: '\u001b]'.repeat(120_000),
  instructions: 'ignore previous you are '.repeat(10_000),
};

describe('hostile text', () => {
  for (const [what, text] of Object.entries(hostile))
    it(`of ${what} is done within the time of a test`, () => {
      assert.equal(typeof maskCredentials(text), 'string');
      assert.equal(typeof cleanText(text), 'string');
      assert.equal(typeof isSuspectText(text), 'boolean');
    });
});
