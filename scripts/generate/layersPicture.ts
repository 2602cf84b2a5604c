/** A folder as a brick: it may import what it stands on. Pixels. */
interface Brick {
  readonly name: string;
  readonly says: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
}

const surface = '#cfe3ff';
const root = '#e9e2ff';
const judging = '#d6f0d6';
const reaching = '#ffe3c2';
const ground = '#e6e8eb';

const bricks: readonly Brick[] = [
  brick('webview', ['report, timeline,', 'service chain'], [10, 150, 140, 290], surface),
  brick('hosts/vscode', ['chat, palette,', 'sidebar, panels'], [160, 150, 150, 64], surface),
  brick('hosts/cli', ['kube-sre'], [160, 218, 150, 42], surface),
  brick('hosts/mcp', ['Model Context Protocol'], [160, 263, 150, 42], surface),
  brick('hosts/export', ['reports as Markdown'], [160, 308, 150, 42], surface),
  brick('hosts/journal', ['changes, and back'], [160, 353, 150, 42], surface),
  brick('hosts/terminal', ['commands to paste'], [160, 398, 150, 42], surface),
  brick('compose.ts', ['knows every class; makes the Engine, at the first use'], [350, 20, 680, 56], root),
  brick('tools', ['one literal each:', 'read, judge, present'], [350, 86, 190, 174], judging),
  brick('tree', ['live by watch'], [550, 86, 110, 174], judging),
  brick('changes', ['plan, executor,', 'journal, undo'], [670, 86, 110, 174], judging),
  brick('rules', ['pure judgements'], [350, 270, 430, 80], judging),
  brick('cluster', ['kubeconfig, paging,', 'watches, errors'], [900, 86, 130, 264], reaching),
  brick('demo', ['the embedded', 'API server'], [790, 86, 100, 264], reaching),
  brick('kube', ['what Kubernetes is like: kinds, states, owners, selectors'], [350, 360, 680, 80], ground),
  brick(
    'core',
    ['the contract: tool, rule, envelope, blocks, ports; runner, budget, redaction'],
    [10, 450, 1020, 70],
    ground,
  ),
];

/** The names in the picture: folders of src, `webview` and the composition root. */
export const picturedFolders: readonly string[] = bricks.map(({ name }) => name);

/** The layers as an SVG whose colours are its own, so that it can be read on a light and on a dark page. */
export function layersPicture(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 530" role="img" aria-labelledby="title" font-family="system-ui, sans-serif">
<title id="title">The layers of Kube SRE: a box may import what it stands on</title>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8Z" fill="#7d8590"/></marker></defs>
${bricks.map(brickSvg).join('\n')}
${arrow('M 80 146 V 122 H 200 V 146', 'messages', 108, 114)}
${arrow('M 270 146 V 48 H 346', 'Engine.call', 196, 72)}
${arrow('M 1030 218 H 1086', 'HTTPS', 1037, 210)}
<rect x="1090" y="178" width="96" height="80" rx="6" fill="none" stroke="#7d8590" stroke-dasharray="4 3"/>
<text x="1138" y="214" font-size="13" text-anchor="middle" fill="#7d8590">a cluster's</text>
<text x="1138" y="232" font-size="13" text-anchor="middle" fill="#7d8590">API server</text>
</svg>
`;
}

function brick(
  name: string,
  says: readonly string[],
  [x, y, width, height]: readonly [number, number, number, number],
  fill: string,
): Brick {
  return { name, says, x, y, width, height, fill };
}

function brickSvg({ name, says, x, y, width, height, fill }: Brick): string {
  const middle = x + width / 2;
  const first = y + height / 2 - says.length * 9 + 4;
  const lines = says.map(
    (line, index) =>
      `<text x="${middle}" y="${first + 20 + index * 17}" font-size="12.5" text-anchor="middle" fill="#3d444d">${line}</text>`,
  );
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="${fill}" stroke="#59636e"/>
<text x="${middle}" y="${first}" font-size="15" font-weight="600" text-anchor="middle" fill="#1f2328">${name}</text>
${lines.join('\n')}`;
}

function arrow(path: string, text: string, x: number, y: number): string {
  return `<path d="${path}" fill="none" stroke="#7d8590" stroke-width="1.5" marker-end="url(#tip)"/>
<text x="${x}" y="${y}" font-size="12.5" fill="#7d8590">${text}</text>`;
}
