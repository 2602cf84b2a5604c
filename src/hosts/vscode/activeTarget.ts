import * as vscode from 'vscode';
import type { CallRecord } from '../../core/engine.ts';
import { withContext, type StoredTarget } from './storedTarget.ts';
import { Troubles, type Trouble } from './troubles.ts';

const mostNamed = 20;

const key = 'kubeSre.target';

/**
 * The context and namespace that a person works in, kept for the workspace by the editor (not in a file of the workspace). No
 * context chosen: the kubeconfig's current one, whose name is known once the engine was used.
 */
export class ActiveTarget implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #troubles = new Troubles();
  readonly #troubled = new vscode.EventEmitter<void>();
  /** Something was lost or found again; what is chosen stays. */
  readonly onDidChangeTrouble = this.#troubled.event;
  #stored: StoredTarget;
  #current: string | undefined;
  #contexts: ReadonlySet<string> | undefined;
  #running: string | undefined;

  constructor(state: vscode.Memento) {
    this.#state = state;
    this.#stored = state.get<StoredTarget>(key) ?? { namespaces: {} };
  }

  /** As chosen; undefined: the kubeconfig's current one. */
  get chosen(): string | undefined {
    return this.#stored.context;
  }

  /** As chosen, else the kubeconfig's current one where it is known. */
  get context(): string | undefined {
    return this.#stored.context ?? this.#current;
  }

  get namespace(): string | undefined {
    return this.context === undefined ? undefined : this.#stored.namespaces[this.context];
  }

  /** The namespaces that were chosen in a context, now or before. */
  namedNamespaces(context: string): readonly string[] {
    return this.#stored.named?.[context] ?? [];
  }

  /** The chosen context is in the kubeconfig no more. */
  get isMissing(): boolean {
    const { context } = this.#stored;
    return context !== undefined && this.#contexts !== undefined && !this.#contexts.has(context);
  }

  /** Why the kubeconfig cannot be read, as far as anybody has asked. */
  get kubeconfigTrouble(): Trouble | undefined {
    return this.#troubles.kubeconfig;
  }

  /** Why the context's cluster cannot be used, as far as anybody has asked. */
  get clusterTrouble(): Trouble | undefined {
    return this.context === undefined ? undefined : this.#troubles.of(this.context);
  }

  /** The demo's context, where the demo was ever opened. */
  get demoContext(): string | undefined {
    return this.#stored.demoContext;
  }

  /** Whether what is chosen is the demo's context, so that the demo has to run. */
  get isDemo(): boolean {
    return this.#stored.context !== undefined && this.#stored.context === this.#stored.demoContext;
  }

  /** What the kubeconfig calls current. */
  learnCurrent(context: string | undefined): void {
    if (this.#current === context) return;
    this.#current = context;
    this.#changed.fire();
  }

  /** What the kubeconfig holds. */
  learnContexts(contexts: readonly { readonly name: string; readonly current: boolean }[]): void {
    const before = [this.#current, this.isMissing];
    this.#contexts = new Set(contexts.map(({ name }) => name));
    this.#current = contexts.find(({ current }) => current)?.name;
    if (before[0] !== this.#current || before[1] !== this.isMissing) this.#changed.fire();
  }

  /** A context's cluster was lost or found again (undefined). */
  learnTrouble(context: string, trouble: Trouble | undefined): void {
    this.#tellIf(this.#troubles.learnContext(context, trouble));
  }

  learnKubeconfigTrouble(trouble: Trouble | undefined): void {
    this.#tellIf(this.#troubles.learnKubeconfig(trouble));
  }

  learnCall(record: CallRecord): void {
    this.#tellIf(this.#troubles.learnCall(record, this.context));
  }

  /** With other settings everything may be different. */
  forgetTroubles(): void {
    this.#tellIf(this.#troubles.clear());
  }

  async useContext(context: string): Promise<void> {
    await this.#store(withContext(this.#stored, context, this.#running));
  }

  /** The demo runs, in this window, under the name of a context that is no other's. */
  async useDemo(context: string): Promise<void> {
    this.#running = context;
    await this.#store({ ...this.#stored, context, demoContext: context });
  }

  /** Undefined: all namespaces. */
  async useNamespace(context: string, namespace: string | undefined): Promise<void> {
    const others = Object.entries(this.#stored.namespaces).filter(([name]) => name !== context);
    const namespaces = Object.fromEntries(others);
    if (namespace !== undefined) namespaces[context] = namespace;
    const before = this.namedNamespaces(context);
    const named = namespace === undefined ? before : [...new Set([namespace, ...before])].slice(0, mostNamed);
    await this.#store({ ...this.#stored, namespaces, named: { ...this.#stored.named, [context]: named } });
  }

  dispose(): void {
    this.#changed.dispose();
    this.#troubled.dispose();
  }

  #tellIf(isNews: boolean): void {
    if (isNews) this.#troubled.fire();
  }

  async #store(next: StoredTarget): Promise<void> {
    this.#stored = next;
    this.#changed.fire();
    await this.#state.update(key, next);
  }
}
