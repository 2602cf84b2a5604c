import type { JournalEntry } from '../../core/journal.ts';
import type { FieldDiff } from '../../core/plan.ts';
import { redact } from '../../core/redact.ts';
import { redactInput } from '../../core/redactInput.ts';

/** Characters of a value as JSON. A longer one is kept as the beginning of that text. */
const longestValue = 4000;
const longestText = 1000;
const mostFields = 200;

/** Bytes of an entry. */
const largest = 512_000;

/**
 * An entry as JSON, on one line. It is redacted here once more: what is on a disk stays there.
 * @throws an Error where so much cannot be kept: the change has too many steps
 */
export function entryText(entry: JournalEntry): string {
  const text = JSON.stringify(bounded(redact(withFewerFields(entry)), entry));
  if (Buffer.byteLength(text) > largest) throw new Error('the change is too large to be kept in the journal');
  return text;
}

function withFewerFields(entry: JournalEntry): JournalEntry {
  if (entry.type !== 'intent' || entry.diff.length <= mostFields) return entry;
  const more = entry.diff.length - mostFields;
  return { ...entry, diff: [...entry.diff.slice(0, mostFields), { path: `… and ${more} more` }] };
}

function bounded(safe: JournalEntry, entry: JournalEntry): unknown {
  if (safe.type === 'verified')
    return { ...safe, ...(safe.because === undefined ? {} : { because: cut(safe.because, longestText) }) };
  if (safe.type === 'outcome')
    return {
      ...safe,
      steps: safe.steps.map((step) => ({
        ...step,
        ...(step.error === undefined ? {} : { error: cut(step.error, longestText) }),
      })),
    };
  return {
    ...safe,
    input: boundedValue(redactInput(entry.type === 'intent' ? (entry.input ?? {}) : {})),
    title: cut(safe.title, longestText),
    effect: cut(safe.effect, longestText),
    diff: safe.diff.map(boundedDiff),
    undo: {
      ...safe.undo,
      ...(safe.undo.because === undefined ? {} : { because: cut(safe.undo.because, longestText) }),
    },
  };
}

function boundedDiff(diff: FieldDiff): FieldDiff {
  return {
    path: cut(diff.path, longestText),
    ...('before' in diff ? { before: boundedValue(diff.before, longestText) } : {}),
    ...('after' in diff ? { after: boundedValue(diff.after, longestText) } : {}),
  };
}

function boundedValue(value: unknown, longest = longestValue): unknown {
  const text = value === undefined ? '' : JSON.stringify(value);
  return text.length > longest ? cut(text, longest) : value;
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
