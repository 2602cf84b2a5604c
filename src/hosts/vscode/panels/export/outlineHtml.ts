import { escapeHtml } from '../reportHtml.ts';
import type { Part } from './reportOutline.ts';

const style = `body{font:14px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
table{border-collapse:collapse}th,td{border:1px solid #8886;padding:.25rem .6rem;text-align:left;vertical-align:top}
pre{overflow:auto;padding:.75rem;background:#8882}`;

/** A page that stands alone: no scripts, nothing from elsewhere. */
export function outlineHtml(parts: readonly Part[], language: string): string {
  const title = parts.find((part) => part.type === 'heading')?.text ?? 'Kube SRE';
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${style}</style></head>
<body>
${parts.map(partHtml).join('\n')}
</body>
</html>
`;
}

function partHtml(part: Part): string {
  switch (part.type) {
    case 'heading':
      return `<h${part.level}>${escapeHtml(part.text)}</h${part.level}>`;
    case 'text':
      return `<p>${escapeHtml(part.text)}</p>`;
    case 'list':
      return `<ul>${part.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
    case 'table':
      return `<table><thead>${row('th', part.columns)}</thead><tbody>${part.rows.map((cells) => row('td', cells)).join('')}</tbody></table>`;
    case 'code':
      return `<pre><code>${escapeHtml(part.text)}</code></pre>`;
  }
}

function row(tag: 'th' | 'td', cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
}
