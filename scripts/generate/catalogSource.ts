import { groups } from '../../src/core/group.ts';
import { groupTitles } from '../../src/core/groupTitles.ts';
import { english } from '../../src/core/label.ts';
import { scenarios, type Scenario } from '../../src/core/scenario.ts';
import type { AnyTool } from '../../src/core/tool.ts';
import type { CatalogHeading } from '../../src/hosts/vscode/catalogEntry.ts';
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
import type { CatalogEntry, CatalogHeading } from './catalogEntry.ts';

export const catalog: readonly CatalogEntry[] = ${JSON.stringify(entries, null, 2)};

export const headings: readonly CatalogHeading[] = ${JSON.stringify(catalogHeadings(tools), null, 2)};
`;
}

/** The scenarios that a tool is there for, then the groups of the tools that are for every trouble; none is empty. */
export function catalogHeadings(tools: readonly AnyTool[]): readonly CatalogHeading[] {
  const names = (belongs: (tool: AnyTool) => boolean): readonly string[] =>
    tools.filter(belongs).map(({ name }) => name);
  const isScenario = (id: string): id is Scenario => id in scenarios;
  return [
    ...Object.keys(scenarios)
      .filter(isScenario)
      .map((id) => ({
        id: `scenario.${id}`,
        title: english(scenarios[id]),
        tools: names((tool) => tool.scenarios?.includes(id) === true),
      })),
    ...groups.map((group) => ({
      id: `group.${group}`,
      title: english(groupTitles[group]),
      tools: names((tool) => tool.scenarios === undefined && tool.group === group),
    })),
  ].filter((heading) => heading.tools.length > 0);
}
