import * as vscode from 'vscode';
import type { Progress } from '../../core/ports.ts';
import { localize } from './localize.ts';

/** What is happening, in words: `reading pods: 4,500 of 9,800`. */
export function progressText(progress: Progress): string {
  switch (progress.type) {
    case 'reading': {
      const { resource, done, total } = progress;
      if (total !== undefined)
        return vscode.l10n.t('reading {0}: {1} of {2}', resource, done.toLocaleString(), total.toLocaleString());
      return done === 0
        ? vscode.l10n.t('reading {0}', resource)
        : vscode.l10n.t('reading {0}: {1}', resource, done.toLocaleString());
    }
    case 'login':
      return vscode.l10n.t('waiting for login: {0}', progress.command);
    case 'waiting':
      return vscode.l10n.t('waiting {0} s: {1}', Math.round(progress.seconds), progress.because);
    case 'step':
      return localize(progress.label);
  }
}
