import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { JsonObject } from '../../../src/core/json.ts';
import { parseWorld } from '../../../src/demo/world/parseWorld.ts';
import { certificateData } from './certificateData.ts';

const folder = fileURLToPath(new URL('../../clusters', import.meta.url));

const Names = Type.Array(Type.String());
const Verdict = Type.Union(['healthy', 'degraded', 'broken', 'unknown', 'answered'].map((word) => Type.Literal(word)));

/** The first document of a world: what we must say of it. A new tool adds calls, and needs nothing of this form changed. */
const Expected = Type.Object(
  {
    /** Nothing is wrong: no finding above a hint from any tool that judges. */
    healthy: Type.Boolean(),
    /** STATUS by the beginning of a pod's name: of every pod with that beginning, and of every pod of the world. */
    status: Type.Optional(Type.Record(Type.String(), Type.String())),
    scan: Type.Object(
      {
        verdict: Verdict,
        /** The critical and warning rules that speak; no other may. */
        rules: Names,
        /** Beginnings of the names of pods in trouble that no rule speaks of. */
        unexplained: Type.Optional(Names),
      },
      { additionalProperties: false },
    ),
    /** The state of the namespace in the tree. */
    tree: Type.String(),
    /** Reasons that list_kubernetes_events must show. */
    events: Type.Optional(Names),
    calls: Type.Optional(
      Type.Array(
        Type.Object(
          {
            tool: Type.String(),
            /** Beside the namespace. */
            input: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
            verdict: Verdict,
            rules: Type.Optional(Names),
            /** What the headline must name. */
            says: Type.Optional(Names),
            /** What must stand somewhere in its data. */
            shows: Type.Optional(Names),
          },
          { additionalProperties: false },
        ),
      ),
    ),
    /** Why this world is in the demo cluster alone: what a server refuses, or a controller would mend. */
    demoOnly: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type Expected = Static<typeof Expected>;

export interface TestWorld {
  /** Its file, without the ending. All that has a namespace is in the one of this name. */
  readonly name: string;
  readonly expect: Expected;
  readonly documents: readonly JsonObject[];
}

/**
 * The worlds of test/clusters.
 * @param now milliseconds since the epoch: the moment to which `!ago` counts back
 * @throws Error for a world without a header, or with one of another form
 */
export function readWorlds(now: number): readonly TestWorld[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => {
      const [header, ...documents] = parseWorld(readFileSync(path.join(folder, file), 'utf8'), now);
      const expect = header?.expect;
      if (!Value.Check(Expected, expect)) {
        const [first] = Value.Errors(Expected, expect);
        throw new Error(`${file}: ${first === undefined ? '' : `${first.instancePath} ${first.message}`}`);
      }
      return { name: path.basename(file, '.yaml'), expect, documents: documents.map(withPair) };
    });
}

function withPair({ $certificate, ...document }: JsonObject): JsonObject {
  return { ...document, ...certificateData($certificate) };
}
