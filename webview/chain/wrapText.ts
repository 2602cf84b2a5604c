/** Width of a text in pixels. */
export type Measure = (text: string) => number;

/** What a person takes for one character: a flag or a family is one, and is never cut in two. */
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

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
    for (const character of charactersOf(piece)) {
      if (measure(line + character) > width) push();
      line += character;
    }
  }
  push();
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  const last = charactersOf(kept[most - 1] ?? '');
  while (last.length > 0 && measure(`${last.join('')}…`) > width) last.pop();
  kept[most - 1] = `${last.join('')}…`;
  return kept;
}

function charactersOf(text: string): string[] {
  return Array.from(characters.segment(text), ({ segment }) => segment);
}
