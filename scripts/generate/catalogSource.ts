import { english } from '../../src/core/label.ts';
import type { AnyTool } from '../../src/core/tool.ts';
import { referenceName } from './referenceName.ts';

/** What the surfaces know of the tools before the engine is loaded, as a TypeScript module. */
export function catalogSource(tools: readonly AnyTool[]): string {
  const entries = tools.map((tool) => ({
    name: tool.name,
    title: english(tool.title),
    group: tool.group,
    risk: tool.risk,
    icon: tool.icon,
    description: english(tool.userDescription),
    referenceName: referenceName(tool.name),
  }));
  return `// Generated from src/tools by scripts/generate.ts.
import type { CatalogEntry } from './catalogEntry.ts';

export const catalog: readonly CatalogEntry[] = ${JSON.stringify(entries, null, 2)};
`;
}
