import { isRecord } from '../../../src/core/json.ts';
import { requiredInputs } from '../../../src/core/requiredInputs.ts';
import type { Cluster } from '../../../src/core/ports.ts';
import { allRules } from '../../../src/rules/allRules.ts';
import { runScan } from '../../../src/rules/scan/runScan.ts';
import { systemClock } from '../../../src/systemClock.ts';
import { allTools } from '../../../src/tools/allTools.ts';
import { createLiveTree } from '../../../src/tree/liveTree.ts';
import { checkEnvelope } from '../../support/checkEnvelope.ts';
import { inputsFor } from '../../support/inputsFor.ts';
import { testRunner } from '../../support/testRunner.ts';

export interface Look {
  readonly name: string;
  /** Everything that a person or a model would see, and the verdict where there is one. */
  see(): Promise<Seen>;
}

export interface Seen {
  readonly shown: unknown;
  readonly verdict?: string;
  readonly internal?: string;
}

/** Every tool about everything, about the objects' namespace and about each object; the scan; the tree. */
export function looksAt(cluster: Cluster, objects: readonly object[]): readonly Look[] {
  const runner = testRunner(cluster);
  const namespaces = [...new Set(objects.map((one) => metadataOf(one).namespace).filter((one) => one !== undefined))];
  const tools = allTools.flatMap((tool) => {
    const takesNamespace = 'namespace' in tool.input.properties && !requiredInputs(tool.input).includes('name');
    const inputs = [
      ...inputsFor(tool.input, objects),
      ...(takesNamespace ? namespaces.map((namespace) => ({ namespace })) : []),
    ];
    const distinct = new Map(inputs.map((input) => [JSON.stringify(input), input]));
    return [...distinct].map(([text, input]) => ({
      name: `${tool.name} ${text}`,
      see: async () => {
        const { envelope, blocks } = await runner.call(tool.name, input, { surface: 'test' });
        const { verdict, error } = checkEnvelope(envelope);
        return { shown: { envelope, blocks }, verdict, ...internal(error) };
      },
    }));
  });
  const scan = (scope: object) => ({
    name: `the scan of ${JSON.stringify(scope)}`,
    see: async () => {
      const answer = await runScan(scanParts(cluster), scope, {});
      return { shown: answer, verdict: answer.verdict, ...internal(answer.error) };
    },
  });
  return [
    ...tools,
    scan({}),
    ...namespaces.slice(0, 1).map((namespace) => scan({ namespace })),
    { name: 'the tree', see: () => treeOf(cluster) },
  ];
}

async function treeOf(cluster: Cluster): Promise<Seen> {
  const tree = createLiveTree({ open: () => Promise.resolve(cluster), clock: systemClock });
  try {
    const shown: unknown[] = [];
    let nodes = await tree.children(undefined);
    while (nodes.length > 0) {
      shown.push(nodes);
      const inside = await Promise.all(nodes.filter(({ expandable }) => expandable).map(({ id }) => tree.children(id)));
      nodes = inside.flat();
    }
    return { shown: [shown, tree.summary()] };
  } finally {
    tree.dispose();
  }
}

function internal(error: { readonly code: string; readonly message: string } | undefined): Pick<Seen, 'internal'> {
  return error?.code === 'internal' ? { internal: error.message } : {};
}

function scanParts(cluster: Cluster): Parameters<typeof runScan>[0] {
  const clusters = {
    open: () => Promise.resolve(cluster),
    contexts: () => Promise.resolve([]),
    dispose: () => undefined,
  };
  return {
    rules: allRules,
    clusters: () => Promise.resolve(clusters),
    clock: systemClock,
    limits: { connect: 10_000, idle: 60_000, call: 60_000, login: 60_000 },
    activeContext: () => undefined,
    record: () => undefined,
  };
}

function metadataOf(object: object): Record<string, unknown> {
  return 'metadata' in object && isRecord(object.metadata) ? object.metadata : {};
}
