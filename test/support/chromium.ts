import { existsSync } from 'node:fs';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The browser that tests drive: `$CHROMIUM`, else the one of the system; undefined where there is none. */
export function chromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return [env.CHROMIUM, ...usual].find((file) => file !== undefined && existsSync(file));
}
