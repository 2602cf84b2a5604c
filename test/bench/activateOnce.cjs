// Evaluates the extension named on the command line and activates it against a stand-in for the editor's API, in which every
// property is a function, a class and a namespace at once. Prints the two times as JSON.
const { readFileSync } = require('node:fs');
const Module = require('node:module');

const anything = () => {
  const target = function () {};
  return new Proxy(target, {
    get: (_, key) =>
      key === 'then' || key === Symbol.toPrimitive || key === Symbol.iterator
        ? undefined
        : key === 'prototype'
          ? target.prototype
          : anything(),
    apply: () => anything(),
    construct: () => anything(),
  });
};
// A bundle copies the names of the module's own properties, so the stand-in has all that the API's types name.
const declarations = readFileSync(require.resolve('@types/vscode/index.d.ts'), 'utf8');
const names = [...declarations.matchAll(/^\s+export (?:namespace|class|enum|const|function) (\w+)/gm)].map(
  ([, name]) => name,
);
const vscode = Object.fromEntries(names.map((name) => [name, anything()]));
const resolve = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) => (request === 'vscode' ? 'vscode' : resolve(request, ...rest));
require.cache.vscode = { id: 'vscode', filename: 'vscode', loaded: true, exports: vscode };

const started = performance.now();
const extension = require(process.argv[2]);
const evaluateMs = performance.now() - started;
const before = process.cpuUsage();
if (typeof extension.activate === 'function') {
  extension.activate({
    subscriptions: [],
    extensionUri: anything(),
    extension: anything(),
    globalState: anything(),
    workspaceState: anything(),
  });
}
const cpu = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ evaluateMs, activateCpuMs: (cpu.user + cpu.system) / 1000 }), () =>
  process.exit(0),
);
