import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { shots } from './screenshots/shots.ts';
import { takeShot } from './screenshots/shot.ts';

/**
 * `npm run screenshots [-- --only chat,chain]`: takes the pictures of docs/images in a real VS Code on the demo cluster. A step that
 * does not find what it wants ends it with an error, and a picture of what was there in out/screens.
 */
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const wanted = values.only?.split(',');
const unknown = wanted?.filter((name) => !shots.some((shot) => shot.name === name)) ?? [];
if (unknown.length > 0)
  throw new Error(`No shot ${unknown.join(', ')}; there are ${shots.map(({ name }) => name).join(', ')}.`);

const folder = fileURLToPath(new URL('../docs/images', import.meta.url));
const failures = fileURLToPath(new URL('../out/screens', import.meta.url));
mkdirSync(folder, { recursive: true });
mkdirSync(failures, { recursive: true });
for (const shot of shots.filter(({ name }) => wanted?.includes(name) ?? true))
  console.log(await takeShot(shot, folder, failures));
