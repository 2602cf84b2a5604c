import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { BlockedBy, Scope } from '../../core/envelope.ts';
import type { Intent, JournalEntry, StepResult } from '../../core/journal.ts';
import { ObjectRef } from '../../core/objectRef.ts';
import { FieldDiff } from '../../core/plan.ts';

const text = Type.String();
const words = <T extends string>(...all: readonly T[]) => Type.Union(all.map((word) => Type.Literal(word)));

const IntentLine = Type.Object({
  type: Type.Literal('intent'),
  id: text,
  at: text,
  surface: words<Intent['surface']>('chat', 'palette', 'tree', 'cli', 'mcp', 'test'),
  tool: text,
  input: Type.Unknown(),
  cluster: Type.Object({ context: text, server: text, authority: text }),
  scope: Scope,
  title: text,
  effect: text,
  digest: text,
  approvedBy: text,
  by: Type.Object({ user: text, host: text, pid: Type.Number() }),
  steps: Type.Array(
    Type.Object({
      do: words('patch', 'delete', 'evict', 'create'),
      object: ObjectRef,
      subresource: Type.Optional(text),
      uid: Type.Optional(text),
    }),
  ),
  diff: Type.Array(FieldDiff),
  before: text,
  undo: Type.Object({
    possible: Type.Boolean(),
    exact: Type.Optional(Type.Boolean()),
    because: Type.Optional(text),
    onlyWhile: Type.Optional(Type.Literal('rollout')),
  }),
  undoes: Type.Optional(text),
});

const OutcomeLine = Type.Object({
  type: Type.Literal('outcome'),
  id: text,
  at: text,
  result: words('done', 'failed', 'conflict', 'partial', 'unknown'),
  blockedBy: Type.Optional(BlockedBy),
  steps: Type.Array(
    Type.Object({
      result: words<StepResult>('done', 'failed', 'conflict', 'unknown', 'notReached'),
      milliseconds: Type.Number(),
      error: Type.Optional(text),
      after: Type.Optional(
        Type.Object({ uid: Type.Union([text, Type.Null()]), values: Type.Record(Type.String(), Type.Unknown()) }),
      ),
    }),
  ),
  foundLater: Type.Optional(Type.Literal(true)),
});

const VerifiedLine = Type.Object({
  type: Type.Literal('verified'),
  id: text,
  at: text,
  settled: Type.Boolean(),
  seconds: Type.Number(),
  because: Type.Optional(text),
  available: Type.Optional(text),
});

/** Reads entries. It gives undefined for what is none of ours: of a later version, or written by a hand. */
export function journalEntryParser(): (value: unknown) => JournalEntry | undefined {
  const entry = Compile(Type.Union([IntentLine, OutcomeLine, VerifiedLine]));
  return (value) => (entry.Check(value) ? value : undefined);
}
