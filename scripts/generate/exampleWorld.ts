import { readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { isRecord } from '../../src/core/json.ts';
import { certificateData } from '../../test/support/worlds/certificateData.ts';

/** A small world in which one thing is wrong, as a person reads it and as a rule does. */
export interface ExampleWorld {
  /** What is wrong, from the comment at the head of the file. */
  readonly story: string;
  /** The YAML that follows. */
  readonly text: string;
  readonly objects: readonly Record<string, unknown>[];
}

/** `test/examples/rules/ID.yaml`: Kubernetes objects, and `$certificate` in a Secret whose pair is made here. */
export function exampleWorld(root: string, id: string): ExampleWorld {
  const whole = readFileSync(path.join(root, exampleFile(id)), 'utf8');
  const [head = ''] = /^(#.*\n)*/.exec(whole) ?? [];
  const story = head.replace(/^# ?/gm, '').replaceAll('\n', ' ').trim();
  if (story === '') throw new Error(`${exampleFile(id)} begins with no comment that says what is wrong`);
  const text = whole.slice(head.length);
  const objects = text
    .split(/^---$/m)
    .map((one) => load(one))
    .filter(isRecord)
    .map(({ $certificate, ...object }) => ({ ...object, ...certificateData($certificate) }));
  return { story, text, objects };
}

/** From the checkout's root. */
export function exampleFile(id: string): string {
  return `test/examples/rules/${id}.yaml`;
}
