import type { GraphBlock } from '../../src/core/blocks.ts';
import { button } from '../controls.ts';
import { element } from '../element.ts';
import { fieldOf } from '../fieldOf.ts';
import type { ViewContext } from '../viewContext.ts';
import { chainDrawing, type ChainZoom } from './chainDrawing.ts';
import { hopList } from './hopList.ts';

/** The service chain as a drawing with its hops in words under it; choosing a hop in either opens its evidence. */
export function chainView(view: ViewContext, block: GraphBlock<string>, key: string): HTMLElement {
  const { label } = view;
  if (block.nodes.length === 0) return element('p', { class: 'quiet' }, label('Nothing to draw.'));
  const saved = view.state.get(key);
  let chosen = chosenFrom(fieldOf(saved, 'chosen'), block);
  let zoom = zoomFrom(fieldOf(saved, 'zoom'));
  const drawing = chainDrawing(view, block, {
    choose(id) {
      toggle(id);
      list.bringIntoView(chosen);
    },
    zoomed(at) {
      zoom = at;
      remember();
    },
  });
  const list = hopList(view, block, toggle);

  function toggle(id: string): void {
    chosen = chosen === id ? undefined : id;
    remember();
    showChosen();
  }
  function remember(): void {
    view.state.set(key, { chosen: chosen ?? '', ...(zoom === undefined ? {} : { zoom }) });
  }
  function showChosen(): void {
    drawing.mark(chosen);
    list.open(chosen);
  }
  function fit(): void {
    drawing.fit(width, zoom);
    showChosen();
  }

  const panel = element('div', { class: 'chain-panel' }, drawing.svg);
  let width = 0;
  const observer = new ResizeObserver(() => {
    if (panel.clientWidth === width || panel.clientWidth === 0) return;
    width = panel.clientWidth;
    fit();
  });
  observer.observe(panel);
  view.signal.addEventListener('abort', () => observer.disconnect());
  list.open(chosen);

  const root = element(
    'div',
    {},
    element(
      'div',
      { class: 'toolbar', role: 'group', 'aria-label': label('Drawing') },
      button(label('Zoom in'), { icon: 'zoom-in' }, () => drawing.zoomBy(1.25)),
      button(label('Zoom out'), { icon: 'zoom-out' }, () => drawing.zoomBy(0.8)),
      button(label('Fit'), { icon: 'screen-full' }, () => {
        zoom = undefined;
        remember();
        fit();
      }),
      button(label('Export SVG'), { icon: 'export' }, () =>
        view.send({ type: 'exportSvg', svg: drawing.standalone() }),
      ),
    ),
    panel,
    element(
      'p',
      { class: 'quiet hint' },
      label(
        'Arrow keys go from hop to hop, Enter opens the evidence, Escape closes it, + and − or Ctrl and the wheel zoom.',
      ),
    ),
    list.root,
  );
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || chosen === undefined) return;
    list.focusRowOf(document.activeElement);
    toggle(chosen);
    event.preventDefault();
  });
  return root;
}

/** The first broken hop is open until the person has chosen; an empty text means that all are closed. */
function chosenFrom(saved: unknown, block: GraphBlock<string>): string | undefined {
  if (typeof saved !== 'string') return block.firstBroken;
  return block.nodes.some(({ id }) => id === saved) ? saved : undefined;
}

function zoomFrom(saved: unknown): ChainZoom | undefined {
  const [by, x, y] = [fieldOf(saved, 'by'), fieldOf(saved, 'x'), fieldOf(saved, 'y')];
  return typeof by === 'number' && typeof x === 'number' && typeof y === 'number' && by > 0 ? { by, x, y } : undefined;
}
