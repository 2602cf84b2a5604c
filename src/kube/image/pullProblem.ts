/** Why an image could not be pulled, as far as the words of registry and runtime tell. */
export type PullProblem = 'wrongPlatform' | 'rateLimited' | 'unreachable' | 'unauthorized' | 'notFound';

/**
 * The words of containerd (`failed to resolve reference "…": …: not found`), of CRI-O (`initializing source docker://…: reading manifest
 * 2 in …: manifest unknown`) and of docker (`manifest for … not found: manifest unknown: manifest unknown`), the surest first: a registry
 * that cannot be asked may end in `failed to authorize`, and a stranger is told of a missing repository as of a forbidden one.
 * Sources: core/images/image.go and core/remotes/docker in github.com/containerd/containerd, docker/errors.go and
 * manifest/list.go in github.com/containers/image, distribution/errors.go in github.com/moby/moby, and the error codes of
 * github.com/opencontainers/distribution-spec. RegistryUnavailable is the kubelet's (pkg/kubelet/images/image_manager.go, 1.36).
 */
const words: readonly (readonly [PullProblem, RegExp])[] = [
  [
    'wrongPlatform',
    /no match(ing manifest)? for\b|no image found in (manifest list|image index) for architecture|does not (match|provide) the specified platform|image (architecture|os|operating system) mismatch|image operating system \S* ?cannot be used/i,
  ],
  // pull QPS exceeded: the kubelet's own limit (registryPullQPS; pkg/kubelet/images/helpers.go)
  ['rateLimited', /toomanyrequests|too many requests|rate limit|rate exceeded|pull QPS exceeded/i],
  [
    'unreachable',
    /no such host|name resolution|server misbehaving|connection (refused|reset)|no route to host|network is unreachable|time-?out|timed out|deadline exceeded|x509:|tls:|certificate|proxyconnect|gave HTTP response to HTTPS client|registry is unavailable|service unavailable|internal server error|bad gateway|\bEOF\b/i,
  ],
  [
    'unauthorized',
    /\bunauthorized\b|authentication required|authorization failed|failed to authorize|insufficient_scope|no basic auth|access denied|access forbidden|\bis denied\b|(?<!permission )denied:|\b40[13] \w|\bforbidden\b|status(?: code)?:? 40[13]\b/i,
  ],
  ['notFound', /manifest unknown|name unknown|not found|does not exist|not known to registry|no such image/i],
];

/** @param image as the pod names it: its own words, and the addresses in the message, say nothing */
export function pullProblem(message: string, image: string): PullProblem | undefined {
  // The runtime's own socket, which is no registry
  if (/dial unix|transport: error while dialing/i.test(message)) return undefined;
  const said = withoutNames(message, image);
  return words.find(([, pattern]) => pattern.test(said))?.[0];
}

/** `shop/denied:not-found` is a name. What is quoted, and what has a slash, is one. */
function withoutNames(message: string, image: string): string {
  return message
    .replace(/"[^"]*"/g, '')
    .split(/\s+/)
    .filter((word) => (!word.includes('/') || word.startsWith('i/o')) && word.replace(/[:,.]+$/, '') !== image)
    .join(' ');
}
