import type { Envelope } from '../../../src/core/envelope.ts';
import { isRecord } from '../../../src/core/json.ts';
import type { ModelReply } from '../vscodeHost/scriptedModel.ts';
import { caseOf, type Case, type ChangeSkill } from './changeSkill.ts';
import type { Conversation, Step } from './conversation.ts';
import type { Look } from './skillText.ts';

/** The five steps of a skill that ends in a change, to the letter: what is not told to go on ends there. */
export function followChange(skill: ChangeSkill, chat: Conversation): ModelReply {
  const { steps, question } = chat;
  const isPlanned = skill.planWords.some((word) => question.includes(word));
  const end = (...lines: readonly string[]): ModelReply => ({
    say: [...lines, ...(isPlanned ? ['步骤：', ...steps.map(stepText)] : [])].join('\n\n'),
  });
  const call = (look: Look, values: Readonly<Record<string, unknown>> = {}): ModelReply => {
    if (!chat.tools.has(look.tool))
      return end(`更改未启用：没有 ${look.tool}。请由人运行 “Kube SRE: Enable Changes…”。`);
    const words = steps.length === 0 && isPlanned ? planText(skill) : steps.slice(-1).map(stepText)[0];
    return { ...(words === undefined ? {} : { say: words }), call: look.tool, input: filled(look, values) };
  };
  const made = (look: Look): Envelope | undefined => steps.find(({ tool }) => tool === look.tool)?.answer;

  const connection = made(skill.connection);
  if (connection === undefined) return call(skill.connection);
  if (connection.error !== undefined) return end(`${connection.error.message}; ${connection.error.hint}`);

  const asked = { ...nameIn(question), number: numberIn(question) };
  if (!('name' in asked)) {
    const listed = made(skill.unnamed);
    return listed === undefined ? call(skill.unnamed) : end('请问是哪一个？', listed.headline, ...rowsText(listed));
  }
  if (Object.values(skill.byName.input ?? {}).includes('<number>') && asked.number === undefined)
    return end('请问要多少个副本？');
  const target = made(skill.byName);
  if (target === undefined) {
    const { namespace } = asked;
    return call(namespace === undefined ? skill.byName : withNamespace(skill.byName, namespace), asked);
  }

  const sense = caseOf(skill.sense, target);
  if (sense?.then !== 'go') return end(...ending(sense, target));
  const values = { ...asked, ...scopeOf(target) };
  if (sense.look !== undefined && made(sense.look) === undefined) return call(sense.look, values);

  const outcome = made(skill.change);
  if (outcome === undefined) return call(skill.change, values);
  const after = caseOf(skill.outcome, outcome);
  if (after?.look !== undefined && made(after.look) === undefined) return call(after.look, values);
  const cause = target.findings[0];
  return end(
    outcome.headline,
    ...outcome.findings.map(({ message, remedy }) => `${message} ${remedy}`),
    ...(outcome.change?.undo === undefined ? [] : [`撤销：${outcome.change.undo}`]),
    ...(after?.look === undefined ? [] : [made(after.look)?.headline ?? '']),
    ...(after?.then === 'go' && cause !== undefined ? [`原因仍在：${cause.message} 建议：${cause.remedy}`] : []),
  );
}

function ending(sense: Case | undefined, { headline, error, findings, data }: Envelope): readonly string[] {
  const [cause] = findings;
  const candidates = Array.isArray(data?.candidates) ? data.candidates.map(String) : [];
  return [
    headline,
    ...(error === undefined ? [] : [error.hint]),
    ...candidates,
    ...(cause === undefined ? [] : [`建议：${cause.remedy}`]),
    ...(sense?.then !== 'ask' ? [] : [candidates.length > 0 ? '请问是哪一个？' : '要继续吗？']),
  ];
}

function rowsText({ data }: Envelope): readonly string[] {
  const rows = [data?.groups, data?.deployments].find((one) => Array.isArray(one));
  return (Array.isArray(rows) ? rows.filter(isRecord) : [])
    .filter(({ level }) => level !== 'ok')
    .map(
      ({ namespace, owner, name, because, phase }) =>
        `- ${String(namespace)}/${String(owner ?? name)}: ${String(because ?? phase)}`,
    );
}

function planText({ checks }: ChangeSkill): string {
  return `计划：\n${[...checks].map(([step, check], index) => `${index + 1}. ${step} — 检查：${check}`).join('\n')}`;
}

function stepText({ tool, answer }: Step): string {
  return `- ${tool}: ${answer.headline}`;
}

function scopeOf({ scope }: Envelope): Readonly<Record<string, unknown>> {
  return { 'scope.name': scope?.name, 'scope.namespace': scope?.namespace };
}

/** `name` or `namespace/name`. A word such as Pod or Service is no name. */
function nameIn(question: string): { readonly name: string; readonly namespace?: string } | Record<string, never> {
  const found = /(?<![A-Za-z0-9-])([a-z](?:[a-z0-9./-]*[a-z0-9])?)/.exec(question)?.[1]?.split('/');
  if (found === undefined) return {};
  const [first = '', second] = found;
  return second === undefined ? { name: first } : { name: second, namespace: first };
}

function withNamespace({ tool, input = {} }: Look, namespace: string): Look {
  return { tool, input: { ...input, namespace } };
}

function numberIn(question: string): number | undefined {
  const digits = /(?<![\w-])\d+(?!\w)/.exec(question)?.[0];
  return digits === undefined ? undefined : Number(digits);
}

function filled({ input = {} }: Look, values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(input).map(([key, text]) => [key, text.startsWith('<') ? values[text.slice(1, -1)] : text]),
  );
}
