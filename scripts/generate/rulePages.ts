import { resourceName } from '../../src/core/kind.ts';
import type { OwnFinding } from '../../src/core/ownFinding.ts';
import type { AnyRule, Needs } from '../../src/core/rule.ts';
import type { AnyTool } from '../../src/core/tool.ts';
import { notSettled } from '../../src/changes/verify/notSettled.ts';
import { findingText, yamlBlock } from './answerText.ts';
import { exampleFile } from './exampleWorld.ts';
import { ownExample, ruleExample, type FoundExample } from './ruleExamples.ts';

type Page = readonly [file: string, text: string];

/** One page for each finding with its example, of the rules and of the tools' own, and the list of them. */
export async function rulePages(
  rules: readonly AnyRule[],
  tools: readonly AnyTool[],
  root: string,
): Promise<readonly Page[]> {
  const own = tools.flatMap((tool) => (tool.ownFindings ?? []).map((finding) => ({ tool, finding })));
  const all = [...rules, ...own.map(({ finding }) => finding), notSettled].sort((a, b) => (a.id < b.id ? -1 : 1));
  return [
    ['docs/rules/README.md', index(all)],
    [file(notSettled.id), changePage()],
    ...(await Promise.all(
      rules.map(async (rule) => [file(rule.id), rulePage(rule, await ruleExample(rule, root))] as const),
    )),
    ...(await Promise.all(
      own.map(
        async ({ tool, finding }) =>
          [file(finding.id), ownPage(tool, finding, await ownExample(tool, finding, root))] as const,
      ),
    )),
  ];
}

function file(id: string): string {
  return `docs/rules/${id}.md`;
}

function index(all: readonly Pick<AnyRule, 'id' | 'severity' | 'speaks'>[]): string {
  const rows = all.map(({ id, severity, speaks }) => `| [${id}](${id}.md) | ${severity} | ${cell(speaks)} |`);
  return `# Rules

A rule is a pure judgement over what was read. Its id is the contract. Without what it needs it keeps still, and the answer has a gap.
Each page shows a small world in which the rule speaks, and what it says there; the worlds happen at 14:00 on 25 November 2026.

| rule | at worst | speaks when |
| --- | --- | --- |
${rows.join('\n')}
`;
}

function rulePage(rule: AnyRule, example: FoundExample): string {
  return `# ${rule.id}

At worst: ${rule.severity}${rule.symptom === true ? '; a symptom, shown under the finding that explains it' : ''}. Stage: ${rule.stage}.

${whenText(rule)}

${exampleText(rule.id, example)}

${needLines('Needs', rule.needs)}
${needLines('Uses, where it can be read', rule.uses)}
${fixText(rule)}
${rule.explains === undefined ? '' : `Explains: ${rule.explains.map((id) => `[${id}](../${id}.md)`).join(', ')}.`}
`;
}

function ownPage({ name }: AnyTool, finding: OwnFinding, example: FoundExample): string {
  return `# ${finding.id}

At worst: ${finding.severity}. Made by [${name}](../../tools/${name}.md) alone: it follows from what was asked.

${whenText(finding)}

${exampleText(finding.id, example, `\`${name} ${JSON.stringify(finding.exampleInput)}\` says:`)}
`;
}

/** Without an example: it follows from what happens after a write. */
function changePage(): string {
  return `# ${notSettled.id}

At worst: ${notSettled.severity}. Made of a change itself, whichever of the four tools has made it; what holds it up, as far as a rule knows, stands ahead of it.

${whenText(notSettled)}
`;
}

function whenText({ speaks, silent }: Pick<AnyRule, 'speaks' | 'silent'>): string {
  return `**Speaks when** ${speaks}\n\n**Silent when** ${silent}`;
}

function exampleText(id: string, { world, finding }: FoundExample, asked = 'The finding:'): string {
  return `## Example

${world.story}

${yamlBlock(world.text)}

${asked}

${findingText(finding)}

The world is [${exampleFile(id)}](../../../${exampleFile(id)}).
`;
}

function fixText({ fix }: AnyRule): string {
  if (fix === undefined) return '';
  const only = [
    ...(fix.severity === undefined ? [] : [`where it is of severity ${fix.severity}`]),
    ...(fix.shownBy === undefined
      ? []
      : [`where \`${fix.shownBy}\` is in its evidence: it shows that this would help`]),
  ];
  return `Fix: [${fix.tool}](../../tools/${fix.tool}.md) of its object, as a plan${only.length === 0 ? '' : `, ${only.join(' and ')}`}.\n`;
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
