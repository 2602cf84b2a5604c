import * as vscode from 'vscode';
import type { Progress } from '../../core/ports.ts';
import { withoutLinks } from './plainText.ts';
import { progressText } from './progressText.ts';

/** Below this, progress would only flicker. Milliseconds. */
const patience = 500;

/** Runs work for a person, with progress and Cancel once it takes longer; undefined: cancelled. `title` may quote the cluster. */
export async function withLateProgress<T>(
  title: string,
  work: (signal: AbortSignal, onProgress: (progress: Progress) => void) => Promise<T>,
): Promise<T | undefined> {
  const cancel = new AbortController();
  let latest: string | undefined;
  let report: ((text: string) => void) | undefined;
  const running = work(cancel.signal, (progress) => {
    latest = withoutLinks(progressText(progress));
    report?.(latest);
  });
  if (!(await settledWithin(running, patience))) {
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: withoutLinks(title), cancellable: true },
      async (progress, token) => {
        token.onCancellationRequested(() => cancel.abort());
        report = (message) => progress.report({ message });
        if (latest !== undefined) report(latest);
        await running;
      },
    );
  }
  const result = await running;
  return cancel.signal.aborted ? undefined : result;
}

async function settledWithin(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
