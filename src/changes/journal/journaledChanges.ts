import type { Intent, JournalEntry, JournaledChange, Outcome, Verified } from '../../core/journal.ts';

/** Changes with what came of each, the newest first. */
export function journaledChanges(entries: readonly JournalEntry[]): readonly JournaledChange[] {
  const intents = new Map<string, Intent>();
  const outcomes = new Map<string, Outcome>();
  const verified = new Map<string, Verified>();
  for (const entry of entries) {
    if (entry.type === 'intent') {
      // Each is written once: a second one of the id is none of ours.
      if (!intents.has(entry.id)) intents.set(entry.id, entry);
    } else if (entry.type === 'outcome') outcomes.set(entry.id, entry);
    else verified.set(entry.id, entry);
  }
  // From the newest to the oldest: what undoes a change comes after it, and is itself looked at first.
  const undone = new Map<string, string>();
  const changes: JournaledChange[] = [];
  for (const intent of [...intents.values()].toReversed()) {
    const { id, undoes } = intent;
    const outcome = outcomes.get(id);
    const found = verified.get(id);
    const undoneBy = undone.get(id);
    // An undo that was undone itself undoes nothing any more.
    if (undoes !== undefined && outcome?.result === 'done' && undoneBy === undefined && !undone.has(undoes))
      undone.set(undoes, id);
    changes.push({
      intent,
      ...(outcome === undefined ? {} : { outcome }),
      ...(found === undefined ? {} : { verified: found }),
      ...(undoneBy === undefined ? {} : { undoneBy }),
    });
  }
  return changes;
}
