import { homedir } from 'node:os';
import path from 'node:path';

/** Where large parts that tests need are kept between runs, outside the checkout: `$KUBE_SRE_CACHE`, else `~/.cache/kube-sre`. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return path.resolve(env.KUBE_SRE_CACHE ?? path.join(homedir(), '.cache', 'kube-sre'));
}
