import type { TreeNode, TreeText } from '../core/engine.ts';
import { apiVersionOf } from '../core/kind.ts';
import { label } from '../core/label.ts';
import type { ObjectRef } from '../core/objectRef.ts';
import { gapLine } from './gapReason.ts';
import { folderId, moreId, objectId } from './nodeId.ts';
import { stateIcon } from './nodeIcon.ts';
import { countTrouble, type Entry, type EntryLevel } from './namespaceView.ts';
import type { TreeFolder } from './treeFolders.ts';
import type { TreeRecord } from './treeRecord.ts';
import type { Unread } from './unread.ts';

/** `⛔ 2  ⚠ 3` */
export function counts(critical: number, warnings: number): string {
  return [critical > 0 ? `⛔ ${critical}` : '', warnings > 0 ? `⚠ ${warnings}` : '']
    .filter((part) => part !== '')
    .join('  ');
}

export function folderNode(namespace: string, folder: TreeFolder, entries: readonly Entry[]): TreeNode {
  const { critical, warnings } = countTrouble(entries);
  const hasTrouble = critical + warnings > 0;
  const isUnknown = entries.some(({ level }) => level === 'unknown');
  return {
    id: folderId(namespace, folder.label),
    label: folder.label,
    description: [`(${entries.length})`, counts(critical, warnings)].filter((part) => part !== '').join('  '),
    tooltip: [],
    // The objects in it carry the colour
    state: hasTrouble ? 'quiet' : isUnknown ? 'unknown' : 'ok',
    icon: folder.icon,
    expandable: true,
    what: 'kindFolder',
  };
}

export function entryNode(namespace: string, entry: Entry): TreeNode {
  const { folder, record, level, children } = entry;
  const { name, restarts } = record;
  const { kind } = folder.kind;
  const words = stateWords(entry);
  return {
    id: objectId(kind, namespace, name),
    label: name,
    description: words,
    tooltip: [
      `${kind} ${namespace}/${name}: ${words}`,
      ...firstFinding(entry),
      ...whyUnknown(namespace, entry),
      ...podLines(folder, record),
    ],
    state: stateOf(level),
    icon: stateIcon(stateOf(level), kind === 'Pod' ? podIcon(level) : folder.icon),
    expandable: children.length > 0,
    what: kind.charAt(0).toLowerCase() + kind.slice(1),
    object: objectOf(folder, namespace, name),
    ...(restarts === undefined ? {} : { restarted: true }),
  };
}

/** `selects no pod · ClusterIP · 80`, `Running · not ready`: what is wrong stands first, where a narrow view still shows it. */
export function stateWords({ folder, record, level, verdict, children }: Omit<Entry, 'unread'>): string {
  const { words, because } = record;
  if (verdict !== undefined) return [verdict.words, words].filter((part) => part !== '').join(' · ');
  // Of itself a CronJob has no trouble: it has that of its runs
  if (folder.kind.kind === 'CronJob' && isTroubled(level))
    return `${children.some((run) => run.verdict !== undefined) ? 'a run failed' : 'a run is in trouble'} · ${words}`;
  return because !== undefined && isTroubled(level) ? `${words} · ${because}` : words;
}

/** What is wrong and what to do, from the rules, or from the sick pods of a workload. */
function firstFinding({ verdict, children }: Entry): readonly string[] {
  if (verdict !== undefined) return [verdict.finding.message, verdict.finding.remedy];
  return children
    .filter(({ level }) => isTroubled(level))
    .slice(0, 3)
    .map((child) => `${child.record.name}: ${stateWords(child)}`);
}

/** What an object that cannot be judged, or one below it, waits for. */
function whyUnknown(namespace: string, { level, unread, children }: Entry): readonly TreeText[] {
  if (level !== 'unknown') return [];
  if (unread.length > 0) return missingLines(namespace, unread);
  return children
    .filter((child) => child.level === 'unknown')
    .slice(0, 1)
    .flatMap((child) => whyUnknown(namespace, child));
}

export function missingLines(namespace: string, unread: readonly Unread[]): readonly TreeText[] {
  return unread.map(({ folder, error }) =>
    label('Cannot be judged without {0}', gapLine(folder.kind, namespace, error)),
  );
}

function podLines({ kind }: TreeFolder, record: TreeRecord): readonly TreeText[] {
  if (kind.kind !== 'Pod') return [];
  const { ready = 0, containers = 0, restarts = 0, lastRestartAt, node } = record;
  return [
    label('{0}/{1} containers ready', ready, containers),
    ...(restarts === 0 ? [] : [restartsLine(restarts, lastRestartAt)]),
    node === undefined ? label('on no node yet') : label('on {0}', node),
  ];
}

function restartsLine(restarts: number, lastAt: number | undefined): TreeText {
  if (lastAt === undefined) return restarts === 1 ? label('1 restart') : label('{0} restarts', restarts);
  const at = { at: lastAt };
  return restarts === 1 ? label('1 restart, at {0}', at) : label('{0} restarts, the last at {1}', restarts, at);
}

export function objectOf({ kind }: TreeFolder, namespace: string, name: string): ObjectRef {
  return { apiVersion: apiVersionOf(kind), kind: kind.kind, namespace, name };
}

/** The last line of a list that is longer than shown. */
export function moreNode(parent: string | undefined, left: number): TreeNode {
  return {
    id: moreId(parent),
    label: label('Show {0} more', Math.min(left, pageSize)),
    description: label('{0} not shown', left),
    tooltip: [],
    state: 'quiet',
    icon: 'ellipsis',
    expandable: false,
    what: 'more',
  };
}

export const pageSize = 200;

export function isTroubled(level: EntryLevel): boolean {
  return level === 'critical' || level === 'warning';
}

function stateOf(level: EntryLevel): TreeNode['state'] {
  return level === 'starting' ? 'ok' : level;
}

function podIcon(level: EntryLevel): string {
  return level === 'starting' ? 'sync' : level === 'quiet' ? 'circle-outline' : 'pass';
}
