/** `v1.31.4-gke.100` as [1, 31]; undefined where it is no version. */
export function minorVersion(version: string): readonly [major: number, minor: number] | undefined {
  const match = /^v?(\d+)\.(\d+)/.exec(version);
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
}

/**
 * What is wrong with a kubelet's version beside the server's; undefined where nothing is. A kubelet may not be newer than the
 * server, and at most three minor versions older (two before 1.25). Source: kubernetes.io/releases/version-skew-policy.
 */
export function kubeletSkew(server: string, kubelet: string): string | undefined {
  const [major, minor] = minorVersion(server) ?? [];
  const [kubeletMajor, kubeletMinor] = minorVersion(kubelet) ?? [];
  if (major === undefined || minor === undefined || kubeletMinor === undefined || major !== kubeletMajor)
    return undefined;
  const behind = minor - kubeletMinor;
  if (behind < 0) return `kubelet ${kubelet} is newer than the server ${server}`;
  const most = kubeletMinor < 25 ? 2 : 3;
  return behind > most
    ? `kubelet ${kubelet} is ${behind} minor versions behind the server ${server}, at most ${most} are supported`
    : undefined;
}
