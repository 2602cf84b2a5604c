import type { TreeNode } from '../core/engine.ts';

/** A shape for each state, so that colour is never alone. */
export function stateIcon(state: TreeNode['state'], otherwise: string): string {
  switch (state) {
    case 'critical':
      return 'error';
    case 'warning':
      return 'warning';
    case 'unknown':
      return 'question';
    case 'ok':
    case 'quiet':
      return otherwise;
  }
}
