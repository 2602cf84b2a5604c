import { select } from 'd3-selection';
import { zoom, zoomIdentity, type ZoomTransform } from 'd3-zoom';
import type { GraphBlock } from '../../src/core/blocks.ts';
import { drawn } from '../element.ts';
import type { ViewContext } from '../viewContext.ts';
import { chainLayout, type ChainLayout } from './chainLayout.ts';
import { arrowHead, arrowShape, boxShape } from './chainShapes.ts';
import { standaloneSvg } from './standaloneSvg.ts';
import { textMeasure } from './textMeasure.ts';

export interface ChainDrawing {
  readonly svg: SVGSVGElement;
  /** Lays the chain out for a panel of so many pixels and fits it in. */
  fit(panelWidth: number): void;
  /** 1.25 zooms in, 0.8 out, around the middle. */
  zoomBy(factor: number): void;
  mark(id: string | undefined): void;
  standalone(): string;
}

const mostHeight = 560;

export function chainDrawing(view: ViewContext, block: GraphBlock<string>, choose: (id: string) => void): ChainDrawing {
  const canvas = drawn('g');
  const svg = drawn('svg', { class: 'chain', role: 'group', 'aria-label': block.title }, arrowHead(), canvas);
  const fonts = { title: textMeasure(600, 13), small: textMeasure(400, 12) };
  let laidOut: ChainLayout = { width: 0, height: 0, boxes: [], arrows: [] };
  let shapes = new Map<string, SVGGElement>();
  let current = block.firstBroken ?? block.nodes[0]?.id;

  const zooming = zoom<SVGSVGElement, unknown>()
    .scaleExtent([0.2, 4])
    .on('zoom', ({ transform }: { readonly transform: ZoomTransform }) =>
      canvas.setAttribute('transform', transform.toString()),
    );
  const selected = select<SVGSVGElement, unknown>(svg).call(zooming).on('dblclick.zoom', null);

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
    if (event.key === 'Enter' || event.key === ' ') {
      if (current !== undefined) choose(current);
    } else if (event.key === '+' || event.key === '=') zoomBy(1.25);
    else if (event.key === '-') zoomBy(0.8);
    else if (to === undefined) return;
    else focusHop(order[Math.max(0, Math.min(order.length - 1, to))]);
    event.preventDefault();
  });

  function focusHop(id: string | undefined): void {
    rove(id);
    if (id !== undefined) shapes.get(id)?.focus();
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
    fit(panelWidth) {
      laidOut = chainLayout(block, panelWidth, fonts);
      const { width, height } = laidOut;
      const scale = Math.min(1, panelWidth / Math.max(1, width), mostHeight / Math.max(1, height));
      svg.setAttribute('width', String(panelWidth));
      svg.setAttribute('height', String(Math.ceil(height * scale)));
      shapes = new Map(
        laidOut.boxes.map((box) => [box.node.id, boxShape(view, box, box.node.id === block.firstBroken)]),
      );
      for (const [id, shape] of shapes) {
        shape.addEventListener('click', () => {
          rove(id);
          choose(id);
        });
      }
      canvas.replaceChildren(...laidOut.arrows.map(arrowShape), ...shapes.values());
      rove(current);
      zooming.extent([
        [0, 0],
        [panelWidth, height * scale],
      ]);
      zooming.transform(selected, zoomIdentity.translate((panelWidth - width * scale) / 2, 0).scale(scale));
    },
    mark(id) {
      for (const [key, shape] of shapes) shape.classList.toggle('chosen', key === id);
    },
    standalone: () => standaloneSvg(svg, laidOut.width, laidOut.height),
  };
}
