import assert from 'node:assert/strict';
import { catalog } from '../../../src/hosts/vscode/catalog.ts';
import { activationEvents, contributions } from '../../../src/hosts/vscode/contributions/contributions.ts';

const { commands, menus, viewsWelcome, views, configuration, keybindings } = contributions;
const tools = catalog.map(({ name }) => `kubeSre.tool.${name}`);
const declared = new Set([...commands.map((one) => one.command), ...tools]);

describe('the static parts of the manifest', () => {
  it('put only declared commands into menus, keys and welcome texts', () => {
    const used = [
      ...Object.values(menus).flatMap((entries) => entries.map((entry) => entry.command)),
      ...keybindings.map((entry) => entry.command),
      ...viewsWelcome.flatMap(({ contents }) =>
        [...contents.en.matchAll(/\(command:([^)]+)\)/g)].map(([, id]) => id ?? ''),
      ),
    ];
    assert.deepEqual(
      [...new Set(used)].filter((id) => !declared.has(id)),
      [],
    );
  });

  it('hide from the palette what needs an object', () => {
    const hidden = new Set(
      menus.commandPalette.filter((entry) => entry.when === 'false').map((entry) => entry.command),
    );
    // These ask for what they need
    const asking = new Set([...tools, 'kubeSre.enableChanges', 'kubeSre.disableChanges']);
    const onItems = menus['view/item/context'].map((entry) => entry.command).filter((id) => !asking.has(id));
    assert.deepEqual(
      onItems.filter((id) => !hidden.has(id)),
      [],
    );
  });

  it('offer at most one inline action on a line', () => {
    const inline = menus['view/item/context'].filter((entry) => entry.group?.startsWith('inline') === true);
    const viewOf = (when: string): string => /view == kubeSre\.(\w+)/.exec(when)?.[1] ?? '';
    const ofClusters = inline.filter(({ when }) => viewOf(when) === 'clusters');
    assert.deepEqual(
      ofClusters.map((entry) => [...entry.when.matchAll(/\\b(\w+)\\b/g)].map(([, word]) => word)),
      [['diagnosable', 'bad'], ['entry']],
    );
    // A finding has one fix at most, or the way to its YAML; a line of the Changes view is a change or a read, and never both
    const others = inline.filter(({ when }) => viewOf(when) !== 'clusters');
    assert.deepEqual(
      others.map(({ when }) => [viewOf(when), /viewItem =[=~] (?:\/\\b)?(\w+)/.exec(when)?.[1]]),
      [
        ['findings', 'finding'],
        ['findings', 'rollback_deployment'],
        ['findings', 'delete_kubernetes_resource'],
        ['capabilities', 'tool'],
        ['changes', 'undoable'],
        ['changes', 'repeatable'],
      ],
    );
    assert.match(others[0]?.when ?? '', /&& !\(viewItem =~ \/\\bfixable\\b\/\)$/);
  });

  it('give each text a key of its own', () => {
    const texts = new Map<string, string>();
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      if ('nls' in value && 'en' in value && typeof value.nls === 'string' && typeof value.en === 'string') {
        assert.equal(texts.get(value.nls) ?? value.en, value.en, value.nls);
        texts.set(value.nls, value.en);
      }
      for (const one of Object.values(value)) walk(one);
    };
    walk(contributions);
    assert(texts.size > 20);
  });

  it('welcome a person without a kubeconfig with the settings and the demo', () => {
    const welcome = viewsWelcome.find((one) => one.when.includes('noKubeconfig'))?.contents.en ?? '';
    assert.match(welcome, /\[Open Kubeconfig Settings\]\(command:kubeSre\.openKubeconfigSettings\)/);
    assert.match(welcome, /\[Open the Demo Cluster\]\(command:kubeSre\.openDemo\)/);
  });

  it('let no workspace choose the kubeconfig', () => {
    assert.equal(configuration['kubeSre.kubeconfig']?.scope, 'application');
  });

  it('wake up for the views that outlive a reload', () => {
    assert(activationEvents.includes('onWebviewPanel:kubeSre.report'));
    assert.equal(views.kubeSre[0]?.id, 'kubeSre.clusters');
  });
});
