import { isRecord } from '../../../src/core/json.ts';
import type { Look, Seen } from './lookAtAll.ts';

/** Of this process, since others use the machine too; the shortest of three tries counts. */
const limitMilliseconds = 1000;

const slip = /.{0,60}(\bundefined\b|\bNaN\b|\[object |Invalid Date|\bnull\b|-?\bInfinity\b).{0,40}/;

/** What is wrong with how a question was answered; empty where nothing is. */
export async function flaws(look: Look): Promise<readonly string[]> {
  let seen: Seen | undefined;
  let milliseconds = Infinity;
  for (let tries = 0; tries < 3 && milliseconds > limitMilliseconds; tries++) {
    const start = process.cpuUsage();
    try {
      seen = await look.see();
    } catch (error) {
      return [`throws ${String(error instanceof Error ? error.stack?.split('\n').slice(0, 4).join(' ') : error)}`];
    }
    milliseconds = Math.min(milliseconds, (process.cpuUsage(start).user + process.cpuUsage(start).system) / 1000);
  }
  return [
    ...(seen?.internal === undefined ? [] : [`a defect of ours: ${seen.internal}`]),
    ...(milliseconds > limitMilliseconds ? [`takes ${Math.round(milliseconds)} ms`] : []),
    ...slips(seen?.shown),
  ];
}

/** Words of the program's that came into a text, and numbers that are none. */
function slips(shown: unknown, at = ''): readonly string[] {
  if (typeof shown === 'number') return Number.isFinite(shown) ? [] : [`${at} is ${shown}`];
  if (typeof shown === 'string') {
    const match = isCode(at) ? null : slip.exec(shown);
    return match === null ? [] : [`${at} says ${match[0]}`];
  }
  if (Array.isArray(shown)) return shown.flatMap((entry) => slips(entry, `${at}.*`));
  return isRecord(shown) ? Object.entries(shown).flatMap(([key, entry]) => slips(entry, `${at}.${key}`)) : [];
}

/** YAML may say null. */
function isCode(path: string): boolean {
  return /\.yaml$|blocks\.\*\.text$/.test(path);
}
