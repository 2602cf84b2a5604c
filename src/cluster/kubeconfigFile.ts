import { dirname, resolve } from 'node:path';
import { load } from 'js-yaml';
import { isRecord } from '../core/json.ts';
import { KubeError } from '../core/kubeError.ts';
import { anything, fields, flag, listOf, mapOf, text, type ShapeOf } from '../kube/shape.ts';

const clusterShape = fields({
  server: text,
  'certificate-authority': text,
  'certificate-authority-data': text,
  'insecure-skip-tls-verify': flag,
  'tls-server-name': text,
  'proxy-url': text,
  extensions: listOf(fields({ name: text, extension: anything })),
});

const execShape = fields({
  apiVersion: text,
  command: text,
  args: listOf(text),
  env: listOf(fields({ name: text, value: text })),
  installHint: text,
  provideClusterInfo: flag,
  interactiveMode: text,
});

const userShape = fields({
  'client-certificate': text,
  'client-certificate-data': text,
  'client-key': text,
  'client-key-data': text,
  token: text,
  tokenFile: text,
  username: text,
  password: text,
  as: text,
  'as-uid': text,
  'as-groups': listOf(text),
  'as-user-extra': mapOf(listOf(text)),
  exec: execShape,
  'auth-provider': fields({ name: text, config: mapOf(text) }),
});

const contextShape = fields({ cluster: text, user: text, namespace: text });

export type ClusterEntry = NonNullable<ShapeOf<typeof clusterShape>>;
export type UserEntry = NonNullable<ShapeOf<typeof userShape>>;
export type ContextEntry = NonNullable<ShapeOf<typeof contextShape>>;
export type ExecEntry = NonNullable<ShapeOf<typeof execShape>>;

/** The kubeconfig's own field names; file names are absolute. Source: k8s.io/client-go/tools/clientcmd/api/v1/types.go. */
export interface Kubeconfig {
  readonly clusters: ReadonlyMap<string, ClusterEntry>;
  readonly users: ReadonlyMap<string, UserEntry>;
  readonly contexts: ReadonlyMap<string, ContextEntry>;
  readonly currentContext?: string;
}

/**
 * @param source what errors call it: a file name, `the demo cluster's kubeconfig`
 * @param folder relative file names start here
 * @throws KubeError `bad_input` that names the source
 */
export function parseKubeconfig(yaml: string, source: string, folder: string): Kubeconfig {
  const document = loaded(yaml, source);
  const current = document['current-context'];
  const absolute = (file: string): string => resolve(folder, file);
  return {
    clusters: entries(document.clusters, 'cluster', source, (raw) =>
      withFiles(clusterShape(raw), ['certificate-authority'], absolute),
    ),
    users: entries(document.users, 'user', source, (raw) => {
      const user = withFiles(userShape(raw), ['client-certificate', 'client-key', 'tokenFile'], absolute);
      const command = user?.exec?.command;
      // A bare name is looked up in the PATH; one with a folder in it is relative to the file, as kubectl has it
      return user === undefined || command === undefined || !/[/\\]/.test(command)
        ? user
        : { ...user, exec: { ...user.exec, command: absolute(command) } };
    }),
    contexts: entries(document.contexts, 'context', source, contextShape),
    ...(typeof current === 'string' && current !== '' ? { currentContext: current } : {}),
  };
}

/** `source`: a file's path, or where else the text comes from. */
export function brokenKubeconfig(
  source: string,
  detail: string,
  hint = `repair or remove ${dirname(source) === '.' ? source : `the file ${source}`}`,
): KubeError {
  return new KubeError({
    code: 'bad_input',
    operation: 'connect',
    detail: `${source}: ${detail}`,
    headline: `The kubeconfig cannot be used: ${source}: ${detail}.`,
    hint,
  });
}

function loaded(yaml: string, source: string): Record<string, unknown> {
  if (yaml.split('\n').every((line) => /^\s*(#|$)/.test(line))) return {};
  let document: unknown;
  try {
    document = load(yaml);
  } catch (error) {
    // Only the place: the message goes on with the lines around it, which may hold a token
    const mark = error instanceof Error && 'mark' in error && isRecord(error.mark) ? error.mark : {};
    const where = typeof mark.line === 'number' ? ` in line ${mark.line + 1}` : '';
    const why =
      error instanceof Error && 'reason' in error && typeof error.reason === 'string' ? `: ${error.reason}` : '';
    throw brokenKubeconfig(source, `it is not valid YAML${where}${why}`);
  }
  if (document === null || document === undefined) return {};
  if (!isRecord(document)) throw brokenKubeconfig(source, 'it is YAML, but no kubeconfig');
  return document;
}

function entries<T>(
  raw: unknown,
  key: 'cluster' | 'user' | 'context',
  source: string,
  shape: (raw: unknown) => T | undefined,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  if (raw === null || raw === undefined) return found;
  if (!Array.isArray(raw)) throw brokenKubeconfig(source, `${key}s is not a list`);
  for (const [index, entry] of raw.entries()) {
    const name: unknown = isRecord(entry) ? entry.name : undefined;
    if (!isRecord(entry) || typeof name !== 'string') throw brokenKubeconfig(source, `${key}s[${index}] has no name`);
    const value = shape(entry[key] ?? {});
    if (value === undefined) throw brokenKubeconfig(source, `${key}s[${index}].${key} is not an object`);
    if (!found.has(name)) found.set(name, value);
  }
  return found;
}

function withFiles<T extends object>(
  entry: T | undefined,
  keys: readonly (keyof T)[],
  absolute: (file: string) => string,
): T | undefined {
  if (entry === undefined) return undefined;
  const files = keys.flatMap((key): [PropertyKey, string][] => {
    const file = entry[key];
    return typeof file === 'string' && file !== '' ? [[key, absolute(file)]] : [];
  });
  return { ...entry, ...Object.fromEntries(files) };
}
