import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { demoClient, type DemoClient } from './demoClient.ts';

describe('logs from the demo cluster', () => {
  let client: DemoClient;
  before(async () => (client = await demoClient()));
  after(() => client.close());

  const log = (pod: string, query = '', namespace = 'shop') =>
    client.ask(`/api/v1/namespaces/${namespace}/pods/${pod}/log${query}`);
  const cart = 'cart-6b7c9f8d5b-m4xvz';
  const blog = 'blog-79c8d5fb64-6qk2z';
  const linesOf = (text: string): readonly string[] => text.trimEnd().split('\n');

  it('shows the last run of a container that waits for its next', async () => {
    const current = await log(cart);
    assert.match(current.text, /heap is close to its limit, collecting\n$/);
    assert.equal((await log(cart, '?previous=true')).text, current.text);
  });

  it('cuts by lines, by age, by time and by bytes', async () => {
    const all = linesOf((await log(cart)).text);
    assert.deepEqual(linesOf((await log(cart, '?tailLines=2')).text), all.slice(-2));
    assert.equal((await log(cart, '?tailLines=0')).text, '');
    assert.equal(linesOf((await log(cart, '?sinceSeconds=145')).text).length, 2);
    const since = new Date(Date.now() - 145_000).toISOString();
    assert.equal(linesOf((await log(cart, `?sinceTime=${since}`)).text).length, 2);
    assert.equal((await log(cart, '?limitBytes=20')).text.length, 20);
  });

  it('puts the kubelet’s timestamps before lines', async () => {
    for (const line of linesOf((await log(cart, '?timestamps=true&tailLines=3')).text))
      assert.match(line, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z \S/);
  });

  it('has no content for a pod that no node has', async () => {
    const { status, text } = await log('search-59d6c8f7bb-rj7bl');
    assert.equal(status, 204);
    assert.equal(text, '');
  });

  it('asks for the container where there are several, sidecars told apart', async () => {
    assert.match((await log(blog, '?container=log-shipper', 'blog')).text, /shipping from/);
    // Only containers count: with one of them it is the default, whatever init containers there are.
    assert.match((await log(blog, '', 'blog')).text, /blog 5\.1\.0 listening/);
  });

  it('refuses in the words of the API server and the kubelet', async () => {
    const refusal = async (...asked: Parameters<typeof log>) => {
      const { status, body } = await log(...asked);
      return `${status} ${String(body.message)}`;
    };
    const api = 'api-5c8f6b7d94-2xk9p';
    assert.equal(
      await refusal(api, '?previous=true'),
      `400 previous terminated container "api" in pod "${api}" not found`,
    );
    assert.equal(
      await refusal('web-6f5d7b9c84-xwv5k'),
      '400 container "web" in pod "web-6f5d7b9c84-xwv5k" is waiting to start: trying and failing to pull image',
    );
    assert.equal(await refusal(api, '?container=zzz'), `400 container zzz is not valid for pod ${api}`);
    assert.equal(await refusal('nobody'), '404 pods "nobody" not found');
    assert.match(await refusal(api, '?limitBytes=0'), /^422 PodLogOptions .* must be greater than 0$/);
    assert.match(await refusal(api, '?sinceTime=yesterday'), /^400 parsing time/);
  });

  it('names the containers to choose from', async () => {
    const world = `
kind: Node
apiVersion: v1
metadata: { name: n }
spec: { podCIDR: 10.0.0.0/24 }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: two, namespace: shop, creationTimestamp: !ago 1h }
spec:
  selector: { matchLabels: { app: two } }
  template:
    metadata: { labels: { app: two } }
    spec: { initContainers: [{ name: first, image: 'a:1' }], containers: [{ name: a, image: 'a:1' }, { name: b, image: 'b:1' }] }
$pods: [{ name: x, node: n, born: !ago 1h }]
`;
    const other = await demoClient({ worlds: [world] });
    const { body } = await other.ask('/api/v1/namespaces/shop/pods/two-x/log');
    await other.close();
    assert.equal(
      body.message,
      'a container name must be specified for pod two-x, choose one of: [a b] or one of the init containers: [first]',
    );
  });
});
