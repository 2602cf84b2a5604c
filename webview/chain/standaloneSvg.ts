import { drawn } from '../element.ts';

const ink = '#1f1f1f';
const grey = '#5f5f5f';
const paper = '#ffffff';
const tones = { ok: '#2e7d32', broken: '#c62828', unknown: grey } as const;

type Look = readonly [selector: string, attributes: Readonly<Record<string, string>>];

/** What the drawing looks like on paper, later ones over earlier ones: as attributes, which every program that shows SVG knows. */
const looks: readonly Look[] = [
  ['text', { fill: ink, 'font-size': '12' }],
  ['.hop-title', { 'font-size': '13', 'font-weight': '600' }],
  ['.hop-caption, .after text', { fill: grey }],
  ['.hop-glyph', { 'font-weight': '700' }],
  ['.hop-first', { 'font-weight': '600' }],
  ['.hop-box, .hop-mark', { fill: paper, 'stroke-width': '1.5' }],
  ...Object.entries(tones).map(([state, stroke]): Look => [`.${state} > :is(.hop-box, .hop-mark)`, { stroke }]),
  ['.unknown > .hop-box', { 'stroke-dasharray': '5 3' }],
  ['.first-broken > .hop-box', { 'stroke-width': '3.5' }],
  ['.hop-rule', { stroke: '#d0d0d0' }],
  ['.arrow-line', { fill: 'none', stroke: grey, 'stroke-width': '1.5' }],
  ['.arrow-head', { fill: grey }],
  ['.arrow-ground', { fill: paper }],
  ['.after > :is(.hop-box, .hop-mark, .hop-rule, .arrow-line)', { opacity: '0.5' }],
];

/**
 * A document of its own: the drawing unzoomed, at its own size, dark on white whatever the theme, since it is read where the theme
 * is not. Fonts that every system has.
 */
export function standaloneSvg(svg: SVGSVGElement, width: number, height: number, title: string): string {
  const copy = svg.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) return '';
  for (const [selector, attributes] of looks)
    for (const found of copy.querySelectorAll(selector))
      for (const [name, value] of Object.entries(attributes)) found.setAttribute(name, value);
  for (const one of [copy, ...copy.querySelectorAll('*')])
    for (const attribute of ['class', 'tabindex', 'role', 'aria-label', 'aria-expanded'])
      one.removeAttribute(attribute);
  for (const [name, value] of Object.entries({
    viewBox: `0 0 ${width} ${height}`,
    width: String(width),
    height: String(height),
    role: 'img',
    'font-family': 'system-ui, "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif',
  }))
    copy.setAttribute(name, value);
  copy.querySelector(':scope > g')?.removeAttribute('transform');
  copy.prepend(drawn('title', {}, title), drawn('rect', { width: '100%', height: '100%', fill: paper }));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy).replace(notXml, '�')}\n`;
}

/** Characters that no XML document may hold, however they are written. */
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
