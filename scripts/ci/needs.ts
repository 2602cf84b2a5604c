import { chromium } from '../../test/support/chromium.ts';
import { controlPlaneBinaries, goMissing } from '../../test/support/controlPlane/buildBinaries.ts';
import { hostUnsupported, installHost } from '../../test/support/vscodeHost/installHost.ts';

/** What a step needs of the machine besides Node and npm. */
export type Need = 'browser' | 'vscode' | 'kubernetes';

/** Null where the need is met, else why not, with what to do. */
export async function missing(need: Need): Promise<string | null> {
  switch (need) {
    case 'browser':
      return chromium() === undefined ? 'no Chromium: install one, or set CHROMIUM to its path' : null;
    case 'vscode':
      return hostUnsupported() ?? (await installProblem());
    case 'kubernetes':
      return (await goMissing()) ?? (await buildProblem());
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

/** Built here, where that takes minutes, and not within a step's budget. */
async function buildProblem(): Promise<string | null> {
  try {
    await controlPlaneBinaries();
    return null;
  } catch (error) {
    return `Kubernetes and kubectl could not be built: ${error instanceof Error ? error.message : String(error)}`;
  }
}
