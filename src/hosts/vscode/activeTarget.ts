import * as vscode from 'vscode';

interface StoredTarget {
  readonly context?: string;
  /** The demo cluster's context, which exists only while the demo runs. */
  readonly demoContext?: string;
  /** The default namespace of each context, where one was chosen. */
  readonly namespaces: Readonly<Record<string, string>>;
}

const key = 'kubeSre.target';

/**
 * The context and namespace that a person works in, kept for the workspace by the editor (not in a file of the workspace). No
 * context chosen: the kubeconfig's current one, whose name is known once the engine was used.
 */
export class ActiveTarget implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #stored: StoredTarget;
  #current: string | undefined;

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

  async useContext(context: string): Promise<void> {
    await this.#store({ ...this.#stored, context });
  }

  async useDemo(context: string): Promise<void> {
    await this.#store({ ...this.#stored, context, demoContext: context });
  }

  /** Undefined: all namespaces. */
  async useNamespace(context: string, namespace: string | undefined): Promise<void> {
    const others = Object.entries(this.#stored.namespaces).filter(([name]) => name !== context);
    const namespaces = Object.fromEntries(others);
    if (namespace !== undefined) namespaces[context] = namespace;
    await this.#store({ ...this.#stored, namespaces });
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #store(next: StoredTarget): Promise<void> {
    this.#stored = next;
    this.#changed.fire();
    await this.#state.update(key, next);
  }
}
