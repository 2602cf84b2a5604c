import { counted as countedWords } from '../../core/counted.ts';
import type { NodeVerdict } from './schedulingVerdict.ts';

/** Nodes that refuse a pod for the same reasons. */
export interface NodeGroup {
  readonly nodes: readonly string[];
  /** The scheduler's words; none where they take the pod. */
  readonly reasons: readonly string[];
  /** What the first of them says, with its figures. */
  readonly because: readonly string[];
}

/** The most nodes first. */
export function nodeGroups(verdicts: readonly NodeVerdict[]): readonly NodeGroup[] {
  const groups = new Map<string, { readonly nodes: string[]; readonly first: NodeVerdict }>();
  for (const verdict of verdicts) {
    const key = verdict.refusals.map(({ counted }) => counted).join('\n');
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { nodes: [verdict.node], first: verdict });
    else known.nodes.push(verdict.node);
  }
  return [...groups.values()]
    .map(({ nodes, first: { refusals } }) => ({
      nodes,
      reasons: refusals.map(({ counted }) => counted),
      because: refusals.map(({ because }) => because),
    }))
    .sort((a, b) => b.nodes.length - a.nodes.length);
}

const shown = 4;

/** `node-1: is cordoned; 2 nodes: Insufficient cpu (node-2: 500m of 4 cpu are free, the pod requests 2)` */
export function nodeGroupsText(groups: readonly NodeGroup[]): string {
  const told = groups.slice(0, shown).map(({ nodes, reasons, because }) => {
    const [first = ''] = nodes;
    if (because.length === 0) return `${countedWords(nodes.length, 'node')}: would take it`;
    return nodes.length === 1
      ? `${first}: ${because.join(', ')}`
      : `${nodes.length} nodes: ${reasons.join(', ')} (${first}: ${because.join(', ')})`;
  });
  const left = groups.slice(shown).reduce((sum, { nodes }) => sum + nodes.length, 0);
  return [...told, ...(left > 0 ? [`${countedWords(left, 'more node')} for other reasons`] : [])].join('; ');
}
