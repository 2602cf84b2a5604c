import { chromium } from '../../test/support/chromium.ts';
import { goMissing } from '../../test/support/controlPlane/buildBinaries.ts';
import { hostUnsupported, installHost } from '../../test/support/vscodeHost/installHost.ts';

/** What a step needs of the machine besides Node and npm. */
export type Need = 'browser' | 'vscode' | 'go';

/** Null where the need is met, else why not, with what to do. */
export async function missing(need: Need): Promise<string | null> {
  switch (need) {
    case 'browser':
      return chromium() === undefined ? 'no Chromium: install one, or set CHROMIUM to its path' : null;
    case 'vscode':
      return hostUnsupported() ?? (await installProblem());
    case 'go':
      return goMissing();
  }
}

async function installProblem(): Promise<string | null> {
  try {
    await installHost();
    return null;
  } catch (error) {
    return `VS Code could not be installed from npm: ${error instanceof Error ? error.message : String(error)}`;
  }
}
