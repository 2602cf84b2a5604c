import path from 'node:path';
import type { Page } from 'playwright-core';
import type { ModelReply, ModelRequest } from '../../test/support/vscodeHost/scriptedModel.ts';
import { openKubeSre } from '../../test/e2e/workbench/openKubeSre.ts';

/** The display languages that the product speaks besides English. */
export type Locale = 'zh-cn';

export interface Stage {
  readonly page: Page;
  readonly locale?: Locale;
}

/** One thing that a person does, or sees before going on. */
export interface Step {
  /** For the message when it fails: `see "selects no pod" in the view`. */
  readonly says: string;
  /** Rejects when what it wants is not there. */
  run(stage: Stage): Promise<void>;
}

/** A picture of the docs: a fresh VS Code with the packed extension, and what is done in it. */
export interface Shot {
  /** `docs/images/NAME.png`. */
  readonly name: string;
  readonly steps: readonly Step[];
  /** Default: English. */
  readonly locale?: Locale;
  /** With it Copilot Chat is on and stands at the right; without it there is no chat. */
  readonly model?: (request: ModelRequest) => ModelReply;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A part of the window instead of all of it, by a CSS selector. */
  readonly part?: string;
}

const look = {
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'editor.cursorBlinking': 'solid',
  // No hover over what the mouse has just clicked.
  'workbench.hover.delay': 60_000,
  'chat.commandCenter.enabled': false,
};

/**
 * Goes through the steps and takes the picture.
 * @throws Error that names the step which failed; a picture of the window then lies in `failures`
 */
export async function takeShot(shot: Shot, folder: string, failures: string): Promise<string> {
  const { name, steps, locale, model, settings } = shot;
  const kubeSre = await openKubeSre({
    ...(model === undefined ? {} : { script: model }),
    ...(locale === undefined ? {} : { locale }),
    settings: {
      ...look,
      'workbench.secondarySideBar.defaultVisibility': model === undefined ? 'hidden' : 'visible',
      ...settings,
    },
  });
  const { page } = kubeSre;
  const stage: Stage = { page, ...(locale === undefined ? {} : { locale }) };
  try {
    for (const [index, step] of steps.entries()) {
      try {
        await step.run(stage);
      } catch (error) {
        await page.screenshot({ path: path.join(failures, `screenshot-${name}.png`) });
        throw new Error(`screenshot ${name}, step ${index + 1}: ${step.says}`, { cause: error });
      }
    }
    const file = path.join(folder, `${name}.png`);
    await page.mouse.move(699, 1);
    const target = shot.part === undefined ? page : page.locator(shot.part).first();
    await target.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
    return file;
  } finally {
    await kubeSre.stop();
  }
}
