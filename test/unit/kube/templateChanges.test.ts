import assert from 'node:assert/strict';
import { podTemplate, type PodTemplate } from '../../../src/kube/kinds/podSpec.ts';
import { templateChanges } from '../../../src/kube/templateChanges.ts';

const template = (containers: readonly object[], labels: object = {}): PodTemplate | undefined =>
  podTemplate({ metadata: { labels }, spec: { containers } });

const told = (before: PodTemplate | undefined, after: PodTemplate | undefined): readonly string[] =>
  templateChanges(before, after).map(({ path, before: from, after: to }) => `${path}: ${text(from)} → ${text(to)}`);

const text = (value: unknown): string => (value === undefined ? '–' : JSON.stringify(value));

describe('the changes from one pod template to another', () => {
  it('are none where nothing changed but the hash that the controller writes', () => {
    const one = [{ name: 'web', image: 'web:1' }];
    assert.deepEqual(
      told(template(one, { 'pod-template-hash': 'a' }), template(one, { 'pod-template-hash': 'b' })),
      [],
    );
  });

  it('name items of lists by their names, in whatever order they stand', () => {
    const web = { name: 'web', image: 'web:1', env: [{ name: 'A', value: '1' }] };
    const proxy = { name: 'proxy', image: 'proxy:1' };
    assert.deepEqual(
      told(
        template([web, proxy]),
        template([
          proxy,
          {
            ...web,
            image: 'web:2',
            env: [
              { name: 'A', value: '2' },
              { name: 'B', value: '3' },
            ],
          },
        ]),
      ),
      [
        'spec.containers[web].image: "web:1" → "web:2"',
        'spec.containers[web].env[A].value: "1" → "2"',
        'spec.containers[web].env[B]: – → {"name":"B","value":"3"}',
      ],
    );
  });

  it('tell a whole container that came or went', () => {
    const web = { name: 'web', image: 'web:1' };
    const proxy = { name: 'proxy', image: 'proxy:1' };
    assert.deepEqual(told(template([web, proxy]), template([web])), [
      'spec.containers[proxy]: {"name":"proxy","image":"proxy:1"} → –',
    ]);
  });

  it('compare lists without names as a whole', () => {
    const web = (args: readonly string[]): object => ({ name: 'web', args });
    assert.deepEqual(told(template([web(['-a'])]), template([web(['-a', '-b'])])), [
      'spec.containers[web].args: ["-a"] → ["-a","-b"]',
    ]);
  });
});
