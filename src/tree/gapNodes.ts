import type { TreeNode } from '../core/engine.ts';
import type { KubeError } from '../core/kubeError.ts';
import { gapOf } from '../core/kubeError.ts';
import { resourceName } from '../core/kind.ts';
import { label } from '../core/label.ts';
import { gapId } from './nodeId.ts';
import type { TreeFolder } from './treeFolders.ts';
import { gapLine } from './treeSource.ts';

interface Unread {
  readonly folder: TreeFolder;
  readonly error: KubeError;
}

/** The last line of a namespace of which not all could be read: what is missing is not taken for nothing. */
export function gapNode(namespace: string, unread: readonly Unread[]): TreeNode {
  const kinds = unread.map(({ folder }) => resourceName(folder.kind));
  const reasons = new Set(unread.map(({ folder, error }) => gapOf(error, folder.kind.kind).because));
  return {
    ...line(namespace),
    label: label('Not read: {0}', kinds.join(', ')),
    description: [...reasons].join(', '),
    tooltip: unread.map(({ folder, error }) => gapLine(resourceName(folder.kind), namespace, error)),
    state: 'unknown',
    icon: 'question',
  };
}

/** The last line below a context whose namespaces cannot be listed. */
export function namespacesGapNode(error: KubeError): TreeNode {
  const { because, hint } = gapOf(error, 'namespaces');
  return {
    ...line(undefined),
    label: label('Other namespaces could not be listed'),
    description: because,
    tooltip: [
      hint,
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
