import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { importsOf, root, sourceFiles, type Import } from '../support/sourceImports.ts';

/** What each folder of src may import besides itself: docs/architecture.md has the picture. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  core: [],
  kube: ['core'],
  rules: ['core', 'kube'],
  tools: ['core', 'kube', 'rules'],
  cluster: ['core', 'kube'],
  demo: ['core', 'kube'],
  changes: ['core', 'kube', 'rules'],
  tree: ['core', 'kube', 'rules'],
  hosts: ['core'],
};

/** Files at the root of src, and what they are for. */
const roots: Readonly<Record<string, readonly string[]>> = {
  'src/compose.ts': ['core', 'changes', 'rules', 'tools', 'tree', 'cluster', 'demo', 'systemClock.ts'],
  'src/systemClock.ts': ['core'],
  'src/extension.ts': ['core', 'hosts'],
};

/** What may be loaded on first use, by whom. */
const lazy: Readonly<Record<string, readonly string[]>> = {
  'src/hosts/vscode/loadEngine.ts': ['src/compose.ts'],
  'src/hosts/cli/openEngine.ts': ['src/compose.ts'],
  'src/hosts/cli/demoCommand.ts': ['src/demo/startDemo.ts'],
};

const imports = sourceFiles('src').flatMap(importsOf);
const places = (list: readonly Import[]): readonly string[] =>
  list.map(({ file, target }) => `${file} imports ${target}`);
const layerOf = (file: string): string => file.split('/')[1] ?? '';

describe('layers', () => {
  it('import only what stands to their left', () => {
    const wrong = imports.filter(({ file, target }) => {
      if (!target.startsWith('src/')) return false;
      if (lazy[file]?.includes(target) === true) return false;
      const may = roots[file] ?? [layerOf(file), ...(allowed[layerOf(file)] ?? [])];
      return !may.includes(layerOf(target));
    });
    assert.deepEqual(places(wrong), []);
  });

  it('know every folder of src', () => {
    const unknown = sourceFiles('src').filter((file) => !(file in roots) && !(layerOf(file) in allowed));
    assert.deepEqual(unknown, []);
  });

  it('import vscode only in its host', () => {
    const wrong = imports.filter(
      ({ file, target }) => target === 'vscode' && !file.startsWith('src/hosts/vscode/') && file !== 'src/extension.ts',
    );
    assert.deepEqual(places(wrong), []);
  });

  it('keep the surfaces free of everything that is loaded on first use', () => {
    const light = [
      'src/core/label.ts',
      'src/core/group.ts',
      'src/core/objectPath.ts',
      'src/core/unlessAborted.ts',
      'src/core/json.ts',
      'src/core/deferred.ts',
      'src/core/kubeError.ts',
      'src/core/whatHelps.ts',
    ];
    const wrong = imports.filter(
      ({ file, target, typeOnly, dynamic }) =>
        (file.startsWith('src/hosts/vscode/') || file === 'src/extension.ts') &&
        !typeOnly &&
        !dynamic &&
        target.startsWith('src/') &&
        !target.startsWith('src/hosts/') &&
        !light.includes(target),
    );
    assert.deepEqual(places(wrong), []);
  });

  it('load client-node at run time only in the cluster access', () => {
    const wrong = imports.filter(
      ({ file, target, typeOnly }) =>
        target.startsWith('@kubernetes/client-node') && !typeOnly && !file.startsWith('src/cluster/'),
    );
    assert.deepEqual(places(wrong), []);
  });

  // node:net is left: its isIP is the standard library's own test for an address.
  it('keep what is pure free of files, connections and processes', () => {
    const outside = /^node:(fs|http|https|tls|child_process|os|dgram)/;
    const wrong = imports.filter(
      ({ file, target }) => /^src\/(kube|rules|tools|tree)\//.test(file) && outside.test(target),
    );
    assert.deepEqual(places(wrong), []);
  });

  it('give the port that writes to the executor, and of it the dry run to the plan', () => {
    const naming = (name: RegExp): readonly string[] =>
      sourceFiles('src')
        .filter((file) => file !== 'src/core/write.ts' && !file.startsWith('src/demo/'))
        .filter((file) => name.test(readFileSync(path.join(root, file), 'utf8')))
        .sort();
    assert.deepEqual(naming(/\bWriter\b/), [
      // These two pass it on
      'src/changes/carryOut.ts',
      'src/changes/executor/executeStep.ts',
      'src/changes/makeChange.ts',
      'src/cluster/liveClusters.ts',
      'src/cluster/objectWriter.ts',
    ]);
    assert.deepEqual(naming(/\bDryRun\b/), [
      'src/changes/makeChange.ts',
      'src/changes/plan/dryRunSteps.ts',
      'src/changes/plan/preflight.ts',
      'src/cluster/liveClusters.ts',
      'src/cluster/objectWriter.ts',
    ]);
    assert.deepEqual(naming(/\bwriter\.write\(/), ['src/changes/executor/executeStep.ts']);
    assert.deepEqual(naming(/application\/json-patch\+json|'DELETE'/), [
      'src/cluster/objectWriter.ts',
      'src/cluster/transport.ts',
    ]);
    assert.deepEqual(naming(/\bexecute\(/), ['src/changes/carryOut.ts', 'src/changes/executor/execute.ts']);
  });

  it('give the webviews the types of the core and nothing else', () => {
    const wrong = sourceFiles('webview')
      .flatMap(importsOf)
      .filter(({ target, typeOnly }) => target.startsWith('src/') && !(typeOnly && target.startsWith('src/core/')));
    assert.deepEqual(places(wrong), []);
  });

  it('have no cycle', () => {
    const graph = new Map<string, readonly string[]>();
    for (const file of sourceFiles('src'))
      graph.set(
        file,
        imports.filter((one) => one.file === file && !one.typeOnly && !one.dynamic).map(({ target }) => target),
      );
    const done = new Set<string>();
    const walk = (file: string, path: readonly string[]): void => {
      const at = path.indexOf(file);
      if (at >= 0) assert.fail(`cycle: ${[...path.slice(at), file].join(' → ')}`);
      if (done.has(file)) return;
      for (const target of graph.get(file) ?? []) walk(target, [...path, file]);
      done.add(file);
    };
    for (const file of graph.keys()) walk(file, []);
  });
});
