import { escapeHtml } from '../reportHtml.ts';
import type { Part } from '../../../export/reportOutline.ts';

const style = `body{font:14px/1.5 system-ui,"Segoe UI","Helvetica Neue",Arial,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark;overflow-wrap:anywhere}
p,li,td,h1,h2,h3{unicode-bidi:plaintext}
.wide{overflow-x:auto}
table{border-collapse:collapse;overflow-wrap:normal}th,td{border:1px solid #8886;padding:.25rem .6rem;text-align:start;vertical-align:top}
.end{text-align:end;font-variant-numeric:tabular-nums}
pre{overflow:auto;padding:.75rem;background:#8882;overflow-wrap:normal}`;

/** A page that stands alone: no scripts, nothing from elsewhere, and a policy that would refuse both. */
export function outlineHtml(parts: readonly Part[], language: string): string {
  const title = parts.find((part) => part.type === 'heading')?.text ?? 'Kube SRE';
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
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
    case 'table': {
      const ends = new Set(part.ends);
      const body = part.rows.map((cells) => row('td', cells, ends)).join('\n');
      return `<div class="wide" tabindex="0"><table>\n<thead>${row('th', part.columns, ends)}</thead>\n<tbody>\n${body}\n</tbody>\n</table></div>`;
    }
    case 'code':
      return `<pre><code>${escapeHtml(part.text)}</code></pre>`;
  }
}

function row(tag: 'th' | 'td', cells: readonly string[], ends: ReadonlySet<number>): string {
  const all = cells.map((cell, column) => {
    const attributes = `${tag === 'th' ? ' scope="col"' : ''}${ends.has(column) ? ' class="end"' : ''}`;
    return `<${tag}${attributes}>${escapeHtml(cell)}</${tag}>`;
  });
  return `<tr>${all.join('')}</tr>`;
}
