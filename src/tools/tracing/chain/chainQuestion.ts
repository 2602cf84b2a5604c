import { KubeError } from '../../../core/kubeError.ts';
import { nearest } from '../../../core/nearest.ts';

export const startKinds = [
  'Service',
  'Ingress',
  'HTTPRoute',
  'Deployment',
  'Pod',
  'Gateway',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
] as const;

export type StartKind = (typeof startKinds)[number];

const shortNames: Readonly<Record<string, StartKind>> = {
  svc: 'Service',
  ing: 'Ingress',
  deploy: 'Deployment',
  po: 'Pod',
  gtw: 'Gateway',
  sts: 'StatefulSet',
  ds: 'DaemonSet',
  rs: 'ReplicaSet',
};

export interface ChainInput {
  readonly name?: string;
  readonly kind?: string;
  readonly url?: string;
  readonly port?: number;
  readonly namespace?: string;
}

export type Target =
  | { readonly by: 'name'; readonly name: string; readonly kind: StartKind | undefined }
  | {
      readonly by: 'host';
      readonly text: string;
      readonly host: string;
      readonly path: string;
    };

export interface ChainQuestion {
  readonly target: Target;
  readonly namespace: string | undefined;
  readonly port: number | undefined;
}

/** @throws KubeError `bad_input`: neither a name nor a URL, a URL that is none, a kind that no chain starts from. */
export function chainQuestion({ name, kind, url, port, namespace }: ChainInput): ChainQuestion {
  if ([name, url].every((given) => given !== undefined && given.trim() !== ''))
    throw badInput(
      `name: a chain starts from a name or from a URL, and both were given`,
      'leave one of name and url out',
    );
  const where = namespace === undefined || namespace === '' || namespace === '*' ? undefined : namespace;
  const address = url ?? (name?.includes('://') === true ? name : undefined);
  if (address !== undefined && address.trim() !== '') {
    const { explicitPort, ...target } = hostTarget(address.trim());
    return { target, namespace: where, port: port ?? explicitPort };
  }
  if (name === undefined || name.trim() === '')
    throw badInput('name or url is needed: the object or the address that does not answer');
  return { target: { by: 'name', name: name.trim(), kind: kindOf(kind) }, namespace: where, port };
}

function hostTarget(text: string): Target & { readonly by: 'host'; readonly explicitPort: number | undefined } {
  const address = text.includes('://') ? text : `http://${text}`;
  // URL.parse is newer than Node 20.
  const parsed = URL.canParse(address) ? new URL(address) : undefined;
  if (parsed === undefined || parsed.hostname === '') throw badInput(`url: ${text} is neither a URL nor a host name`);
  return {
    by: 'host',
    text,
    host: parsed.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, ''),
    path: parsed.pathname,
    explicitPort: parsed.port !== '' ? Number(parsed.port) : portOfScheme(text),
  };
}

/** A URL without a port means the scheme's; a bare host means whatever port there is. */
function portOfScheme(text: string): number | undefined {
  const scheme = /^(https?):\/\//i.exec(text)?.[1]?.toLowerCase();
  return scheme === undefined ? undefined : scheme === 'https' ? 443 : 80;
}

function kindOf(kind: string | undefined): StartKind | undefined {
  if (kind === undefined || kind.trim() === '') return undefined;
  const word = kind.trim().toLowerCase().replace(/\..*$/, '');
  const found =
    shortNames[word] ??
    startKinds.find((one) => [one, `${one}s`, `${one}es`].some((form) => form.toLowerCase() === word));
  if (found !== undefined) return found;
  const close = nearest(word, startKinds);
  throw badInput(
    `kind: a chain starts from ${startKinds.join(', ')}, not from ${kind}`,
    close.length === 0 ? undefined : `nearest: ${close.join(', ')}`,
  );
}

function badInput(detail: string, hint?: string): KubeError {
  return new KubeError({
    code: 'bad_input',
    operation: 'get',
    detail,
    headline: `${detail}.`,
    ...(hint === undefined ? {} : { hint }),
  });
}
