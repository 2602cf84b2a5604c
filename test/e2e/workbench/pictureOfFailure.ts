import type { Context } from 'mocha';
import type { KubeSre } from './openKubeSre.ts';

/** For `afterEach`: a picture of the window when the test before failed. */
export async function pictureOfFailure(context: Context, kubeSre: KubeSre): Promise<void> {
  const test = context.currentTest;
  if (test?.state === 'failed')
    await kubeSre.picture(`failed-${test.title.replace(/\W+/g, '-')}`).catch(() => undefined);
}
