import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { contributions } from '../../../src/hosts/vscode/contributions/contributions.ts';
import { settingSections } from '../../../src/hosts/vscode/contributions/settingSections.ts';
import { catalog } from '../../../src/hosts/vscode/catalog.ts';
import { root } from '../../support/sourceImports.ts';

const steps = contributions.walkthroughs.flatMap((one) => one.steps);
const views = contributions.views.kubeSre.map(({ id }) => `${id}.focus`);
const commands = new Set([
  ...contributions.commands.map((one) => one.command),
  ...catalog.map(({ name }) => `kubeSre.tool.${name}`),
  ...views,
  'workbench.action.openSettings',
]);
const file = (name: string): string => readFileSync(path.join(root, name), 'utf8');

describe('the walkthrough', () => {
  it('has four steps: connect, ask, look, and what there is to know of changes', () => {
    assert.deepEqual(
      steps.map(({ id }) => id),
      ['connect', 'ask', 'look', 'changes'],
    );
  });

  it('is offered wherever the Clusters view has nothing to show, and always in the menu of its title', () => {
    const empty = contributions.viewsWelcome.filter(({ view }) => view === 'kubeSre.clusters');
    const opens = empty.filter(({ contents }) => contents.en.includes('(command:kubeSre.openWalkthrough)'));
    const places = (welcomes: typeof empty): readonly string[] =>
      [...new Set(welcomes.flatMap(({ when }) => when.match(/no[A-Z]\w+/g) ?? []))].sort();
    assert.deepEqual(places(empty), ['noContexts', 'noKubeconfig']);
    assert.deepEqual(places(opens), places(empty));
    const inTitle = contributions.menus['view/title'].filter(({ command }) => command === 'kubeSre.openWalkthrough');
    assert.deepEqual(
      inTitle.map(({ when }) => when),
      ['view == kubeSre.clusters'],
    );
  });

  it('has buttons for commands that there are, and is done by such', () => {
    const linked = steps.flatMap(({ description }) =>
      [...description.en.matchAll(/\]\(command:([\w.]+)/g)].map(([, id]) => id ?? ''),
    );
    const awaited = steps.flatMap(({ completionEvents }) =>
      completionEvents.flatMap((event) => (event.startsWith('onCommand:') ? [event.slice('onCommand:'.length)] : [])),
    );
    assert.ok(linked.length >= 8);
    assert.deepEqual(
      [...linked, ...awaited].filter((id) => !commands.has(id)),
      [],
    );
  });

  it('is done by its own steps: opening the side bar, which shows every view, does none of them', () => {
    for (const { id, completionEvents } of steps) {
      assert.ok(completionEvents.length > 0, id);
      assert.ok(!completionEvents.some((event) => event.startsWith('onView:')), id);
    }
  });

  it('has a picture for each step, small, in the colours of the theme and of no others', () => {
    for (const { media } of steps) {
      const text = file('svg' in media ? media.svg : media.markdown);
      assert.ok(text.length < 6000);
      if (!('svg' in media)) continue;
      // The page of the walkthrough lets no style of ours through: colours are attributes.
      assert.doesNotMatch(text, /<style|style="|<script|href=/);
      for (const [, value] of text.matchAll(/(?:fill|stroke)="([^"]*)"/g))
        assert.match(value ?? '', /^(none|var\(--vscode-[\w-]+, #[\da-f]{3,6}\))$/);
    }
  });
});

describe('the settings', () => {
  it('stand under titles, each with a safe default that no workspace can change', () => {
    const known = new Set(settingSections.map(({ id }) => id));
    const manifest: unknown = JSON.parse(file('package.json'));
    const shown = JSON.stringify(manifest);
    for (const [id, setting] of Object.entries(contributions.configuration)) {
      assert.ok(known.has(setting.section), id);
      assert.equal(setting.scope, 'application', id);
      assert.ok(shown.includes(`"${id}":`), id);
    }
    assert.ok(!shown.includes('"section"'));
  });
});
