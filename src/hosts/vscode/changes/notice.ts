import * as vscode from 'vscode';
import { deferred } from '../../../core/deferred.ts';
import type { Progress } from '../../../core/ports.ts';
import { withoutLinks } from '../plainText.ts';
import { progressText } from '../progressText.ts';

/** Below this, progress would only flicker. Milliseconds. */
const patience = 500;

/** Progress in a notification, with Cancel, from shortly after its beginning until it is ended. */
export class Notice {
  readonly #ended = deferred<undefined>();
  readonly #timer: NodeJS.Timeout;
  #latest: string | undefined;
  #report: ((text: string) => void) | undefined;

  /** `title` may quote the cluster. */
  constructor(title: string, onCancel: () => void) {
    this.#timer = setTimeout(() => {
      void vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: withoutLinks(title), cancellable: true },
        (progress, token) => {
          token.onCancellationRequested(onCancel);
          this.#report = (message) => progress.report({ message });
          if (this.#latest !== undefined) this.#report(this.#latest);
          return this.#ended.promise;
        },
      );
    }, patience);
  }

  tell(progress: Progress): void {
    this.#latest = withoutLinks(progressText(progress));
    this.#report?.(this.#latest);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#ended.resolve(undefined);
  }
}
