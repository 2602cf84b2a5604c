import assert from 'node:assert/strict';
import { revealLine } from '../../../src/hosts/vscode/trees/revealLine.ts';

const demo = { id: 'demo' };
const other = { id: 'other' };

/** An editor that does on each reveal the next of these, and the last of them from then on. */
class Editor {
  readonly #acts: readonly ((editor: Editor) => void)[];
  selection: readonly { readonly id: string }[] = [];
  expanded = false;
  asked = 0;

  constructor(...acts: readonly ((editor: Editor) => void)[]) {
    this.#acts = acts;
  }

  async reveal(): Promise<void> {
    this.#acts[Math.min(this.asked++, this.#acts.length - 1)]?.(this);
    await Promise.resolve();
  }

  show(expand: boolean): Promise<void> {
    const options = { select: true, ...(expand ? { expand } : {}) } as const;
    return revealLine(this, demo, options, { isExpanded: () => this.expanded, pause: 5 });
  }
}

const select = (editor: Editor): unknown => (editor.selection = [{ ...demo }]);
const open = (editor: Editor): unknown => ((editor.expanded = true), select(editor));
const nothing = (): undefined => undefined;
const fail = (): never => {
  throw new Error('TreeError: Data tree node not found');
};

describe('revealing a line of the tree', () => {
  it('asks the editor once where it does what it is asked', async () => {
    const editor = new Editor(open);
    await editor.show(true);
    assert.equal(editor.asked, 1);
  });

  for (const [what, lost] of [
    ['nothing, as the tree was drawn anew meanwhile', nothing],
    ['only a selection', select],
    ['an error', fail],
  ] as const)
    it(`asks again where the answer was ${what}`, async () => {
      const editor = new Editor(lost, lost, open);
      await editor.show(true);
      assert.equal(editor.asked, 3);
      assert.ok(editor.expanded);
    });

  it('does not wait for an expansion that nobody asked for', async () => {
    const editor = new Editor(nothing, select);
    await editor.show(false);
    assert.equal(editor.asked, 2);
  });

  it('leaves the tree alone once the person selects something else', async () => {
    const editor = new Editor((one) => (one.selection = [other]));
    await editor.show(true);
    assert.equal(editor.asked, 1);
  });

  it('asks again where something else was selected before', async () => {
    const editor = new Editor(nothing, open);
    editor.selection = [other];
    await editor.show(true);
    assert.equal(editor.asked, 2);
  });

  it('gives up after some attempts, and says why if the editor did', async () => {
    const silent = new Editor(nothing);
    await silent.show(true);
    assert.equal(silent.asked, 6);
    await assert.rejects(new Editor(fail).show(true), /node not found/);
  });
});
