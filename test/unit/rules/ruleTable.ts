import assert from 'node:assert/strict';
import { objectPath } from '../../../src/core/objectRef.ts';
import type { Finding, Severity } from '../../../src/core/finding.ts';
import type { AnyRule } from '../../../src/core/rule.ts';
import { judge } from '../../../src/rules/judge.ts';
import { loadSnapshot, type NamedObject } from '../../../src/rules/loadSnapshot.ts';
import { createReader } from '../../../src/rules/reader.ts';
import { isFieldPath } from '../../support/evidenceHolds.ts';
import { memoryCluster, type MemoryWorld } from '../../support/memoryCluster.ts';

export interface RuleWorld {
  readonly objects: readonly object[];
  readonly names?: readonly NamedObject[];
  readonly namespace?: string;
  readonly forbidden?: MemoryWorld['forbidden'];
}

interface Spoken {
  readonly severity: Severity;
  /** `Service/shop/api`. */
  readonly about: string;
  /** Path of the first evidence, and its value where that is the point. */
  readonly path: string;
  readonly value?: unknown;
  /** A part of the message. */
  readonly says: string;
  /** A part of the remedy. */
  readonly remedy?: string;
  readonly confidence?: number;
}

/** What a rule finds in a world of which everything that it needs and uses was read. */
export async function findingsIn(rule: AnyRule, world: RuleWorld): Promise<readonly Finding[]> {
  return (await judged(rule, world)).findings;
}

export async function judged(rule: AnyRule, { objects, names = [], namespace = 'shop', forbidden }: RuleWorld) {
  const cluster = memoryCluster({ objects, absent: [], ...(forbidden === undefined ? {} : { forbidden }) });
  const reader = createReader(cluster, new AbortController().signal);
  return judge([rule], await loadSnapshot(reader, [rule], { namespace, names }));
}

/** A rule's test: worlds where it speaks, with the exact evidence, and worlds where it is silent. */
export function ruleTable(
  rule: AnyRule,
  speaks: Readonly<Record<string, RuleWorld & { readonly finding: Spoken }>>,
  silent: Readonly<Record<string, RuleWorld>>,
): void {
  describe(rule.id, () => {
    for (const [name, { finding: wanted, ...world }] of Object.entries(speaks))
      it(`speaks: ${name}`, async () => {
        const findings = await findingsIn(rule, world);
        assert.equal(findings.length, 1, JSON.stringify(findings));
        const [found] = findings;
        assert.ok(found);
        assert.equal(found.rule, rule.id);
        assert.equal(found.severity, wanted.severity);
        assert.equal(objectPath(found.object), wanted.about);
        assert.equal(found.evidence[0]?.path, wanted.path);
        if ('value' in wanted) assert.deepEqual(found.evidence[0].value, wanted.value);
        assert.ok(found.message.includes(wanted.says), found.message);
        if (wanted.remedy !== undefined) assert.ok(found.remedy.includes(wanted.remedy), found.remedy);
        assert.equal(found.confidence, wanted.confidence);
        assert.notEqual(found.remedy, '');
        // Every way in which a rule speaks, not only its example, names fields that a reader of the YAML can go to
        assert.deepEqual(
          found.evidence.map(({ path }) => path).filter((path) => !isFieldPath(path)),
          [],
        );
      });
    for (const [name, world] of Object.entries(silent))
      it(`is silent: ${name}`, async () => {
        assert.deepEqual(await findingsIn(rule, world), []);
      });
  });
}
