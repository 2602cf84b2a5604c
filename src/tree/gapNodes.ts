import type { TreeNode } from '../core/engine.ts';
import type { KubeError } from '../core/kubeError.ts';
import { resourceName } from '../core/kind.ts';
import { english, label } from '../core/label.ts';
import { gapHint, gapLine, gapReason } from './gapReason.ts';
import { gapId } from './nodeId.ts';
import type { TreeFolder } from './treeFolders.ts';
import type { Unread } from './unread.ts';

/** The last line of a namespace of which not all could be read: what is missing is not taken for nothing. */
export function gapNode(namespace: string, unread: readonly Unread[]): TreeNode {
  const kinds = unread.map(({ folder }) => resourceName(folder.kind));
  const reasons = new Map(unread.map(({ error }) => [english(gapReason(error)), gapReason(error)]));
  return {
    ...line(namespace),
    label: label('Not read: {0}', kinds.join(', ')),
    description: [...reasons.values()].reduce((all, one) => label('{0}, {1}', all, one)),
    tooltip: unread.map(({ folder, error }) => gapLine(folder.kind, namespace, error)),
    state: 'unknown',
    icon: 'question',
  };
}

/** The last line below a context whose namespaces cannot be listed. */
export function namespacesGapNode(error: KubeError): TreeNode {
  return {
    ...line(undefined),
    label: label('Other namespaces could not be listed'),
    description: gapReason(error),
    tooltip: [
      gapHint(error),
      label('Shown are the namespace of the context, those that you switched to, and those that may be read.'),
    ],
    state: 'unknown',
    icon: 'question',
  };
}

/** In the place of children that are not there. */
export function nothingNode(namespace: string | undefined, folders: readonly TreeFolder[]): TreeNode {
  const kinds = folders.map(({ kind }) => resourceName(kind)).join(', ');
  return {
    ...line(namespace),
    label: label('Nothing found'),
    description: '',
    tooltip: [
      namespace === undefined
        ? label('The cluster has no namespaces.')
        : label('The namespace holds nothing of what is shown here: {0}', kinds),
    ],
    state: 'quiet',
    icon: 'circle-slash',
  };
}

function line(namespace: string | undefined) {
  return { id: gapId(namespace), expandable: false, what: 'gap' } as const;
}
