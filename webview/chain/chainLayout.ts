import { Graph, layout, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre';
import type { GraphBlock, GraphEdge, GraphNode } from '../../src/core/blocks.ts';
import { afterFirstBroken } from './afterFirstBroken.ts';
import { wrapText, type Measure } from './wrapText.ts';

/** A hop's box in the drawing's own pixels, with its texts broken into lines. */
export interface Box {
  readonly node: GraphNode<string>;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly title: readonly string[];
  readonly because: readonly string[];
  /** Comes after the first broken hop. */
  readonly after: boolean;
}

export interface Arrow {
  readonly edge: GraphEdge;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Middle of its text. */
  readonly at?: { readonly x: number; readonly y: number };
  readonly text: readonly string[];
  readonly textWidth: number;
  readonly after: boolean;
}

export interface ChainLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

export interface Fonts {
  readonly title: Measure;
  readonly small: Measure;
}

export const lineHeight = 16;
export const padding = 10;
const captionHeight = 20;
const widest = 220;
const narrowest = 128;
const gap = 44;
const edgeTextWidth = 110;
const noText = { lines: [], width: 0 };

/** Places the hops from left to right, in boxes as wide as `panelWidth` allows. */
export function chainLayout(block: GraphBlock<string>, panelWidth: number, fonts: Fonts): ChainLayout {
  const boxWidth = clamp((panelWidth - 24) / Math.max(1, longestPath(block)) - gap, narrowest, widest);
  const inner = boxWidth - 2 * padding;
  const after = afterFirstBroken(block);
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 20, ranksep: gap, edgesep: 12, marginx: 12, marginy: 24 });
  graph.setDefaultEdgeLabel(() => ({}));

  const texts = new Map(
    block.nodes.map((node) => {
      const title = wrapText(node.title, inner, 3, fonts.title);
      const because = wrapText(node.because, inner, 6, fonts.small);
      const height =
        captionHeight + (title.length + because.length) * lineHeight + (because.length > 0 ? 10 : 0) + padding;
      graph.setNode(node.id, { width: boxWidth, height: height + 4 });
      return [node.id, { title, because, height: height + 4 }];
    }),
  );
  const edges = block.edges.filter(({ from, to }) => texts.has(from) && texts.has(to));
  const edgeTexts = edges.map(({ text }) => {
    const lines = text === undefined ? [] : wrapText(text, edgeTextWidth, 4, fonts.small);
    return { lines, width: lines.length === 0 ? 0 : Math.max(...lines.map(fonts.small)) + 10 };
  });
  edges.forEach(({ from, to }, index) => {
    const { lines, width } = edgeTexts[index] ?? noText;
    graph.setEdge(from, to, { width, height: lines.length * lineHeight, labelpos: 'c' }, String(index));
  });
  layout(graph);

  const size = graph.graph();
  return {
    width: size.width ?? 0,
    height: size.height ?? 0,
    boxes: block.nodes.map((node) => {
      const placed = graph.node(node.id);
      const { title = [], because = [], height = 0 } = texts.get(node.id) ?? {};
      return {
        node,
        x: (placed.x ?? 0) - boxWidth / 2,
        y: (placed.y ?? 0) - height / 2,
        width: boxWidth,
        height,
        title,
        because,
        after: after.has(node.id),
      };
    }),
    arrows: edges.map((edge, index) => {
      const placed = graph.edge(edge.from, edge.to, String(index));
      const { lines: text, width: textWidth } = edgeTexts[index] ?? noText;
      const { x, y, points = [] } = placed;
      const arrow = { edge, points, text, textWidth, after: after.has(edge.to) };
      return text.length === 0 || x === undefined || y === undefined ? arrow : { ...arrow, at: { x, y } };
    }),
  };
}

/** Number of hops on the longest way; a cycle is cut where it closes. */
function longestPath({ nodes, edges }: GraphBlock<string>): number {
  const walk = (id: string, behind: readonly string[]): number =>
    1 +
    Math.max(
      0,
      ...edges
        .filter(({ from, to }) => from === id && to !== id && !behind.includes(to))
        .map(({ to }) => walk(to, [...behind, id])),
    );
  const targets = new Set(edges.map(({ to }) => to));
  return Math.max(0, ...nodes.filter(({ id }) => !targets.has(id)).map(({ id }) => walk(id, [])));
}

function clamp(value: number, low: number, high: number): number {
  return Math.round(Math.max(low, Math.min(high, value)));
}
