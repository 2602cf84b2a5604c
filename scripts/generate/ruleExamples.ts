import type { Finding } from '../../src/core/finding.ts';
import { isRecord } from '../../src/core/json.ts';
import type { AnyRule } from '../../src/core/rule.ts';
import { secret } from '../../src/kube/kinds/secret.ts';
import { judge } from '../../src/rules/judge.ts';
import { loadSnapshot, type NamedObject } from '../../src/rules/loadSnapshot.ts';
import { createReader } from '../../src/rules/reader.ts';
import type { OwnFinding } from '../../src/core/ownFinding.ts';
import type { AnyTool } from '../../src/core/tool.ts';
import { memoryCluster } from '../../test/support/memoryCluster.ts';
import { testRunner } from '../../test/support/testRunner.ts';
import { exampleTime } from './exampleTime.ts';
import { exampleWorld, type ExampleWorld } from './exampleWorld.ts';

/** An example with what is found in it. */
export interface FoundExample {
  readonly world: ExampleWorld;
  readonly finding: Finding;
}

/**
 * What a rule says of its example.
 * @throws Error when the example is missing, or the rule keeps silent on it
 */
export async function ruleExample(rule: AnyRule, root: string): Promise<FoundExample> {
  const world = exampleWorld(root, rule.id);
  const reader = createReader(clusterOf(world), new AbortController().signal);
  const snapshot = await loadSnapshot(reader, [rule], { namespace: undefined, names: namedSecrets(world) });
  const { findings, gaps } = await judge([rule], snapshot);
  return { world, finding: onlyFinding(rule.id, findings, gaps) };
}

/** What a tool says by itself, in the answer to the call that its example names. */
export async function ownExample(tool: AnyTool, own: OwnFinding, root: string): Promise<FoundExample> {
  const world = exampleWorld(root, own.id);
  const runner = testRunner(clusterOf(world));
  const { envelope } = await runner.call(tool.name, own.exampleInput, { surface: 'test' });
  const spoken = envelope.findings.filter(({ rule }) => rule === own.id);
  return { world, finding: onlyFinding(own.id, spoken, envelope.gaps) };
}

function onlyFinding(id: string, findings: readonly Finding[], gaps: readonly unknown[]): Finding {
  const [first, ...more] = findings;
  if (first === undefined) throw new Error(`${id} keeps silent on its example; gaps: ${JSON.stringify(gaps)}`);
  if (more.length > 0) throw new Error(`${id} speaks ${more.length + 1} times on its example`);
  return first;
}

function clusterOf({ objects }: ExampleWorld) {
  return memoryCluster({ objects, now: exampleTime, absent: [] });
}

/** Secrets are read by name only: those that the Ingresses of the world refer to. */
function namedSecrets({ objects }: ExampleWorld): readonly NamedObject[] {
  return objects.flatMap(({ metadata, spec }) => {
    const entries = isRecord(spec) && Array.isArray(spec.tls) ? spec.tls.filter(isRecord) : [];
    const namespace = isRecord(metadata) ? String(metadata.namespace) : 'default';
    return entries.map(({ secretName }) => ({ kind: secret, namespace, name: String(secretName) }));
  });
}
