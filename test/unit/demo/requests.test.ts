import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { at, demoClient, nameOf, type DemoClient } from './demoClient.ts';

const services = '/api/v1/namespaces/shop/services';
const review = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
const json = { 'content-type': 'application/json' };

describe('odd requests to the demo cluster', () => {
  let client: DemoClient;
  before(async () => (client = await demoClient()));
  after(() => client.close());

  const refusal = async (...asked: Parameters<DemoClient['ask']>): Promise<string> => {
    const { status, body } = await client.ask(...asked);
    assert.equal(body.kind, 'Status');
    assert.equal(body.code, status);
    return `${status} ${String(body.reason)}: ${String(body.message)}`;
  };

  it('say which label selector cannot be read, and where', async () => {
    const of = (selector: string) => refusal(`${services}?labelSelector=${encodeURIComponent(selector)}`);
    assert.equal(await of('a==b==c'), "400 BadRequest: found '==', expected: ',' or 'end of string'");
    assert.equal(await of('a,,b'), "400 BadRequest: found ',', expected: identifier after ','");
    assert.equal(await of('a in b'), "400 BadRequest: unable to parse requirement: found 'b' expected: '('");
    assert.match(await of('a=-b'), /values\[0\]\[a\]: Invalid value: "-b": a valid label must be an empty string or/);
    assert.match(await of('-a'), /<nil>: Invalid value: "-a": name part must consist of alphanumeric/);
  });

  it('compare labels as numbers, take in and notin for names, and the empty value for one', async () => {
    const world = ['one', 'ten', 'none']
      .map((name) => {
        const labels = name === 'none' ? '{}' : `{ size: '${name === 'one' ? 1 : 10}', in: notin }`;
        return `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop, labels: ${labels} }\n`;
      })
      .join('---\n');
    const small = await demoClient({ worlds: [world] });
    const select = async (selector: string) =>
      (await small.items(`/api/v1/configmaps?labelSelector=${encodeURIComponent(selector)}`)).map(nameOf);
    assert.deepEqual(await select('size>2'), ['ten']);
    assert.deepEqual(await select('size<2'), ['one']);
    assert.deepEqual(await select('in in (notin,x)'), ['one', 'ten']);
    assert.deepEqual(await select('size notin (1)'), ['none', 'ten']);
    assert.deepEqual(await select('size='), []);
    await small.close();
  });

  it('are told which parameters of a list contradict each other', async () => {
    assert.match(
      await refusal(`${services}?resourceVersionMatch=Exact`),
      /^422 Invalid: ListOptions\.meta\.k8s\.io "" is/,
    );
    assert.match(await refusal(`${services}?sendInitialEvents=true`), /sendInitialEvents is forbidden for list$/);
    assert.equal((await client.ask(`${services}?limit=-1`)).status, 200);
  });

  it('are refused, to who may only read, before anybody looks for what they would write to', async () => {
    const token = client.readerToken;
    assert.equal(
      await refusal('/api/v1/nonsense', { method: 'POST', body: '{}', token }),
      '403 Forbidden: nonsense is forbidden: User "reader" cannot create resource "nonsense" in API group "" at the cluster scope: this user may only read the demo cluster',
    );
    assert.match(await refusal('/version', { method: 'POST', token }), /User "reader" cannot post path "\/version": /);
    assert.match(await refusal(services, { method: 'DELETE', token }), /cannot deletecollection resource "services"/);
    assert.match(
      await refusal('/apis/apps/v1/namespaces/shop/deployments/api/scale', { method: 'PATCH', token }),
      /^403 Forbidden: deployments\.apps "api" is forbidden: .* cannot patch resource "deployments\/scale"/,
    );
  });

  it('with a body that is too large are refused, and the connection is of use after them', async () => {
    const body = `{"a":"${'x'.repeat(4_000_000)}"}`;
    assert.equal(
      await refusal(review, { method: 'POST', headers: json, body }),
      '413 RequestEntityTooLarge: Request entity too large: limit is 3145728',
    );
    assert.equal((await client.ask('/readyz')).text, 'ok');
  });

  it('with a review that is none are told so', async () => {
    const post = (body: string, headers: Record<string, string> = json) =>
      refusal(review, { method: 'POST', headers, body });
    assert.match(await post('[]'), /^400 BadRequest: the object provided is unrecognized/);
    assert.match(await post('{"kind":"Pod","apiVersion":"v1"}'), /^400 .* Pod in version "v1" cannot be handled/);
    assert.match(await post('{"spec":{"resourceAttributes":5}}'), /^400 .* spec\.resourceAttributes is no object$/);
    assert.match(await post('{}'), /^422 Invalid: .* exactly one of nonResourceAttributes or resourceAttributes/);
    assert.match(await post('{}', { 'content-type': 'text/plain' }), /^415 UnsupportedMediaType/);
    assert.match(await refusal(review), /^405 MethodNotAllowed/);
  });

  it('for a form that is not given are told which is', async () => {
    const html = { headers: { accept: 'text/html' } };
    assert.match(
      await refusal('/version', html),
      /^406 NotAcceptable: .*Available representations: application\/json$/s,
    );
    assert.match(await refusal(`${services}/none`, html), /^406 /);
    const protobuf = { headers: { accept: 'application/vnd.kubernetes.protobuf,application/json' } };
    assert.equal((await client.ask(services, protobuf)).body.kind, 'ServiceList');
    assert.equal((await client.ask(services, { headers: { accept: '' } })).status, 200);
  });

  it('with a long selector or an escaped slash are read as the real server reads them', async () => {
    const long = Array.from({ length: 9000 }, () => 'a').join(',');
    assert.equal((await client.ask(`/api/v1/pods?labelSelector=${long}`)).status, 200);
    assert.equal((await client.ask('/api/v1/namespaces/shop%2Fservices')).body.kind, 'ServiceList');
    assert.equal((await client.ask('/%zz')).status, 400);
  });

  it('for Endpoints are warned that they are out of date', async () => {
    const { headers } = await client.ask('/api/v1/endpoints');
    assert.equal(
      headers.warning,
      '299 - "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"',
    );
  });
});

