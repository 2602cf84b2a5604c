/** Width of a text in pixels. */
export type Measure = (text: string) => number;

/**
 * Breaks a text into at most `most` lines of at most `width` pixels: at spaces, else after the marks at which field paths and
 * selectors may be broken, else anywhere. What does not fit ends in `…`.
 */
export function wrapText(text: string, width: number, most: number, measure: Measure): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const push = (): void => {
    if (line.trim() !== '') lines.push(line.trim());
    line = '';
  };
  for (const piece of text.split(/(?<=\s|[,./=:\-→])/)) {
    if (measure((line + piece).trimEnd()) <= width) {
      line += piece;
      continue;
    }
    push();
    for (const character of piece) {
      if (measure(line + character) > width) push();
      line += character;
    }
  }
  push();
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  let last = kept[most - 1] ?? '';
  while (last !== '' && measure(`${last}…`) > width) last = last.slice(0, -1);
  kept[most - 1] = `${last}…`;
  return kept;
}
