import type { Kind } from '../core/kind.ts';
import type { HasMetadata } from '../kube/metadata.ts';
import { levelAt, type HealthLevel } from '../kube/podHealth.ts';
import { isRestless, nextMended } from './restless.ts';
import { restsOn } from './restsOn.ts';
import type { TreeFolder } from './treeFolders.ts';
import type { TreeRecord } from './treeRecord.ts';
import type { Unread } from './unread.ts';
import { verdicts, type Verdict } from './verdicts.ts';

/** `unknown`: what it rests on could not be read. */
export type EntryLevel = HealthLevel | 'unknown';

/** An object as it stands in the tree, with what stands below it. */
export interface Entry {
  readonly folder: TreeFolder;
  readonly record: TreeRecord;
  level: EntryLevel;
  /** What rules say of it. */
  readonly verdict: Verdict | undefined;
  /** What it rests on and could not be read. */
  readonly unread: readonly Unread[];
  readonly children: Entry[];
}

export interface NamespaceView {
  readonly folders: readonly { readonly folder: TreeFolder; readonly entries: readonly Entry[] }[];
  /** Of the rows that stand in the folders themselves: a workload counts once, whatever its pods are. */
  readonly critical: number;
  readonly warnings: number;
  /** What any of its rows rests on and could not be read. */
  readonly unread: readonly Unread[];
  /** When something in it may look otherwise by time alone; Infinity for never. */
  readonly turnsAt: number;
}

/** What is known of one namespace. */
export interface NamespaceRecords {
  readonly namespace: string;
  readonly folders: readonly TreeFolder[];
  readonly of: (folder: TreeFolder) => Iterable<TreeRecord>;
  /** `of` gives all that there was when the kind was read last; false where it was never read. */
  readonly isKnown: (folder: TreeFolder) => boolean;
  /** The kinds that were never read because it failed. */
  readonly unread: readonly Unread[];
}

/** How often something is looked at again whose rules go by the clock. Milliseconds. */
const againAfter = 15_000;

/** What one namespace holds at `now`: each object below its owner where that is drawn, else in the folder of its kind. */
export function namespaceView(records: NamespaceRecords, now: number): NamespaceView {
  const { folders } = records;
  const lists = subjects(records);
  const judged = verdicts(lists, now);
  const byPath = new Map<string, Entry>();
  const all: Entry[] = [];
  for (const folder of folders)
    for (const record of records.of(folder)) {
      const path = pathOf(folder.kind, record.name);
      const verdict = judged.get(path);
      const level = verdict?.level ?? levelAt(record, now);
      const entry = standing({ folder, record, level, verdict }, records.unread);
      all.push(entry);
      if (folder.kind.kind !== 'Pod') byPath.set(path, entry);
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
  const turnsAt = all.reduce(
    (least, { record: { until = 0 } }) => (until > now && until < least ? until : least),
    isRestless(lists, now) ? now + againAfter : nextMended(lists, now),
  );
  const rows = [...tops.values()].flat();
  return {
    folders: folders.flatMap((folder) => {
      const entries = tops.get(folder);
      return entries === undefined ? [] : [{ folder, entries }];
    }),
    ...countTrouble(rows),
    unread: records.unread.filter((one) =>
      all.some(({ level, unread }) => level === 'unknown' && unread.includes(one)),
    ),
    turnsAt,
  };
}

function pathOf({ kind }: Pick<Kind<unknown>, 'kind'>, name: string): string {
  return `${kind}/${name}`;
}

/** The objects as rules see them, by kind; none of a kind that was never read. */
function subjects({ namespace, folders, of, isKnown }: NamespaceRecords): ReadonlyMap<string, readonly HasMetadata[]> {
  return new Map(
    folders.filter(isKnown).map((folder) => [
      folder.kind.kind,
      Array.from(of(folder), ({ name, subject }) => ({
        ...subject,
        metadata: { ...subject?.metadata, namespace, name },
      })),
    ]),
  );
}

/** An object by itself; unknown where it cannot be judged without what could not be read. */
function standing(of: Pick<Entry, 'folder' | 'record' | 'level' | 'verdict'>, missing: readonly Unread[]): Entry {
  const kinds = missing.length === 0 ? [] : restsOn(of);
  const unread = missing.filter(({ folder }) => kinds.includes(folder.kind.kind));
  return { ...of, level: unread.length > 0 ? 'unknown' : of.level, unread, children: [] };
}

/**
 * A workload of which a pod serves is in danger, not broken, when another pod is sick. One that only waits for pods is no worse than
 * these: a DaemonSet's or StatefulSet's status tells a pod that is starting and one that fails alike as not ready.
 */
function worsen({ record: { lacking = Infinity }, level, children }: Entry): EntryLevel {
  const below = new Set(children.map((child) => child.level));
  const isSick = below.has('critical') || below.has('warning');
  if (!isSick && children.filter((child) => child.level === 'starting').length >= lacking) return 'starting';
  if (level === 'critical') return level;
  if (below.has('critical')) return below.has('ok') || below.has('unknown') ? 'warning' : 'critical';
  if (level === 'warning' || below.has('warning')) return 'warning';
  return below.has('unknown') ? 'unknown' : level;
}

/** How many rows of a list are in trouble; what stands below them is not counted again. */
export function countTrouble(rows: readonly Entry[]): { readonly critical: number; readonly warnings: number } {
  return {
    critical: rows.filter(({ level }) => level === 'critical').length,
    warnings: rows.filter(({ level }) => level === 'warning').length,
  };
}

/** In the order of drawing: the sick ones, then by name, `web-2` before `web-10`. */
export function inOrder(entries: readonly Entry[]): readonly Entry[] {
  return entries.toSorted(
    (a, b) => troubleOf(a.level) - troubleOf(b.level) || compareNames(a.record.name, b.record.name),
  );
}

function troubleOf(level: EntryLevel): number {
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
