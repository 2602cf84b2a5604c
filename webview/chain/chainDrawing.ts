import { select } from 'd3-selection';
import { zoom, zoomIdentity, zoomTransform, type ZoomTransform } from 'd3-zoom';
import type { GraphBlock } from '../../src/core/blocks.ts';
import { drawn } from '../element.ts';
import type { ViewContext } from '../viewContext.ts';
import { chainLayout, type ChainLayout } from './chainLayout.ts';
import { arrowHead, arrowShape, boxShape } from './chainShapes.ts';
import { standaloneSvg } from './standaloneSvg.ts';
import { textMeasure } from './textMeasure.ts';

/** What of the chain is in view: `by` times what fits the panel, with this point of the layout in the middle. */
export interface ChainZoom {
  readonly by: number;
  readonly x: number;
  readonly y: number;
}

export interface ChainDrawing {
  readonly svg: SVGSVGElement;
  /** Lays the chain out for a panel of so many pixels and fits it in, or shows that part of it. */
  fit(panelWidth: number, at?: ChainZoom): void;
  /** 1.25 zooms in, 0.8 out, around the middle. */
  zoomBy(factor: number): void;
  mark(id: string | undefined): void;
  standalone(): string;
}

interface Reactions {
  readonly choose: (id: string) => void;
  /** After the person has zoomed or moved. */
  readonly zoomed: (at: ChainZoom) => void;
}

const mostHeight = 640;
/** A high drawing makes the panel higher rather than its text smaller than this. */
const smallest = 0.85;
/** So that a person who zooms in sees more than a slit. */
const leastHeight = 180;
const keyStep = 60;

export function chainDrawing(view: ViewContext, block: GraphBlock<string>, react: Reactions): ChainDrawing {
  const canvas = drawn('g');
  const svg = drawn('svg', { class: 'chain', role: 'group', 'aria-label': block.title }, arrowHead(), canvas);
  const fonts = { title: textMeasure(600, 13), small: textMeasure(400, 12) };
  let laidOut: ChainLayout = { width: 0, height: 0, down: false, boxes: [], arrows: [] };
  let shapes = new Map<string, SVGGElement>();
  let panel = { width: 0, height: 0, fits: 1 };
  let current = block.firstBroken ?? block.nodes[0]?.id;
  let fitting = false;

  const zooming = zoom<SVGSVGElement, unknown>()
    .scaleExtent([0.2, 4])
    // The wheel alone scrolls the page, as over any other picture.
    .filter((event: MouseEvent) => (event.type === 'wheel' ? event.ctrlKey || event.metaKey : event.button === 0))
    // A pinch comes as a wheel with Ctrl and small steps.
    .wheelDelta(({ deltaY }) => -deltaY * (Math.abs(deltaY) < 40 ? 0.01 : 0.002))
    .on('zoom', ({ transform }: { readonly transform: ZoomTransform }) =>
      canvas.setAttribute('transform', transform.toString()),
    )
    .on('end', () => {
      if (!fitting) react.zoomed(seen());
    });
  const selected = select<SVGSVGElement, unknown>(svg).call(zooming).on('dblclick.zoom', null);

  function seen(): ChainZoom {
    const now = zoomTransform(svg);
    const [x, y] = now.invert([panel.width / 2, panel.height / 2]);
    return { by: now.k / panel.fits, x, y };
  }

  svg.addEventListener('keydown', (event) => {
    const order = laidOut.boxes.map(({ node }) => node.id);
    const at = current === undefined ? -1 : order.indexOf(current);
    const to = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: order.length - 1,
    }[event.key];
    const move = { ArrowRight: [-1, 0], ArrowLeft: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] }[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      if (current !== undefined) react.choose(current);
    } else if (event.key === '+' || event.key === '=') zoomBy(1.25);
    else if (event.key === '-') zoomBy(0.8);
    else if (event.shiftKey && move !== undefined) {
      const [x = 0, y = 0] = move;
      zooming.translateBy(selected, (x * keyStep) / zoomTransform(svg).k, (y * keyStep) / zoomTransform(svg).k);
    } else if (to === undefined) return;
    else focusHop(order[Math.max(0, Math.min(order.length - 1, to))]);
    event.preventDefault();
  });

  function focusHop(id: string | undefined): void {
    rove(id);
    if (id === undefined) return;
    bringIntoView(id);
    shapes.get(id)?.focus({ preventScroll: true });
    shapes.get(id)?.scrollIntoView({ block: 'nearest' });
  }
  /** A hop that has been zoomed or dragged out of the panel comes to its middle when it gets the focus. */
  function bringIntoView(id: string): void {
    const box = laidOut.boxes.find(({ node }) => node.id === id);
    if (box === undefined) return;
    const now = zoomTransform(svg);
    const [left, top] = now.apply([box.x, box.y]);
    const [right, bottom] = now.apply([box.x + box.width, box.y + box.height]);
    if (left < 0 || top < 0 || right > panel.width || bottom > panel.height)
      zooming.translateTo(selected, box.x + box.width / 2, box.y + box.height / 2);
  }
  function rove(id: string | undefined): void {
    current = id;
    for (const [key, shape] of shapes) shape.setAttribute('tabindex', key === id ? '0' : '-1');
  }
  function zoomBy(factor: number): void {
    zooming.scaleBy(selected, factor);
  }

  return {
    svg,
    zoomBy,
    fit(panelWidth, at) {
      const hadFocus = svg.contains(document.activeElement);
      laidOut = chainLayout(block, panelWidth, fonts);
      const { width, height, down } = laidOut;
      const fits = Math.min(1, panelWidth / Math.max(1, width), Math.max(smallest, mostHeight / Math.max(1, height)));
      panel = { width: panelWidth, height: Math.max(leastHeight, height * fits), fits };
      svg.setAttribute('width', String(panelWidth));
      svg.setAttribute('height', String(Math.ceil(panel.height)));
      shapes = new Map(
        laidOut.boxes.map((box) => [box.node.id, boxShape(view, box, box.node.id === block.firstBroken, down)]),
      );
      for (const [id, shape] of shapes) {
        shape.addEventListener('click', () => {
          rove(id);
          react.choose(id);
        });
      }
      canvas.replaceChildren(...laidOut.arrows.map((arrow) => arrowShape(arrow, down)), ...shapes.values());
      rove(current);
      if (hadFocus && current !== undefined) shapes.get(current)?.focus({ preventScroll: true });
      const k = fits * (at?.by ?? 1);
      fitting = true;
      zooming.extent([
        [0, 0],
        [panelWidth, panel.height],
      ]);
      zooming.transform(
        selected,
        at === undefined
          ? zoomIdentity.translate((panelWidth - width * fits) / 2, (panel.height - height * fits) / 2).scale(fits)
          : zoomIdentity.translate(panelWidth / 2 - at.x * k, panel.height / 2 - at.y * k).scale(k),
      );
      fitting = false;
    },
    mark(id) {
      for (const [key, shape] of shapes) {
        shape.classList.toggle('chosen', key === id);
        shape.setAttribute('aria-expanded', String(key === id));
      }
    },
    standalone: () => standaloneSvg(svg, laidOut.width, laidOut.height, block.title),
  };
}
