/**
 * The line (from 0) of a field in block-style YAML, such as our YAML tool writes; of the nearest enclosing field where the
 * path itself is not there, since an absent field is often the deciding one. `path` is kubectl's dotted form; keys may hold dots
 * and may be quoted (`metadata.labels.app.kubernetes.io/name`, `data["a.b"]`), so they are matched against the keys that are there.
 */
export function yamlLine(yaml: string, path: string): number {
  const lines = yaml.split('\n');
  let block: Block = { from: 0, to: lines.length, indent: 0 };
  let rest = path;
  let found = 0;
  while (rest !== '') {
    const entry = entriesOf(lines, block).find((one) => remainder(rest, one.key) !== undefined);
    if (entry === undefined) break;
    found = entry.line;
    rest = remainder(rest, entry.key) ?? '';
    block = entry.block;
  }
  return found;
}

interface Block {
  /** Lines from here up to `to`. */
  readonly from: number;
  readonly to: number;
  /** Of the block's own entries, at least. */
  readonly indent: number;
}

interface Entry {
  readonly key: string | number;
  readonly line: number;
  readonly block: Block;
}

const keyLine = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s#'"-][^#]*?|-[^\s#][^#]*?))\s*:(?:\s|$)/;

function entriesOf(lines: string[], block: Block): readonly Entry[] {
  const heads: { key: string | number; line: number; indent: number }[] = [];
  let indent: number | undefined;
  let items = 0;
  for (let line = block.from; line < block.to; line += 1) {
    const text = lines[line] ?? '';
    const column = text.search(/\S/);
    if (column < 0 || text[column] === '#') continue;
    indent ??= column;
    if (column !== indent) continue;
    const here = text.slice(column);
    if (/^-(\s|$)/.test(here)) {
      // Below a mapping's key a list may stand at the key's own indentation; it then belongs to that key.
      if (typeof heads.at(-1)?.key === 'string') continue;
      heads.push({ key: items, line, indent: column + 1 });
      items += 1;
      continue;
    }
    const match = keyLine.exec(here);
    if (match !== null)
      heads.push({ key: match[1] ?? match[2]?.replaceAll("''", "'") ?? match[3] ?? '', line, indent });
  }
  return heads.map(({ key, line, indent: at }, index) => ({
    key,
    line,
    block: inner(lines, key, line, heads[index + 1]?.line ?? block.to, at),
  }));
}

/** What stands below a key, or beside and below a dash: the dash is blanked, so that its first line reads like the others. */
function inner(lines: string[], key: string | number, line: number, to: number, indent: number): Block {
  if (typeof key === 'string') return { from: line + 1, to, indent };
  lines[line] = (lines[line] ?? '').replace('-', ' ');
  return { from: line, to, indent };
}

/** What is left of the path after the key; undefined where the path does not begin with it. */
function remainder(path: string, key: string | number): string | undefined {
  const forms =
    typeof key === 'number'
      ? [`[${key}]`, String(key)]
      : [key, `[${JSON.stringify(key)}]`, `['${key}']`, key.replaceAll('.', '\\.')];
  for (const form of forms) {
    if (!path.startsWith(form)) continue;
    const rest = path.slice(form.length);
    if (rest === '' || rest.startsWith('[')) return rest;
    if (rest.startsWith('.')) return rest.slice(1);
  }
  return undefined;
}
