import type { KubeError } from '../core/kubeError.ts';
import type { TreeFolder } from './treeFolders.ts';

/** A kind of which nothing is known, and why. */
export interface Unread {
  readonly folder: TreeFolder;
  readonly error: KubeError;
}
