import type { Part } from './reportOutline.ts';

/** GitHub's Markdown. Cluster text is escaped: it must not become a heading, a link or HTML. */
export function outlineMarkdown(parts: readonly Part[]): string {
  return `${parts.map(partMarkdown).join('\n\n')}\n`;
}

function partMarkdown(part: Part): string {
  switch (part.type) {
    case 'heading':
      return `${'#'.repeat(part.level)} ${inline(part.text)}`;
    case 'text':
      return inline(part.text);
    case 'list':
      return part.items.map((item) => `- ${inline(item)}`).join('\n');
    case 'table': {
      const ends = new Set(part.ends);
      const rule = part.columns.map((_, column) => (ends.has(column) ? '---:' : '---'));
      return [part.columns, rule, ...part.rows]
        .map((row, index) => `| ${row.map((cell) => (index === 1 ? cell : inline(cell))).join(' | ')} |`)
        .join('\n');
    }
    case 'code': {
      const longest = Math.max(2, ...[...part.text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
      const fence = '`'.repeat(longest + 1);
      return `${fence}${part.language}\n${part.text}\n${fence}`;
    }
  }
}

/** `&` would begin an entity, `$` a formula, and a dash, sign or number at the start a list. */
function inline(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>|~#&$!]/g, '\\$&')
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}
