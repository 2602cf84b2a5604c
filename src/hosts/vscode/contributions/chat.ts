import type { Contribution } from './contributionTypes.ts';

/**
 * What chat gets besides the tools. The agent works with whatever groups of tools are on; the skill and its prompt are about the
 * tools that follow a request, and go with their group. An editor that does not know `when` for such files yet ignores it.
 */
export const chat: Contribution = {
  chatAgents: [{ path: './media/chat/agents/kubeSre.agent.md' }],
  chatPromptFiles: [{ path: './media/chat/prompts/reachable.prompt.md', when: 'config.kubeSre.tools.tracing' }],
  chatSkills: [{ path: './media/chat/skills/unreachable-application/SKILL.md', when: 'config.kubeSre.tools.tracing' }],
};
