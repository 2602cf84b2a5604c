import { readFile, stat } from 'node:fs/promises';
import { KubeError } from '../core/kubeError.ts';
import type { Clock } from '../core/ports.ts';
import type { Credential, CredentialSource } from './credential.ts';

const keptMilliseconds = 60_000;

/** A token in a file that somebody else renews (a service account's, a cloud agent's): read again when changed, and each minute. */
export class TokenFile implements CredentialSource {
  readonly #file: string;
  readonly #clock: Clock;
  #kept: { readonly credential: Credential; readonly modified: number; readonly until: number } | undefined;

  constructor(file: string, clock: Clock) {
    this.#file = file;
    this.#clock = clock;
  }

  async current(): Promise<Credential> {
    try {
      const { mtimeMs: modified } = await stat(this.#file);
      if (this.#kept?.modified === modified && this.#clock.now() < this.#kept.until) return this.#kept.credential;
      const token = (await readFile(this.#file, 'utf8')).trim();
      const until = this.#clock.now() + keptMilliseconds;
      const before = this.#kept?.credential;
      const authorization = `Bearer ${token}`;
      const credential = before?.authorization === authorization ? before : { authorization };
      this.#kept = { credential, modified, until };
      return credential;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
      throw new KubeError({
        code: 'unauthorized',
        operation: 'connect',
        reason: code,
        detail: `the token file ${this.#file} cannot be read (${code})`,
        hint: 'tokenFile of the user in the kubeconfig must name a file that this user may read',
      });
    }
  }

  renew(refused: Credential): boolean {
    if (this.#kept?.credential === refused) this.#kept = undefined;
    return true;
  }

  dispose(): void {
    this.#kept = undefined;
  }
}
