import { drawn } from '../element.ts';
import type { ViewContext } from '../viewContext.ts';
import { lineHeight, padding, type Arrow, type Box } from './chainLayout.ts';
import { hopMarks, hopWord } from './hopState.ts';

/** A hop: caption and state on top, its title, and the deciding field under a line. */
export function boxShape(view: ViewContext, box: Box, firstBroken: boolean, down: boolean): SVGGElement {
  const { node, width, height } = box;
  const state = hopWord(view, node.state);
  const name = `${node.caption} ${node.title}: ${state}${firstBroken ? `, ${view.label('first broken hop')}` : ''}${node.because === '' ? '' : `. ${node.because}`}`;
  const shape = drawn(
    'g',
    {
      class: `hop ${node.state}${firstBroken ? ' first-broken' : ''}${box.after ? ' after' : ''}`,
      transform: `translate(${box.x},${box.y})`,
      role: 'button',
      tabindex: -1,
      'aria-label': name,
      'aria-expanded': 'false',
    },
    drawn('rect', { class: 'hop-box', width, height, rx: 5 }),
    ...stateMark(node.state, width - 16, 15),
    textLine('hop-caption', padding, 19, node.caption),
  );
  if (firstBroken) {
    // Above the middle, but beside the arrow that comes from there.
    const above = textLine('hop-first', down ? width / 2 + 10 : width / 2, -7, view.label('first broken hop'));
    if (!down) above.setAttribute('text-anchor', 'middle');
    shape.append(above);
  }
  let y = 20 + lineHeight;
  for (const line of box.title) {
    shape.append(textLine('hop-title', padding, y, line));
    y += lineHeight;
  }
  if (box.because.length > 0) {
    shape.append(drawn('line', { class: 'hop-rule', x1: padding, x2: width - padding, y1: y - 8, y2: y - 8 }));
    y += 10;
  }
  for (const line of box.because) {
    shape.append(textLine('hop-because', padding, y, line));
    y += lineHeight;
  }
  return shape;
}

function stateMark(state: Box['node']['state'], x: number, y: number): readonly SVGElement[] {
  return [
    drawn('circle', { class: 'hop-mark', cx: x, cy: y, r: 8 }),
    drawn('text', { class: 'hop-glyph', x, y: y + 4, 'text-anchor': 'middle' }, hopMarks[state]),
  ];
}

function textLine(kind: string, x: number, y: number, text: string): SVGTextElement {
  return drawn('text', { class: kind, x, y }, text);
}

/** An arrow with the text that stands on it, such as the policies that decide there. */
export function arrowShape({ points, text, textWidth, at, after }: Arrow, down: boolean): SVGGElement {
  const shape = drawn(
    'g',
    { class: `arrow${after ? ' after' : ''}` },
    drawn('path', { class: 'arrow-line', d: smooth(points, down), 'marker-end': 'url(#arrow-head)' }),
  );
  if (at !== undefined) {
    const top = at.y - ((text.length - 1) * lineHeight) / 2 + 4;
    const ground = { x: at.x - textWidth / 2, y: top - 13, width: textWidth, height: text.length * lineHeight + 2 };
    shape.append(drawn('rect', { class: 'arrow-ground', ...ground }));
    shape.append(
      ...text.map((line, index) =>
        drawn('text', { class: 'arrow-text', x: at.x, y: top + index * lineHeight, 'text-anchor': 'middle' }, line),
      ),
    );
  }
  return shape;
}

/** The head of every arrow. */
export function arrowHead(): SVGDefsElement {
  const head = drawn(
    'marker',
    { id: 'arrow-head', viewBox: '0 0 8 8', refX: 7.5, refY: 4, markerWidth: 8, markerHeight: 8, orient: 'auto' },
    drawn('path', { class: 'arrow-head', d: 'M0,0.5L8,4L0,7.5z' }),
  );
  return drawn('defs', {}, head);
}

/** A line through the points that bends half way between them. */
function smooth(points: Arrow['points'], down: boolean): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M${first.x},${first.y}`;
  let before = first;
  for (const point of rest) {
    const [x, y] = [(before.x + point.x) / 2, (before.y + point.y) / 2];
    path += down
      ? `C${before.x},${y} ${point.x},${y} ${point.x},${point.y}`
      : `C${x},${before.y} ${x},${point.y} ${point.x},${point.y}`;
    before = point;
  }
  return path;
}
