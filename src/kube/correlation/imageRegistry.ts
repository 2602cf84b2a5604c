/**
 * The host that an image is pulled from. A first part without a dot, a port or the name localhost is no host but a repository of
 * Docker Hub (splitDockerDomain in github.com/distribution/reference).
 */
export function imageRegistry(image: string): string {
  const slash = image.indexOf('/');
  const first = slash === -1 ? '' : image.slice(0, slash);
  return /[.:]/.test(first) || first === 'localhost' ? first : 'docker.io';
}
