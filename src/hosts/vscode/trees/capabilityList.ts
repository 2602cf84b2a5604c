import type { Group } from '../../../core/group.ts';
import type { CatalogEntry, CatalogHeading } from '../catalogEntry.ts';

/** A heading of the Capabilities view with the tools below it, all texts in the user's language. */
export interface CapabilityHeading {
  readonly id: string;
  readonly title: string;
  readonly tools: readonly Capability[];
}

export interface Capability {
  readonly entry: CatalogEntry;
  readonly title: string;
  readonly description: string;
}

export interface CapabilityQuestion {
  readonly catalog: readonly CatalogEntry[];
  readonly headings: readonly CatalogHeading[];
  readonly translate: (english: string) => string;
  readonly isOn: (group: Group) => boolean;
  /** Words that must all be there, in any order; empty: everything. */
  readonly filter: string;
}

/** What can be done now. A heading whose own title has all the words keeps all of its tools. */
export function capabilityList(question: CapabilityQuestion): readonly CapabilityHeading[] {
  const { catalog, headings, translate, isOn, filter } = question;
  const words = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const has = (...texts: readonly string[]): boolean => {
    const text = texts.join('\n').toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  };
  return headings
    .map(({ id, title, tools }): CapabilityHeading => {
      const headingTexts = [title, translate(title)];
      const isMeant = has(...headingTexts);
      const shown = tools
        .flatMap((name) => catalog.find((entry) => entry.name === name) ?? [])
        .filter(({ group }) => isOn(group))
        .map((entry) => ({ entry, title: translate(entry.title), description: translate(entry.description) }))
        .filter((tool) => {
          const { name, title: english, description, referenceName } = tool.entry;
          return (
            isMeant || has(...headingTexts, name, referenceName, english, description, tool.title, tool.description)
          );
        });
      return { id, title: translate(title), tools: shown };
    })
    .filter(({ tools }) => tools.length > 0);
}

/** The groups that have tools and are switched off. */
export function groupsOff({ catalog, isOn }: Pick<CapabilityQuestion, 'catalog' | 'isOn'>): readonly Group[] {
  return [...new Set(catalog.map(({ group }) => group))].filter((group) => !isOn(group));
}
