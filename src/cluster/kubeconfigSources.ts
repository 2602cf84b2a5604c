import { readFile } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import { KubeError } from '../core/kubeError.ts';
import { fileStamp } from './fileStamp.ts';
import { inClusterKubeconfig } from './inCluster.ts';
import { brokenKubeconfig, parseKubeconfig, type Kubeconfig } from './kubeconfigFile.ts';
import { mergeKubeconfigs } from './mergeKubeconfigs.ts';

export interface KubeconfigPlaces {
  readonly env: NodeJS.ProcessEnv;
  readonly homeDirectory: string;
  /** A file named by the user: the only one then, and it must be there. */
  readonly kubeconfig?: string;
  /** Nothing but the texts that are added: no file of the user's, no cluster around this process. */
  readonly textsOnly?: boolean;
  /** Where a pod's service account is mounted. */
  readonly serviceAccount?: string;
}

/**
 * The kubeconfig as kubectl finds and merges it. Files are read again when they changed. What a text names is what the text says, also
 * where a file has the same name: whoever added it must never be led to another cluster.
 */
export class KubeconfigSources {
  readonly #places: KubeconfigPlaces;
  readonly #texts: string[];
  #read: { readonly stamp: string; readonly config: Kubeconfig } | undefined;

  /** @param texts kubeconfigs that stand in no file */
  constructor(places: KubeconfigPlaces, texts: readonly string[] = []) {
    this.#places = places;
    this.#texts = [...texts];
  }

  add(text: string): void {
    if (this.#texts.includes(text)) return;
    this.#texts.push(text);
    this.forget();
  }

  /** Reads everything again at the next use. */
  forget(): void {
    this.#read = undefined;
  }

  /** @throws KubeError `bad_input` for a broken file, `not_found` where there is none at all */
  async load(): Promise<Kubeconfig> {
    const files = this.#files();
    const stamp = (await Promise.all(files.map(fileStamp))).join('\n');
    if (this.#read?.stamp === stamp) return this.#read.config;
    const parts = (await Promise.all(files.map((file) => this.#parse(file)))).filter((part) => part !== undefined);
    const texts = this.#texts.map((text) => parseKubeconfig(text, 'a kubeconfig that was added', process.cwd()));
    const { currentContext } = mergeKubeconfigs([...parts, ...texts]);
    const found = {
      ...mergeKubeconfigs([...texts, ...parts]),
      ...(currentContext === undefined ? {} : { currentContext }),
    };
    const config = found.contexts.size > 0 ? found : await this.#around();
    if (config === undefined) throw this.#nothing(files, parts.length > 0);
    this.#read = { stamp, config };
    return config;
  }

  async #around(): Promise<Kubeconfig | undefined> {
    const { env, serviceAccount, textsOnly = false } = this.#places;
    return textsOnly ? undefined : inClusterKubeconfig(env, serviceAccount);
  }

  #files(): readonly string[] {
    const { env, homeDirectory, kubeconfig, textsOnly = false } = this.#places;
    if (textsOnly) return [];
    if (kubeconfig !== undefined && kubeconfig !== '') return [resolve(kubeconfig)];
    const named = (env.KUBECONFIG ?? '').split(delimiter).filter((file) => file !== '');
    return named.length > 0
      ? [...new Set(named.map((file) => resolve(file)))]
      : [join(homeDirectory, '.kube', 'config')];
  }

  async #parse(file: string): Promise<Kubeconfig | undefined> {
    let yaml: string;
    try {
      yaml = await readFile(file, 'utf8');
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
      const explicit = this.#places.kubeconfig !== undefined && this.#places.kubeconfig !== '';
      if ((code === 'ENOENT' || code === 'ENOTDIR') && !explicit) return undefined;
      const hint = `name another kubeconfig, or make ${file} a file that this user may read`;
      throw brokenKubeconfig(file, unreadable[code] ?? `it cannot be read (${code})`, hint);
    }
    return parseKubeconfig(yaml, file, dirname(file));
  }

  #nothing(files: readonly string[], read: boolean): KubeError {
    const named = files.join(', ');
    return new KubeError({
      code: 'not_found',
      operation: 'connect',
      reason: read ? 'NoContext' : 'NoKubeconfig',
      detail: read ? `the kubeconfig names no context (${named})` : `there is no kubeconfig (looked for ${named})`,
      headline: read ? 'The kubeconfig names no context.' : 'No kubeconfig found.',
      hint: 'set KUBECONFIG, or name a file; or start the demo cluster to look around without one',
    });
  }
}

const unreadable: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'this user may not read it',
  EISDIR: 'it is a folder',
};