describe('what the demo cluster makes of a world', () => {
  let client: DemoClient;
  before(async () => (client = await demoClient()));
  after(() => client.close());

  it('counts what a quota limits', async () => {
    const { body } = await client.ask('/api/v1/namespaces/warehouse/resourcequotas/share');
    const pods = (await client.items('/api/v1/namespaces/warehouse/pods')).filter(
      (pod) => !['Succeeded', 'Failed'].includes(String(at(pod, 'status', 'phase'))),
    );
    assert.equal(at(body, 'status', 'used', 'pods'), String(pods.length));
    assert.equal(at(body, 'status', 'used', 'persistentvolumeclaims'), '2');
    assert.equal(at(body, 'status', 'used', 'requests.storage'), '8Gi');
  });

  it('gives a CronJob its Jobs, called for their minute, and each the end that its pods came to', async () => {
    const jobs = await client.items('/apis/batch/v1/namespaces/warehouse/jobs');
    const cron = (await client.ask('/apis/batch/v1/namespaces/warehouse/cronjobs/stock-count')).body;
    const newest = jobs.at(-1);
    assert.equal(jobs.length, 3);
    for (const job of jobs) {
      const minute = Date.parse(String(at(job, 'metadata', 'creationTimestamp'))) / 60_000;
      assert.equal(nameOf(job), `stock-count-${minute}`);
      assert.equal(at(job, 'metadata', 'ownerReferences', 0, 'uid'), at(cron, 'metadata', 'uid'));
    }
    assert.equal(at(cron, 'status', 'lastScheduleTime'), at(newest, 'metadata', 'creationTimestamp'));
    assert.deepEqual([at(newest, 'status', 'failed'), at(newest, 'status', 'conditions', 1, 'type')], [2, 'Failed']);
    assert.deepEqual(
      jobs.map((job) => at(job, 'status', 'succeeded')),
      [1, 1, undefined],
    );
  });

  it('sums up the roles that a role selects, and those that they select', async () => {
    const rules = async (name: string) =>
      JSON.stringify(at((await client.ask(`/apis/rbac.authorization.k8s.io/v1/clusterroles/${name}`)).body, 'rules'));
    const view = await rules('system:aggregate-to-view');
    assert.ok((await rules('view')).includes(view.slice(1, -1)));
    assert.ok((await rules('admin')).includes(view.slice(1, -1)));
  });
});
