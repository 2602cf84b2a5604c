import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { isRecord } from '../src/core/json.ts';
import { servedKinds } from '../src/demo/servedKinds.ts';

/**
 * Writes media/demo/openapi.json.gz: the OpenAPI v3 documents of a real API server, cut down to the kinds that the demo cluster serves and to
 * reading. `KUBECONFIG` names the server; usage: `node scripts/demoOpenApi.ts KUBECTL [FILE]`. A server without nodes of its own has no metrics:
 * FILE holds what metrics-server answers at the same path, /openapi/v3/apis/metrics.k8s.io/v1beta1.
 */
const kubectl = process.argv[2] ?? 'kubectl';
const metricsFile = process.argv[3];
const metricsPath = 'apis/metrics.k8s.io/v1beta1';
const target = new URL('../media/demo/openapi.json.gz', import.meta.url);

type Document = Record<string, unknown>;

async function read(path: string): Promise<Document> {
  const isInFile = metricsFile !== undefined && path === `/openapi/v3/${metricsPath}`;
  const text = isInFile ? await readFile(metricsFile, 'utf8') : await ask(path);
  const value: unknown = JSON.parse(text);
  if (!isRecord(value)) throw new Error(`${path} is no object.`);
  return value;
}

async function ask(path: string): Promise<string> {
  const { stdout } = await promisify(execFile)(kubectl, ['get', '--raw', path], { maxBuffer: 1 << 28 });
  return stdout;
}

/** By which kubectl finds out, before it writes, whether the server checks what it is sent and can leave it at a trial. */
const checks = ['fieldValidation', 'dryRun'];

/**
 * Paths with their GET, of its answer and parameters nothing, since nobody reads them for reading; and of their PATCH, which is refused, what
 * kubectl wants to know first.
 */
function readingPaths(paths: unknown, resources: readonly string[]): Document {
  const kept = Object.entries(isRecord(paths) ? paths : {}).flatMap(([path, item]) => {
    const segments = path.split('/').filter((part) => part !== '' && !part.startsWith('{'));
    const isServed =
      resources.includes(segments.at(-1) ?? '') || (segments.at(-1) === 'log' && segments.at(-2) === 'pods');
    if (!isServed || !isRecord(item) || !isRecord(item.get) || path.includes('/watch/')) return [];
    const patch = isRecord(item.patch) ? { patch: patchOf(item.patch) } : {};
    return [[path, { get: { ...item.get, parameters: [], responses: {} }, ...patch }] as const];
  });
  return Object.fromEntries(kept);
}

function patchOf(patch: Document): Document {
  const parameters = Array.isArray(patch.parameters) ? patch.parameters : [];
  const kind = 'x-kubernetes-group-version-kind';
  return {
    [kind]: patch[kind],
    parameters: parameters.filter((one: unknown) => isRecord(one) && checks.includes(String(one.name))),
    responses: {},
  };
}

/** The schemas of the kinds and all that they refer to. */
function schemasOf(components: unknown, isWanted: (kind: string) => boolean): Document {
  const schemas = isRecord(components) && isRecord(components.schemas) ? components.schemas : {};
  const kept: Document = {};
  const keep = (name: string): void => {
    if (Object.hasOwn(kept, name)) return;
    kept[name] = schemas[name];
    for (const [, other = ''] of JSON.stringify(schemas[name]).matchAll(/"#\/components\/schemas\/([^"]+)"/g))
      keep(other);
  };
  for (const [name, schema] of Object.entries(schemas)) {
    const kinds = isRecord(schema) ? schema['x-kubernetes-group-version-kind'] : undefined;
    if (
      Array.isArray(kinds) &&
      kinds.some((one: unknown) => isRecord(one) && typeof one.kind === 'string' && isWanted(one.kind))
    )
      keep(name);
  }
  // DeleteOptions and its like are of every group, and writing is not offered.
  return kept;
}

const documents: Document = {};
const groupVersions = [
  ...new Set(servedKinds.map(({ group, version }) => (group === '' ? `api/${version}` : `apis/${group}/${version}`))),
];
const index = await read('/openapi/v3');
const served = {
  ...(isRecord(index.paths) ? index.paths : {}),
  ...(metricsFile === undefined ? {} : { [metricsPath]: {} }),
};
for (const path of groupVersions) {
  if (!Object.hasOwn(served, path)) {
    console.error(`${path} is not served there; left out.`);
    continue;
  }
  const kinds = servedKinds.filter(
    ({ group, version }) => path === (group === '' ? `api/${version}` : `apis/${group}/${version}`),
  );
  const names = kinds.flatMap(({ kind }) => [kind, `${kind}List`]);
  const { openapi, info, paths, components } = await read(`/openapi/v3/${path}`);
  documents[path] = {
    openapi,
    info,
    paths: readingPaths(
      paths,
      kinds.map(({ resource }) => resource),
    ),
    components: { schemas: schemasOf(components, (kind) => names.includes(kind)) },
  };
}
const packed = gzipSync(JSON.stringify(documents), { level: 9 });
await writeFile(target, packed);
console.log(`${Object.keys(documents).length} documents, ${packed.length} bytes`);
