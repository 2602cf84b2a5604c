import type { Progress } from '../core/ports.ts';

/** What a request shows the server. Never leaves this folder. */
export interface Credential {
  readonly authorization?: string;
  /** PEM, from a login plugin; instead of the kubeconfig's own. */
  readonly certificate?: string;
  readonly key?: string;
}

export interface CredentialSource {
  /** May wait for a login plugin. Rejects with the signal's reason when that fires. */
  current(signal: AbortSignal, onProgress?: (progress: Progress) => void): Promise<Credential>;
  /** The server refused this one: true when the next `current` may be another. */
  renew(refused: Credential): boolean;
  dispose(): void;
}
