import assert from 'node:assert/strict';
import { english } from '../../../src/core/label.ts';
import type { Plan } from '../../../src/core/plan.ts';
import { planDiff } from '../../../src/hosts/vscode/changes/planDiff.ts';
import { planWords } from '../../../src/hosts/vscode/changes/planWords.ts';
import { planOf } from './planOf.ts';

const cluster = { context: 'demo', server: 'https://127.0.0.1:6443', authority: '' };
const lines = (more: Partial<Plan>, options = {}): readonly string[] =>
  planWords(planOf(more), cluster, options).lines.map(english);

describe('the words of a plan', () => {
  it('ask about the change, and say where, what, whom it hits, what was checked and how it is taken back', () => {
    assert.equal(english(planWords(planOf(), cluster).question), 'Scale shop/cart from 1 to 3?');
    assert.deepEqual(lines({}), [
      'In demo (https://127.0.0.1:6443)',
      'Deployment shop/cart: spec.replicas 1 → 3.',
      'Blast radius: pods: +2, −0; Service cart (1 ready now, 1 at worst); PDB cart allows 1 of 1 healthy; managed by Helm (release shop); quota: pods 5/10.',
      'Checked: you may patch deployments/scale here. Dry run accepted by the server.',
      'Undo: exact.',
    ]);
  });

  it('say before all else that the plan is not the one that was shown', () => {
    assert.match(lines({}, { changedSinceShown: true })[0] ?? '', /^Changed since shown/);
    assert.ok(!lines({}, { changedSinceShown: false }).some((line) => line.includes('Changed')));
  });

  it('name every warning', () => {
    const warned = lines({ warnings: ['capacity: 1 of 2 new pods fits', 'No replica is left.'] });
    assert.deepEqual(warned.slice(2, 4), ['⚠ capacity: 1 of 2 new pods fits.', '⚠ No replica is left.']);
  });

  it('call what was not looked at not known, and what touches nothing else by that', () => {
    const radius = (blastRadius: Plan['blastRadius']): string =>
      lines({ blastRadius }).find((line) => line.startsWith('Blast radius')) ?? '';
    assert.equal(
      radius({ podsAdded: 1, podsRemoved: 1 }),
      'Blast radius: pods: +1, −1; not known: disruption budgets; quotas.',
    );
    assert.equal(radius({ podsAdded: 0, podsRemoved: 0, managedBy: null }), 'Blast radius: nothing besides it.');
    assert.equal(
      radius({ podsAdded: 0, podsRemoved: 3, disruptionBudget: null, dependents: ['3 Pods', '1 ReplicaSet'] }),
      'Blast radius: pods: +0, −3; goes with it: 3 Pods, 1 ReplicaSet.',
    );
  });

  it('claim no permission and no dry run that nobody gave', () => {
    const checked = (more: Partial<Plan>): string =>
      lines(more).find((line) => /Checked|Not known whether/.test(line)) ?? '';
    assert.equal(
      checked({ dryRun: { accepted: null, because: 'the webhook does not support dry run' } }),
      'Checked: you may patch deployments/scale here. No dry run: the webhook does not support dry run.',
    );
    assert.equal(
      checked({ permissions: [{ verb: 'create', resource: 'pods/eviction', namespace: 'shop', allowed: null }] }),
      'Not known whether you may create pods/eviction here. Dry run accepted by the server.',
    );
  });

  it('say what an undo costs, or that there is none', () => {
    const undo = (of: Plan['undo']): string => lines({ undo: of }).find((line) => line.startsWith('Undo')) ?? '';
    assert.equal(
      undo({ possible: false, because: 'a pod does not come back' }),
      'Undo: none: a pod does not come back.',
    );
    assert.equal(
      undo({ possible: true, exact: false, because: 'its history is lost' }),
      'Undo: not exact: its history is lost.',
    );
    assert.equal(undo({ possible: true, exact: true, because: 'rolls forward' }), 'Undo: exact: rolls forward.');
  });

  it('say that a name has to be typed', () => {
    const guarded = lines({
      protected: { what: 'namespace', name: 'kube-system' },
      warnings: ['Namespace kube-system is protected: its name has to be typed.'],
    });
    assert.equal(guarded.at(-1), 'Namespace kube-system is protected: its name has to be typed.');
    assert.equal(guarded.filter((line) => line.includes('is protected')).length, 1);
    assert.match(lines({ protected: { what: 'context', name: 'prod-eu' } }).at(-1) ?? '', /^Context prod-eu/);
  });
});

describe('the diff of a plan', () => {
  it('has each field before and after, in the same order', () => {
    const diff = [
      { path: 'spec.replicas', before: 1, after: 3 },
      { path: 'metadata.annotations.note', after: 'new' },
      { path: 'spec.template', before: { a: [1] } },
    ];
    assert.deepEqual(planDiff(planOf({ dryRun: { accepted: true, diff } })), {
      before: 'spec.replicas: 1\nspec.template: {\n  "a": [\n    1\n  ]\n}\n',
      after: 'spec.replicas: 3\nmetadata.annotations.note: new\n',
    });
  });

  it('tells what the steps say where the server was not asked', () => {
    const { before, after } = planDiff(planOf({ dryRun: { accepted: null, because: 'no dry run' } }));
    assert.match(before, /^patch Deployment\/shop\/cart scale: \{\s+"spec.replicas": 1/);
    assert.match(after, /"replicas": 3/);
  });
});
