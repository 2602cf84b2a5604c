import { Graph, layout, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre';
import type { GraphBlock, GraphEdge, GraphNode } from '../../src/core/blocks.ts';
import { afterFirstBroken } from './afterFirstBroken.ts';
import { hopRanks } from './hopRanks.ts';
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
  /** From top to bottom instead of from left to right. */
  readonly down: boolean;
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
const widestDown = 320;
const gap = 44;
const nodeGap = 20;
const edgeTextWidth = 110;
const noText = { lines: [], width: 0 };

/** Less than this of its own size nobody reads. */
const smallest = 0.6;

/**
 * Places the hops from left to right, in boxes as wide as `panelWidth` allows; in a panel that is too narrow for that, from top to
 * bottom, where that can be drawn larger.
 */
export function chainLayout(block: GraphBlock<string>, panelWidth: number, fonts: Fonts): ChainLayout {
  const across = placed(block, panelWidth, fonts, false);
  if (panelWidth >= across.width * smallest) return across;
  const down = placed(block, panelWidth, fonts, true);
  return down.width < across.width ? down : across;
}

function placed(block: GraphBlock<string>, panelWidth: number, fonts: Fonts, down: boolean): ChainLayout {
  const ranks = [...hopRanks(block).values()];
  const beside = down ? Math.max(1, ...ranks.map((rank) => ranks.filter((one) => one === rank).length)) : 0;
  const room = down ? (panelWidth - 24) / beside - nodeGap : (panelWidth - 24) / (Math.max(0, ...ranks) + 1) - gap;
  const boxWidth = clamp(room, narrowest, down ? widestDown : widest);
  const inner = boxWidth - 2 * padding;
  const after = afterFirstBroken(block);
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ multigraph: true });
  graph.setGraph({
    rankdir: down ? 'TB' : 'LR',
    nodesep: nodeGap,
    ranksep: down ? 30 : gap,
    edgesep: 12,
    marginx: 12,
    marginy: 24,
  });
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
  // Hops beside one another stay in the order of the answer, the sick pods first: a chain has no crossings to save.
  layout(graph, { disableOptimalOrderHeuristic: true });

  const size = graph.graph();
  return {
    width: size.width ?? 0,
    height: size.height ?? 0,
    down,
    boxes: block.nodes.map((node) => {
      const at = graph.node(node.id);
      const { title = [], because = [], height = 0 } = texts.get(node.id) ?? {};
      return {
        node,
        x: (at.x ?? 0) - boxWidth / 2,
        y: (at.y ?? 0) - height / 2,
        width: boxWidth,
        height,
        title,
        because,
        after: after.has(node.id),
      };
    }),
    arrows: edges.map((edge, index) => {
      const way = graph.edge(edge.from, edge.to, String(index));
      const { lines: text, width: textWidth } = edgeTexts[index] ?? noText;
      const { x, y, points = [] } = way;
      const arrow = { edge, points, text, textWidth, after: after.has(edge.to) };
      return text.length === 0 || x === undefined || y === undefined ? arrow : { ...arrow, at: { x, y } };
    }),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.round(Math.max(low, Math.min(high, value)));
}
