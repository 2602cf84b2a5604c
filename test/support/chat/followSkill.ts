import type { Envelope } from '../../../src/core/envelope.ts';
import { isRecord } from '../../../src/core/json.ts';
import type { ModelReply, ModelRequest } from '../vscodeHost/scriptedModel.ts';
import { isChangeSkill, readChangeSkill } from './changeSkill.ts';
import { conversation, type Conversation, type SkillEntry } from './conversation.ts';
import { followChange } from './followChange.ts';
import { answerOf, progress, type Call, type Progress, type Trail } from './pendingLooks.ts';
import { readSkill, type Skill } from './skillText.ts';

/**
 * A model that does what the skill says and nothing else: it takes the listed skill that fits the question, reads it, and makes the
 * looks that its text names, as the answers decide. It knows no cluster and no name of an application.
 */
export function followSkill(request: ModelRequest): ModelReply {
  const chat = conversation(request);
  if (chat.tools.size === 0) return { say: '排查' };
  const entry = fitting(chat);
  if (entry === undefined) return { say: 'No skill fits.' };
  const text = chat.files.get(entry.file);
  if (text === undefined) return { call: 'read_file', input: { filePath: entry.file, startLine: 1, endLine: 200 } };
  if (isChangeSkill(text)) return followChange(readChangeSkill(text), chat);
  const skill = readSkill(text);
  const state = progress(skill, chat);
  const [next] = state.pending;
  const isPlanned = skill.planWords.some((word) => chat.question.includes(word));
  if (next === undefined) return { say: conclusion(chat, state, isPlanned) };
  const words = isPlanned ? planned(skill, chat, state) : stepWords(chat);
  return { ...(words === undefined ? {} : { say: words }), call: next.tool, input: next.input };
}

/** The skill that a prompt names, else the one whose description has most of the question's pairs of Chinese letters. */
function fitting({ prompt, question, skills }: Conversation): SkillEntry | undefined {
  const named = skills.find(({ name }) => prompt.includes(`\`${name}\``));
  if (named !== undefined) return named;
  const pairs = [...question.matchAll(/(?=(\p{Script=Han}{2}))/gu)].map(([, pair]) => pair ?? '');
  const shared = ({ description }: SkillEntry): number => pairs.filter((pair) => description.includes(pair)).length;
  const best = skills.toSorted((a, b) => shared(b) - shared(a))[0];
  return best !== undefined && shared(best) > pairs.length / 2 ? best : undefined;
}

function stepWords({ steps }: Conversation): string | undefined {
  const last = steps.at(-1);
  return last === undefined ? undefined : `${last.tool}: ${last.answer.headline}`;
}

/** The plan, before the first look; then what the last answer means for it, and a new plan where a check failed. */
function planned(skill: Skill, chat: Conversation, state: Progress): string {
  const { steps } = chat;
  if (steps.length === 0)
    return `计划：\n${[...skill.checks].map(([step, check], index) => `${index + 1}. ${step} — 检查：${check}`).join('\n')}`;
  const failed = steps.map((_, index) => failedCheck(skill, { ...chat, steps: steps.slice(0, index + 1) }));
  const last = failed.at(-1);
  const words = stepWords(chat) ?? '';
  if (last === undefined) return `✓ ${words}`;
  if (failed.filter((one) => one !== undefined).length > skill.most.plans) return `✗ ${words}`;
  const list = state.pending.map(({ tool, input }, index) => `${index + 1}. ${tool} ${JSON.stringify(input)}`);
  return `✗ ${last}：${words}\n新计划：\n${list.join('\n')}`;
}

/** The check of the plan that the last answer contradicts. */
function failedCheck(skill: Skill, chat: Conversation): string | undefined {
  const last = chat.steps.at(-1);
  if (last === undefined) return undefined;
  const { tool, answer } = last;
  const { trails } = progress(skill, chat);
  const [list, trace] = skill.unnamed;
  const failed = (step: string): string => `${step}: ${skill.checks.get(step) ?? ''}`;
  if (tool === skill.connection.tool) return answer.error === undefined ? undefined : failed('Connection');
  if (tool === list.tool) return trails.length === 1 ? undefined : failed('Start');
  if (tool === trace.tool) return answer.verdict === 'broken' ? undefined : failed([...skill.checks.keys()][2] ?? '');
  return answer.error === undefined ? undefined : failed('Deciding looks');
}

function conclusion(chat: Conversation, { trails, absent }: Progress, isPlanned: boolean): string {
  const failure = chat.steps.find(({ answer }) => answer.error !== undefined)?.answer;
  const causes = trails.flatMap((trail) => causeOf(chat, trail));
  return [
    causes.length === 0 ? '没有找到原因。' : '原因找到了：',
    ...causes,
    ...(causes.length === 0 && failure?.error !== undefined ? [`${failure.error.message}; ${failure.error.hint}`] : []),
    ...trails.flatMap(({ answer }) => (answer?.verdict === 'unknown' ? gapLines(answer) : [])),
    ...(absent.length === 0 ? [] : [`未查看（工具组已关闭）：${absent.join(', ')}`]),
    ...(isPlanned ? ['步骤：', ...chat.steps.map(({ tool, answer }) => `- ${tool}: ${answer.headline}`)] : []),
  ].join('\n\n');
}

/** A cause with its evidence, what the looks showed of it, and the remedy. */
function causeOf({ steps }: Conversation, { answer, looks }: Trail): readonly string[] {
  const finding = answer?.findings[0];
  if (finding === undefined || answer === undefined) return [];
  const evidence = finding.evidence.map(
    ({ object, path, value }) => `${object.kind}/${object.name}: ${path} = ${JSON.stringify(value)}`,
  );
  const shown = looks.flatMap((look) => shownBy(answerOf(steps, look), look));
  return [`**${answer.headline}**`, ...evidence, ...shown, `建议：${finding.remedy}`];
}

/** What a deciding look adds: its headline, the last change before the failure, and how a container ended. */
function shownBy(answer: Envelope | undefined, { tool }: Call): readonly string[] {
  if (answer === undefined) return [];
  const change = rowsOf(answer, 'changesBefore').findLast(({ what }) => what === 'rollout');
  const ended = rowsOf(answer, 'moments').findLast(({ what, severity }) => what === 'event' && severity === 'critical');
  return [
    `${tool}: ${answer.headline}`,
    ...(change === undefined ? [] : [`可疑变更：${words(change.title)} ${words(change.detail)}`]),
    ...(ended === undefined ? [] : [`容器结束：${words(ended.title)}`]),
    ...changedBy(answer),
  ];
}

/** Of a crash report: what the last rollout changed. */
function changedBy({ data }: Envelope): readonly string[] {
  const changes =
    isRecord(data?.changed) && Array.isArray(data.changed.changes) ? data.changed.changes.filter(isRecord) : [];
  return changes.map(({ path, before, after }) => `可疑变更：${words(path)} ${words(before)} → ${words(after)}`);
}

function rowsOf({ data }: Envelope, field: string): readonly Readonly<Record<string, unknown>>[] {
  const value = data?.[field];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function words(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function gapLines({ gaps, headline }: Envelope): readonly string[] {
  return [headline, ...gaps.map(({ wanted, because, hint }) => `${wanted}: ${because}. ${hint}`)];
}
