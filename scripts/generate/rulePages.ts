import { resourceName } from '../../src/core/kind.ts';
import type { AnyRule, Needs } from '../../src/core/rule.ts';

/** One page a rule, and the list of them. */
export function rulePages(rules: readonly AnyRule[]): readonly (readonly [string, string])[] {
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  return [
    ['docs/rules/README.md', index(sorted)],
    ...sorted.map((rule) => [`docs/rules/${rule.id}.md`, page(rule)] as const),
  ];
}

function index(rules: readonly AnyRule[]): string {
  const rows = rules.map(({ id, severity, speaks }) => `| [${id}](${id}.md) | ${severity} | ${cell(speaks)} |`);
  return `# Rules

A rule is a pure judgement over what was read. Its id is the contract. Without what it needs it keeps still, and the answer has a gap.

| rule | at worst | speaks when |
| --- | --- | --- |
${rows.join('\n')}
`;
}

function page(rule: AnyRule): string {
  return `# ${rule.id}

At worst: ${rule.severity}${rule.symptom === true ? '; a symptom, shown under the finding that explains it' : ''}. Stage: ${rule.stage}.

**Speaks when** ${rule.speaks}

**Silent when** ${rule.silent}

${needLines('Needs', rule.needs)}
${needLines('Uses, where it can be read', rule.uses)}
${rule.explains === undefined ? '' : `Explains: ${rule.explains.map((id) => `\`${id}\``).join(', ')}.`}
`;
}

function needLines(title: string, needs: Needs): string {
  const lines = Object.values(needs).map(({ how, kind, scope }) =>
    how === 'byName' ? `- \`${resourceName(kind)}\` by name` : `- \`${resourceName(kind)}\` of the ${scope}`,
  );
  return lines.length === 0 ? '' : `${title}:\n\n${lines.join('\n')}\n`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
