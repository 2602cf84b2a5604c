import type { Clock, Progress } from '../core/ports.ts';
import type { Credential, CredentialSource } from './credential.ts';
import { runLoginPlugin, type LoginAnswer } from './loginPlugin.ts';
import type { ClusterEntry, ExecEntry } from './kubeconfigFile.ts';
import { SharedTask } from './sharedTask.ts';

/** A credential is not used in its last minute: the request must arrive before it ends. */
const margin = 60_000;

/** The credential of a login plugin: one run for all who wait, kept until it expires or the server refuses it. */
export class ExecCredentials implements CredentialSource {
  readonly #run: (signal: AbortSignal) => Promise<LoginAnswer>;
  readonly #clock: Clock;
  readonly #command: string;
  #kept: LoginAnswer | undefined;
  #running: SharedTask<LoginAnswer> | undefined;

  constructor(exec: ExecEntry, cluster: ClusterEntry, env: NodeJS.ProcessEnv, clock: Clock, limit: number) {
    this.#clock = clock;
    this.#command = (exec.command ?? '').replace(/^.*[/\\]/, '');
    this.#run = (signal) => runLoginPlugin(exec, cluster, env, limit, signal);
  }

  async current(signal: AbortSignal, onProgress?: (progress: Progress) => void): Promise<Credential> {
    if (this.#kept !== undefined && this.#clock.now() < this.#kept.expires - margin) return this.#kept.credential;
    onProgress?.({ type: 'login', command: this.#command });
    this.#running ??= this.#start();
    return (await this.#running.join(signal)).credential;
  }

  renew(refused: Credential): boolean {
    if (this.#kept?.credential === refused) this.#kept = undefined;
    return true;
  }

  dispose(): void {
    this.#kept = undefined;
  }

  #start(): SharedTask<LoginAnswer> {
    const task = new SharedTask(this.#run, () => {
      if (this.#running === task) this.#running = undefined;
    });
    void task.result.then(
      (answer) => (this.#kept = answer),
      () => undefined,
    );
    return task;
  }
}
