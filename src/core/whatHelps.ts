import type { ErrorCode } from './envelope.ts';

interface Failed {
  readonly code: ErrorCode;
  readonly hint?: string;
  readonly nearest?: { readonly names: readonly string[] };
}

/** What a reader can do about a failure: its own hint, the names that may have been meant, else what helps with its kind. */
export function whatHelps({ code, hint, nearest }: Failed): string {
  if (hint !== undefined && hint !== '') return hint;
  const names = nearest?.names ?? [];
  return names.length > 0 ? `nearest: ${names.join(', ')}` : byCode[code];
}

const byCode: Readonly<Record<ErrorCode, string>> = {
  bad_input: 'mend the question and ask again',
  not_found: 'check the name, the kind, the namespace and the context',
  forbidden: 'ask whoever runs the cluster for this permission',
  unauthorized: 'log in again, or renew the credential in the kubeconfig',
  unreachable: 'ask again in a minute; if it stays so, something is wrong with the server or on the way to it',
  timeout: 'ask again, or for less: one namespace, a lower limit',
  conflict: 'ask again: the cluster changed while it was read',
  cancelled: 'ask again when the answer is wanted',
  unsupported: 'nothing can be mended in the question: this server or this object does not offer it',
  internal: 'this is a defect: please report it, with the log',
};
