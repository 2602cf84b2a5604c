import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEngine } from '../../../src/compose.ts';
import type { CallRecord, Engine } from '../../../src/core/engine.ts';
import type { Finding } from '../../../src/core/finding.ts';
import { isRecord } from '../../../src/core/json.ts';
import { objectPath } from '../../../src/core/objectRef.ts';
import type { Scan } from '../../../src/core/scan.ts';
import { startDemo } from '../../../src/demo/startDemo.ts';
import { allRules } from '../../../src/rules/allRules.ts';
import { root } from '../../support/sourceImports.ts';

const rules = new Set(allRules.map(({ id }) => id));
/** What is claimed of what. A chain lowers the severity of a node that others stand in for. */
/** Ages grow between two scans. */
const claim = ({ rule, object, message }: Finding): string =>
  `${rule} ${objectPath(object)}: ${message.replace(/\b(\d+[smhd])+ ago/g, '… ago')}`;

describe('a scan of the demo cluster', function () {
  this.timeout(60_000);
  let folder: string;
  let engine: Engine;
  let close: () => Promise<void>;
  let all: Scan;
  const records: CallRecord[] = [];

  before(async () => {
    const mediaDirectory = path.join(root, 'media');
    folder = await mkdtemp(path.join(tmpdir(), 'kube-sre-scan-'));
    const demo = await startDemo({ mediaDirectory });
    const kubeconfig = path.join(folder, 'kubeconfig');
    await writeFile(kubeconfig, demo.kubeconfig, { mode: 0o600 });
    const record = (one: CallRecord): unknown => records.push(one);
    engine = createEngine({ env: {}, homeDirectory: folder, kubeconfig, version: 'test', mediaDirectory, record });
    close = () => demo.close();
    all = await engine.scan({});
  });

  after(async () => {
    await engine.dispose();
    await close();
    await rm(folder, { recursive: true, force: true });
  });

  const claimsOf = async (tool: string, input: object): Promise<readonly string[]> => {
    const { envelope } = await engine.call(tool, input, { surface: 'test', budgetTokens: Infinity });
    return envelope.findings.filter(({ rule }) => rules.has(rule)).map(claim);
  };

  const agree = (tool: string, said: readonly string[], scan: Scan = all): void => {
    const known = new Set(scan.findings.map(claim));
    assert.deepEqual(
      said.filter((one) => !known.has(one)),
      [],
      tool,
    );
  };

  it('claims all that the list tools claim, in the same words', async () => {
    const lists = engine
      .tools()
      .filter(({ name }) => /^(list|get)_kubernetes_(\w+s)$/.test(name) && !/logs|contexts/.test(name));
    const said: string[] = [];
    for (const { name } of lists) {
      const claims = await claimsOf(name, {});
      agree(name, claims);
      said.push(...claims);
    }
    assert.ok(lists.length >= 6 && said.length >= 4, said.join('\n'));
  });

  it('claims all that the chain of each of its Services claims, also of one namespace', async () => {
    const { envelope } = await engine.call('list_kubernetes_services', {}, { surface: 'test', budgetTokens: Infinity });
    const rows = Array.isArray(envelope.data?.services) ? envelope.data.services.filter(isRecord) : [];
    const scans = new Map<unknown, Scan>();
    let claims = 0;
    for (const { namespace, name } of rows) {
      assert.ok(typeof namespace === 'string');
      const said = await claimsOf('trace_service_chain', { namespace, name });
      agree(`trace ${namespace}/${String(name)}`, said);
      const own = scans.get(namespace) ?? (await engine.scan({ namespace }));
      scans.set(namespace, own);
      agree(`trace ${namespace}/${String(name)}, scan of ${namespace}`, said, own);
      claims += said.length;
    }
    assert.ok(rows.length > 8 && claims > 3, `${rows.length} chains, ${claims} claims`);
  });

  it('of its namespaces one by one claims what a scan of all does', async () => {
    const { envelope } = await engine.call(
      'get_kubernetes_namespaces',
      {},
      { surface: 'test', budgetTokens: Infinity },
    );
    const rows = Array.isArray(envelope.data?.namespaces) ? envelope.data.namespaces.filter(isRecord) : [];
    const one = new Set<string>();
    for (const { name } of rows) {
      assert.ok(typeof name === 'string');
      const { findings, error } = await engine.scan({ namespace: name });
      assert.equal(error, undefined);
      for (const finding of findings) one.add(claim(finding));
    }
    assert.deepEqual([...one].sort(), [...new Set(all.findings.map(claim))].sort());
  });

  it('raises no false alarm in its healthy namespaces, and misses nothing that it could not see', () => {
    assert.deepEqual(
      all.findings.filter(({ object }) => ['kube-system', 'ingress-nginx', 'blog'].includes(object.namespace ?? '')),
      [],
    );
    assert.equal(all.unexplained.count, 0);
    assert.deepEqual(all.gaps, []);
    assert.deepEqual(all.still, []);
    assert.equal(all.ran.length, allRules.length);
  });

  it('of the pods that the list has in trouble leaves none unsaid: they are named, or a finding is about their owner', async () => {
    const { envelope } = await engine.call('list_kubernetes_pods', {}, { surface: 'test', budgetTokens: Infinity });
    const recordsOf = (field: unknown) => (Array.isArray(field) ? field.filter(isRecord) : []);
    const sick = recordsOf(envelope.data?.statuses).filter(({ level }) => level === 'critical' || level === 'warning');
    // The sick ones stand first.
    const troubled = recordsOf(envelope.data?.pods).slice(
      0,
      sick.reduce((sum, { pods }) => sum + Number(pods), 0),
    );
    const named = new Set(all.unexplained.worst.map(({ object }) => object.name));
    const about = all.findings.map(({ object }) => object.name);
    const unsaid = troubled.filter(
      ({ name }) => !named.has(String(name)) && !about.some((one) => String(name).startsWith(one)),
    );
    assert.deepEqual(
      unsaid.map(({ name }) => name),
      [],
    );
    assert.ok(troubled.length > 0);
  });

  it('takes two waves, and few requests', () => {
    const { stats } = records.find(({ tool }) => tool === 'scan') ?? assert.fail();
    assert.ok(stats.waves <= 2 && stats.requests <= 30, JSON.stringify(stats));
  });
});
