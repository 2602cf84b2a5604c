import type { GraphBlock } from '../../src/core/blocks.ts';
import { button } from '../controls.ts';
import { element } from '../element.ts';
import type { ViewContext } from '../viewContext.ts';
import { chainDrawing } from './chainDrawing.ts';
import { hopList } from './hopList.ts';

/** The service chain as a drawing with its hops in words under it; choosing a hop in either opens its evidence. */
export function chainView(view: ViewContext, block: GraphBlock<string>, key: string): HTMLElement {
  const { label } = view;
  const drawing = chainDrawing(view, block, toggle);
  const list = hopList(view, block, toggle);
  let chosen = chosenFrom(view.state.get(key), block);

  function toggle(id: string): void {
    chosen = chosen === id ? undefined : id;
    view.state.set(key, chosen ?? '');
    showChosen();
  }
  function showChosen(): void {
    drawing.mark(chosen);
    list.open(chosen);
  }

  const panel = element('div', { class: 'chain-panel' }, drawing.svg);
  let width = 0;
  const observer = new ResizeObserver(() => {
    if (panel.clientWidth === width || panel.clientWidth === 0) return;
    width = panel.clientWidth;
    drawing.fit(width);
    showChosen();
  });
  observer.observe(panel);
  view.signal.addEventListener('abort', () => observer.disconnect());
  list.open(chosen);

  return element(
    'div',
    {},
    element(
      'div',
      { class: 'toolbar', role: 'group', 'aria-label': label('Drawing') },
      button(label('Zoom in'), { icon: 'zoom-in' }, () => drawing.zoomBy(1.25)),
      button(label('Zoom out'), { icon: 'zoom-out' }, () => drawing.zoomBy(0.8)),
      button(label('Fit'), { icon: 'screen-full' }, () => {
        drawing.fit(width);
        showChosen();
      }),
      button(label('Export SVG'), { icon: 'export' }, () =>
        view.send({ type: 'exportSvg', svg: drawing.standalone() }),
      ),
    ),
    panel,
    list.root,
  );
}

/** The first broken hop is open until the person has chosen; an empty text means that all are closed. */
function chosenFrom(saved: unknown, block: GraphBlock<string>): string | undefined {
  if (typeof saved !== 'string') return block.firstBroken;
  return block.nodes.some(({ id }) => id === saved) ? saved : undefined;
}
