import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/core/json.ts';
import { isSameTemplate } from '../../../../src/kube/revisions/sameTemplate.ts';
import { shownTemplate } from '../../../../src/kube/revisions/shownTemplate.ts';
import { templateDifference } from '../../../../src/kube/revisions/templateDifference.ts';
import { templateOf } from '../../../../src/kube/revisions/templateOf.ts';
import { templateWith } from './rollingWorld.ts';

const from = (more: JsonObject): JsonObject => templateWith('cart:1', more);

describe('What differs between two pod templates', () => {
  for (const [section, before, after, path] of [
    ['images', { image: 'cart:1' }, { image: 'cart:2' }, 'spec.containers[cart].image'],
    ['images', { imagePullPolicy: 'Always' }, { imagePullPolicy: 'Never' }, 'spec.containers[cart].imagePullPolicy'],
    [
      'environment',
      { env: [{ name: 'A', value: '1' }] },
      { env: [{ name: 'A', value: '2' }] },
      'spec.containers[cart].env[A].value',
    ],
    ['environment', {}, { envFrom: [{ configMapRef: { name: 'c' } }] }, 'spec.containers[cart].envFrom'],
    [
      'resources',
      { resources: { limits: { cpu: '1' } } },
      { resources: { limits: { cpu: '2' } } },
      'spec.containers[cart].resources.limits.cpu',
    ],
    [
      'probes',
      { livenessProbe: { periodSeconds: 1 } },
      { livenessProbe: { periodSeconds: 2 } },
      'spec.containers[cart].livenessProbe.periodSeconds',
    ],
    [
      'volumes',
      { volumeMounts: [{ name: 'v', mountPath: '/a' }] },
      { volumeMounts: [{ name: 'v', mountPath: '/b' }] },
      'spec.containers[cart].volumeMounts[v].mountPath',
    ],
    ['other', { command: ['a'] }, { command: ['b'] }, 'spec.containers[cart].command'],
  ] as const)
    it(`stands under ${section}: ${path}`, () => {
      const [change, ...more] = templateDifference(from(before), from(after));
      assert.deepEqual([change?.section, change?.path, more.length], [section, path, 0]);
    });

  it('has the fields of the pod in their sections too, in the order of the sections', () => {
    const side = (count: number): JsonObject => ({
      metadata: { annotations: { 'a.b/c': String(count) } },
      spec: {
        volumes: [{ name: 'v', emptyDir: { sizeLimit: `${count}Gi` } }],
        nodeSelector: { disk: String(count) },
        resources: { limits: { cpu: String(count) } },
        imagePullSecrets: [{ name: `s${count}` }],
        containers: [],
      },
    });
    assert.deepEqual(
      [...new Set(templateDifference(side(1), side(2)).map(({ section }) => section))],
      ['images', 'resources', 'volumes', 'other', 'metadata'],
    );
  });

  it('takes a container that only one has apart: its image stands with the images', () => {
    const sidecar = { name: 'proxy', image: 'proxy:1', env: [{ name: 'A', value: '1' }] };
    const both: JsonObject = { spec: { containers: [{ name: 'cart', image: 'cart:1' }, sidecar] } };
    const one: JsonObject = { spec: { containers: [{ name: 'cart', image: 'cart:1' }] } };
    assert.deepEqual(templateDifference(one, both), [
      { section: 'images', path: 'spec.containers[proxy].image', after: 'proxy:1' },
      { section: 'environment', path: 'spec.containers[proxy].env', after: sidecar.env },
    ]);
    assert.deepEqual(templateDifference(both, one)[0], {
      section: 'images',
      path: 'spec.containers[proxy].image',
      before: 'proxy:1',
    });
  });

  it('keeps still where the order of keys differs, or a list is empty and not absent', () => {
    const one = { spec: { tolerations: [{ key: 'a', effect: 'NoSchedule' }], hostAliases: [], containers: [] } };
    const other = { spec: { tolerations: [{ effect: 'NoSchedule', key: 'a' }], containers: [] } };
    assert.deepEqual(templateDifference(one, other), []);
    assert.equal(isSameTemplate(one, other), true);
  });
});

describe('Whether two templates are one', () => {
  it('tells an empty object from none, and the order of a list', () => {
    const volume = (source: JsonObject): JsonObject => ({ spec: { volumes: [{ name: 'v', ...source }] } });
    assert.equal(isSameTemplate(volume({ emptyDir: {} }), volume({})), false);
    assert.equal(isSameTemplate({ spec: { args: ['a', 'b'] } }, { spec: { args: ['b', 'a'] } }), false);
  });

  it('does not look at what the controllers add', () => {
    const set = {
      spec: {
        template: {
          $patch: 'replace',
          metadata: { creationTimestamp: null, labels: { app: 'cart', 'pod-template-hash': '5c8f' } },
        },
      },
    };
    assert.deepEqual(templateOf(set), { metadata: { labels: { app: 'cart' } } });
  });
});

describe('A template that is shown', () => {
  const secrets = (value: string): JsonObject =>
    templateWith('cart:1', {
      env: [
        { name: 'DB_PASSWORD', value },
        { name: 'MODE', value: 'fast' },
      ],
      args: ['--token', value],
    });

  it('has no credential in it, and still tells that it was changed', () => {
    const [one, other] = [shownTemplate(secrets('hunter22'), 'salt'), shownTemplate(secrets('hunter23'), 'salt')];
    assert.doesNotMatch(JSON.stringify([one, other]), /hunter2/);
    assert.match(JSON.stringify(one), /"MODE","value":"fast"/);
    const changes = templateDifference(one, other);
    assert.deepEqual(
      changes.map(({ path }) => path),
      ['spec.containers[cart].env[DB_PASSWORD].value', 'spec.containers[cart].args'],
    );
    assert.match(String(changes[0]?.before), /^\[masked [0-9a-f]{12}\]$/);
    assert.deepEqual(shownTemplate(secrets('hunter22'), 'salt'), one);
  });

  it('has nothing in it that says nothing', () => {
    const absurd = { spec: { priority: 1e999, hostname: null, args: [null, 'a'], containers: [] } };
    assert.deepEqual(shownTemplate(absurd, 'salt'), { spec: { args: ['a'], containers: [] } });
  });

  it('has other hashes for another user', () => {
    assert.notDeepEqual(shownTemplate(secrets('hunter22'), 'other'), shownTemplate(secrets('hunter22'), 'salt'));
  });
});
