import type { DiffBlock, DiffSide } from '../../src/core/blocks.ts';
import { copyButton } from '../blocks/codeView.ts';
import { factsView } from '../blocks/factsView.ts';
import { button } from '../controls.ts';
import { element } from '../element.ts';
import type { ViewContext } from '../viewContext.ts';
import { changeList } from './changeList.ts';
import { textTable } from './textTable.ts';

/** Two states beside each other: who they are, what to do with them, what differs by sections, and all lines of both. */
export function diffView(view: ViewContext, block: DiffBlock<string>, key: string): HTMLElement {
  const { before, after, sections } = block;
  const differs = sections.length > 0 || block.rows.some(({ changed }) => changed);
  return element(
    'div',
    { class: 'diff' },
    element('div', { class: 'diff-sides' }, sideView(view, before), sideView(view, after)),
    actions(view, block),
    differs ? undefined : element('p', { class: 'quiet' }, view.label('The two do not differ.')),
    ...sections.map(({ title, changes }) =>
      element('div', { class: 'diff-section' }, element('h3', {}, title), changeList(view, title, changes)),
    ),
    element('h3', {}, 'YAML'),
    textTable(view, block, key),
  );
}

function sideView(view: ViewContext, { title, tags, facts }: DiffSide<string>): HTMLElement {
  return element(
    'div',
    { class: 'diff-side' },
    element('h3', {}, title, ...tags.flatMap((tag) => [' ', element('span', { class: 'tag' }, tag)])),
    factsView(view, { type: 'facts', facts }),
  );
}

function actions(view: ViewContext, { rollBack, unified }: DiffBlock<string>): HTMLElement {
  const { label, send } = view;
  return element(
    'div',
    { class: 'diff-actions' },
    rollBack === undefined || !view.canCall(rollBack.tool)
      ? undefined
      : button(rollBack.label, { icon: 'discard' }, () =>
          send({ type: 'call', tool: rollBack.tool, input: rollBack.input }),
        ),
    button(label('Open in Diff Editor'), { icon: 'diff' }, () => send({ type: 'openDiff' })),
    copyButton(view, () => unified),
  );
}
