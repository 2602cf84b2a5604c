import assert from 'node:assert/strict';
import { testRunner } from '../../support/testRunner.ts';
import { absurdCluster } from './absurdCluster.ts';
import { everyAbsurdity, spoil } from './absurdities.ts';
import { baseWorld } from './baseWorld.ts';
import { readKinds } from './readKinds.ts';

const base = await baseWorld(await readKinds());

/**
 * What each verdict rests on: without it nothing can be called well. A pod is judged by its Ready condition, or by its containers where
 * it has none, so that neither decides alone; a Deployment by its pods where a count is missing.
 */
const deciding: readonly {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly fields: readonly string[];
}[] = [
  {
    tool: 'list_kubernetes_pods',
    input: { namespace: 'blog' },
    fields: ['Pod status', 'Pod status.phase'],
  },
  {
    tool: 'list_kubernetes_deployments',
    input: { namespace: 'blog' },
    fields: ['Deployment status'],
  },
  { tool: 'list_kubernetes_nodes', input: {}, fields: ['Node status', 'Node status.conditions'] },
  {
    tool: 'trace_service_chain',
    input: { kind: 'Service', name: 'blog', namespace: 'blog' },
    fields: ['Pod status', 'EndpointSlice endpoints', 'Service spec', 'Service spec.ports'],
  },
];

/** Objects that hold other values of the right type are other objects, and may be well. */
const unreadable = everyAbsurdity.filter(({ name }) =>
  [
    'gone',
    'null',
    'true',
    'a negative number',
    'an empty list',
    'an empty object',
    'a word that nobody knows',
  ].includes(name),
);

describe('Of an object that cannot be understood, nothing is called well by', function () {
  this.timeout(60_000);

  for (const { tool, input, fields } of deciding) {
    it(tool, async () => {
      assert.equal(await verdict(base.objects, tool, input), 'healthy', 'the world is not well to begin with');
      const wrong: string[] = [];
      for (const field of fields) {
        const [kind, path = ''] = field.split(' ');
        for (const absurdity of unreadable) {
          const objects = base.objects.map((object) =>
            object.kind === kind ? spoil(object, path.split('.'), absurdity) : object,
          );
          if ((await verdict(objects, tool, input)) === 'healthy') wrong.push(`${field}: ${absurdity.name}`);
        }
      }
      assert.deepEqual(wrong, []);
    });
  }
});

async function verdict(objects: readonly unknown[], tool: string, input: object): Promise<string> {
  const cluster = absurdCluster({ objects, logs: base.logs, withNoObjects: false });
  return (await testRunner(cluster).call(tool, input, { surface: 'test' })).envelope.verdict;
}
