import path from 'node:path';

/**
 * The one folder of a user on a machine that all windows and the command line share: the salt now, the journal beside it.
 * XDG_STATE_HOME on Linux, Application Support on macOS, LOCALAPPDATA on Windows.
 */
export function userFolder(
  env: Readonly<Record<string, string | undefined>>,
  home: string,
  platform = process.platform,
): string {
  if (env.KUBE_SRE_HOME !== undefined && env.KUBE_SRE_HOME !== '') return env.KUBE_SRE_HOME;
  if (platform === 'win32') return path.join(env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'kube-sre');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'kube-sre');
  return path.join(env.XDG_STATE_HOME ?? path.join(home, '.local', 'state'), 'kube-sre');
}
