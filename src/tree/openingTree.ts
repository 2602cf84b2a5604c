import type { LiveTree } from '../core/engine.ts';

/**
 * A tree whose cluster is opened at the first look, and again after a failed one. Listeners may come before that; they are
 * handed on once there is something to listen to.
 */
export function openingTree(open: () => Promise<LiveTree>): LiveTree {
  const listeners = new Map<(nodes: readonly (string | undefined)[]) => void, (() => void) | undefined>();
  let opening: Promise<LiveTree> | undefined;
  let inner: LiveTree | undefined;

  const opened = (): Promise<LiveTree> => {
    opening ??= open().then(
      (tree) => {
        inner = tree;
        for (const [listener, stop] of listeners)
          if (stop === undefined) listeners.set(listener, tree.listen(listener));
        return tree;
      },
      (error: unknown) => {
        opening = undefined;
        throw error;
      },
    );
    return opening;
  };

  return {
    children: async (parent) => (await opened()).children(parent),
    find: async (object) => (await opened()).find(object),
    summary: () => inner?.summary(),
    listen: (onChange) => {
      listeners.set(onChange, inner?.listen(onChange));
      return () => {
        listeners.get(onChange)?.();
        listeners.delete(onChange);
      };
    },
  };
}
