export interface ImageName {
  /** With the host, without tag and digest. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** `host:5000/shop/web:2@sha256:…`. A colon before the last slash is of a port (github.com/distribution/reference). */
export function imageName(image: string): ImageName {
  const [name = '', digest] = image.split('@', 2);
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  return {
    repository: colon === -1 ? name : name.slice(0, colon),
    ...(colon === -1 ? {} : { tag: name.slice(colon + 1) }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** What is pulled may change from day to day: no tag is `latest`. */
export function isMutable(image: string): boolean {
  const { tag = 'latest', digest } = imageName(image);
  return digest === undefined && tag === 'latest';
}

/** What is wrong with a name that no registry could have; undefined where it cannot be told. */
export function nameFault(image: string): string | undefined {
  if (image !== image.trim() || /\s/.test(image)) return 'it has a blank in it';
  if (/^[a-z]+:\/\//i.test(image)) return 'it begins like an address of the web: no scheme belongs before the host';
  if (/\$\{|\{\{|\$\(/.test(image)) return 'a variable in it was never filled in';
  const { repository, tag, digest } = imageName(image);
  if (tag === '') return 'there is no tag after the colon';
  if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest))
    return 'its digest is not sha256 and 64 hex digits';
  const slash = repository.indexOf('/');
  const path = /[.:]/.test(repository.slice(0, Math.max(0, slash))) ? repository.slice(slash + 1) : repository;
  if (/[A-Z]/.test(path)) return 'a repository is written in small letters';
  if (/\/\/|^\/|\/$/.test(repository)) return 'a part between two slashes is empty';
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) return `${tag} is no tag`;
  return undefined;
}
