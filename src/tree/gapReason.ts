import type { ErrorCode } from '../core/envelope.ts';
import { resourceName } from '../core/kind.ts';
import type { KubeError } from '../core/kubeError.ts';
import { label, type Label } from '../core/label.ts';
import type { TreeFolder } from './treeFolders.ts';

const reasons: Readonly<Record<ErrorCode, Label>> = {
  forbidden: label('forbidden'),
  // 401: who asks is not known, so that nothing is said of what is allowed
  unauthorized: label('credential not accepted'),
  not_found: label('absent'),
  timeout: label('timeout'),
  unreachable: label('unreachable'),
  unsupported: label('unsupported'),
  bad_input: label('failed'),
  conflict: label('failed'),
  cancelled: label('failed'),
  internal: label('failed'),
};

/** Why something could not be read, in a word or two. */
export function gapReason({ facts }: KubeError): Label {
  return facts.reason === 'Expired' ? label('expired') : reasons[facts.code];
}

/** `pods in shop: forbidden (needs list on pods in shop)`. */
export function gapLine(kind: TreeFolder['kind'], namespace: string | undefined, error: KubeError): Label {
  const resource = resourceName(kind);
  const wanted = namespace === undefined ? resource : label('{0} in {1}', resource, namespace);
  return label('{0}: {1} ({2})', wanted, gapReason(error), gapHint(error));
}

/** What would help, else what the server said. */
export function gapHint({ facts: { hint, detail } }: KubeError): string {
  return hint ?? detail;
}
