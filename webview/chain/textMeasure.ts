import type { Measure } from './wrapText.ts';

/** Measures text in the page's font. `weight` is CSS's, `size` in pixels. */
export function textMeasure(weight: number, size: number): Measure {
  const canvas = document.createElement('canvas').getContext('2d');
  if (canvas === null) return (text) => text.length * size * 0.6;
  canvas.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  const known = new Map<string, number>();
  return (text) => {
    const width = known.get(text) ?? canvas.measureText(text).width;
    known.set(text, width);
    return width;
  };
}
