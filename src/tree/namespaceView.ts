import { levelAt, type HealthLevel } from '../kube/podHealth.ts';
import type { TreeFolder } from './treeFolders.ts';
import type { TreeRecord } from './treeRecord.ts';

/** An object as it stands in the tree, with what stands below it. */
export interface Entry {
  readonly folder: TreeFolder;
  readonly record: TreeRecord;
  level: HealthLevel;
  readonly children: Entry[];
}

export interface NamespaceView {
  readonly folders: readonly { readonly folder: TreeFolder; readonly entries: readonly Entry[] }[];
  readonly critical: number;
  readonly warnings: number;
  /** When something in it looks otherwise by time alone; Infinity for never. */
  readonly turnsAt: number;
}

/** What one namespace holds at `now`: each object below its owner where that is drawn, else in the folder of its kind. */
export function namespaceView(
  folders: readonly TreeFolder[],
  recordsOf: (folder: TreeFolder) => Iterable<TreeRecord>,
  now: number,
): NamespaceView {
  const byPath = new Map<string, Entry>();
  const all: Entry[] = [];
  for (const folder of folders)
    for (const record of recordsOf(folder)) {
      const entry: Entry = { folder, record, level: levelAt(record, now), children: [] };
      all.push(entry);
      if (folder.kind.kind !== 'Pod') byPath.set(`${folder.kind.kind}/${record.name}`, entry);
    }
  const tops = new Map<TreeFolder, Entry[]>();
  for (const entry of all) {
    const owner = entry.record.owner === undefined ? undefined : byPath.get(entry.record.owner);
    const top = tops.get(entry.folder);
    if (owner !== undefined && owner !== entry) owner.children.push(entry);
    else if (top === undefined) tops.set(entry.folder, [entry]);
    else top.push(entry);
  }
  // Folders run from owners to owned: what is owned passes its trouble on first
  for (const entry of all.toReversed()) entry.level = worsen(entry);
  return {
    folders: folders.flatMap((folder) => {
      const entries = tops.get(folder);
      return entries === undefined ? [] : [{ folder, entries }];
    }),
    critical: all.filter(({ level }) => level === 'critical').length,
    warnings: all.filter(({ level }) => level === 'warning').length,
    turnsAt: all.reduce((least, { record: { until = 0 } }) => (until > now && until < least ? until : least), Infinity),
  };
}

/** A workload of which a pod serves is in danger, not broken, when another pod is sick. */
function worsen({ level, children }: Entry): HealthLevel {
  const below = new Set(children.map((child) => child.level));
  if (level === 'critical' || !(below.has('critical') || below.has('warning'))) return level;
  return below.has('critical') && !below.has('ok') ? 'critical' : 'warning';
}

/** In the order of drawing: the sick ones, then by name, `web-2` before `web-10`. */
export function inOrder(entries: readonly Entry[]): readonly Entry[] {
  return entries.toSorted(
    (a, b) => troubleOf(a.level) - troubleOf(b.level) || compareNames(a.record.name, b.record.name),
  );
}

function troubleOf(level: HealthLevel): number {
  return level === 'critical' ? 0 : level === 'warning' ? 1 : 2;
}

function compareNames(a: string, b: string): number {
  if (a.length !== b.length) {
    const [stemA = '', numberA] = ordinal.exec(a)?.slice(1) ?? [];
    const [stemB = '', numberB] = ordinal.exec(b)?.slice(1) ?? [];
    if (numberA !== undefined && numberB !== undefined && stemA === stemB) return Number(numberA) - Number(numberB);
  }
  return a < b ? -1 : 1;
}

const ordinal = /^(.*-)(\d+)$/;
