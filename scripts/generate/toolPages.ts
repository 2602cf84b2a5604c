import { isRecord } from '../../src/core/json.ts';
import { resourceName } from '../../src/core/kind.ts';
import { english } from '../../src/core/label.ts';
import { optionsOf } from '../../src/core/checkInput.ts';
import { requiredInputs } from '../../src/core/requiredInputs.ts';
import type { Envelope } from '../../src/core/envelope.ts';
import type { AnyTool, Reads } from '../../src/core/tool.ts';
import { answerText } from './answerText.ts';

/** One page a tool with its example answered, and the list of them. */
export function toolPages(
  tools: readonly AnyTool[],
  answers: ReadonlyMap<string, Envelope>,
): readonly (readonly [string, string])[] {
  return [
    ['docs/tools/README.md', index(tools)],
    ...tools.map((tool) => [`docs/tools/${tool.name}.md`, page(tool, answers.get(tool.name))] as const),
  ];
}

function index(tools: readonly AnyTool[]): string {
  const rows = tools.map(
    ({ name, group, userDescription }) => `| [${name}](${name}.md) | ${group} | ${english(userDescription)} |`,
  );
  return `# Tools

Each answers the same in chat, in the palette, in the tree's menus and on the command line. The examples are what the tools answer on
the demo cluster, at a fixed moment; empty fields are left out, and of long lists only the beginning is shown.

| tool | group | what for |
| --- | --- | --- |
${rows.join('\n')}
`;
}

function page(tool: AnyTool, answer: Envelope | undefined): string {
  const required = requiredInputs(tool.input);
  const inputs = Object.entries(tool.input.properties).map(([field, schema]) =>
    inputRow(field, schema, required.includes(field)),
  );
  return `# ${tool.name}

${english(tool.userDescription)}

Group: ${tool.group}. Palette: *Kube SRE: ${english(tool.title)}*. ${tool.risk === 'read' ? 'It only reads.' : 'It changes the cluster, after a plan and an approval: [safety](../safety.md).'}

${answer === undefined ? '' : exampleText(tool, answer)}

## Inputs

| input | type | |
| --- | --- | --- |
${inputs.join('\n')}

## What it reads

${tool.reads.map(readLine).join('\n')}

## What the model is told

> ${tool.modelDescription}

The answer is the [envelope](../envelope.schema.json) of all tools.
`;
}

function exampleText({ name, risk, example }: AnyTool, answer: Envelope): string {
  const input = Object.keys(example.input).length === 0 ? '' : ` '${JSON.stringify(example.input)}'`;
  return `## Example

> ${example.question}

\`\`\`
kube-sre call ${name}${input} --demo${risk === 'read' ? '' : ' --allow-changes'}
\`\`\`

${answerText(answer)}
`;
}

function inputRow(field: string, schema: unknown, required: boolean): string {
  if (!isRecord(schema)) return `| \`${field}\` | | |`;
  const options = optionsOf(schema);
  const type = options.length > 0 ? options.map((one) => `\`${one}\``).join(', ') : String(schema.type);
  const description = typeof schema.description === 'string' ? schema.description : '';
  return `| \`${field}\`${required ? ' (required)' : ''} | ${type} | ${description.replaceAll('|', '\\|')} |`;
}

function readLine({ kind, verbs }: Reads): string {
  const words: Readonly<Record<string, string>> = {
    any: 'objects of the kind that is asked for',
    discovery: 'the discovery documents',
    logs: '`pods/log`',
    review: 'self-subject reviews',
  };
  return `- ${verbs.join(', ')} ${typeof kind === 'string' ? (words[kind] ?? kind) : `\`${resourceName(kind)}\``}`;
}
