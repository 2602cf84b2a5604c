import path from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';

/** What is loaded at its first use, by the module that others import dynamically: each is a bundle of its own. */
const lazyBundles: Readonly<Record<string, string>> = {
  'src/compose.ts': 'engine',
  'src/cluster/liveClusters.ts': 'cluster',
  'src/demo/startDemo.ts': 'demo',
  'src/hosts/mcp/serveMcp.ts': 'mcp',
};

/** Every bundle of dist/, as options for esbuild. */
export function bundles(root: string): readonly BuildOptions[] {
  const node: BuildOptions = {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    // Error messages and logs name functions and classes.
    keepNames: false,
    legalComments: 'none',
    logLevel: 'warning',
    external: ['vscode'],
    // A dynamic import becomes a require of the other bundle.
    supported: { 'dynamic-import': false },
    define: { 'import.meta.dirname': '__dirname' },
    plugins: [splitAtLazyBundles(root), withoutUnusedParts],
  };
  const entry = (input: string, name: string): BuildOptions => ({
    ...node,
    entryPoints: [input],
    outfile: `dist/${name}.js`,
  });
  return [
    entry('src/extension.ts', 'extension'),
    ...Object.entries(lazyBundles).map(([input, name]) => entry(input, name)),
    { ...entry('src/hosts/cli/main.ts', 'cli'), banner: { js: '#!/usr/bin/env node' } },
    {
      absWorkingDir: root,
      entryPoints: { report: 'webview/report.ts' },
      outdir: 'dist/webview',
      bundle: true,
      platform: 'browser',
      target: 'chrome128',
      format: 'iife',
      minify: true,
      legalComments: 'none',
      logLevel: 'warning',
      loader: { '.ttf': 'file' },
      assetNames: '[name]',
    },
  ];
}

/** Leaves a dynamically imported lazy bundle out and has it required from beside instead. */
function splitAtLazyBundles(root: string): Plugin {
  return {
    name: 'split-at-lazy-bundles',
    setup: (build) => {
      build.onResolve({ filter: /\.ts$/ }, ({ kind, path: imported, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        const name = lazyBundles[path.relative(root, path.resolve(resolveDir, imported)).replaceAll('\\', '/')];
        return name === undefined ? undefined : { path: `./${name}.js`, external: true };
      });
    },
  };
}

/**
 * Parts of client-node's KubeConfig that we never ask for. undici, for dispatchers: 700 KB, does not load on Node 20, and importing it
 * replaces the fetch of every extension in the host. The generated API with its thousand models, for makeApiClient. The others serve
 * auth-providers, which kubectl has dropped and we refuse.
 */
const withoutUnusedParts: Plugin = {
  name: 'without-unused-parts',
  setup: (build) => {
    const leaveOut = (name: string) => ({ path: name, namespace: 'left-out' });
    build.onResolve({ filter: /^(undici|openid-client|oauth4webapi|jsonpath-plus)$/ }, ({ path: name }) =>
      leaveOut(name),
    );
    build.onResolve({ filter: /^\.\/gen\/index\.js$/ }, ({ path: name, importer }) =>
      importer.replaceAll('\\', '/').includes('/@kubernetes/client-node/') ? leaveOut(name) : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path: name }) => ({
      contents: `const leftOut = () => { throw new Error('${name} is left out of this bundle'); };
module.exports = new Proxy({}, { get: () => leftOut });`,
      loader: 'js',
    }));
  },
};
