import type { Contribution } from './contributionTypes.ts';

/**
 * What chat gets besides the tools. The agent works with whatever groups of tools are on; a skill and its prompts are about the tools
 * of a group, and go with it. An editor that does not know `when` for such files yet ignores it.
 */
export const chat: Contribution = {
  chatAgents: [{ path: './media/chat/agents/kubeSre.agent.md' }],
  chatPromptFiles: [
    { path: './media/chat/prompts/reachable.prompt.md', when: 'config.kubeSre.tools.tracing' },
    { path: './media/chat/prompts/diagnose.prompt.md', when: 'config.kubeSre.tools.diagnostics' },
    { path: './media/chat/prompts/restarts.prompt.md', when: 'config.kubeSre.tools.diagnostics' },
    { path: './media/chat/prompts/restart.prompt.md', when: 'config.kubeSre.tools.remediation' },
    { path: './media/chat/prompts/scale.prompt.md', when: 'config.kubeSre.tools.remediation' },
    { path: './media/chat/prompts/rollback.prompt.md', when: 'config.kubeSre.tools.remediation' },
  ],
  chatSkills: [
    { path: './media/chat/skills/unreachable-application/SKILL.md', when: 'config.kubeSre.tools.tracing' },
    { path: './media/chat/skills/restarting-pods/SKILL.md', when: 'config.kubeSre.tools.diagnostics' },
    { path: './media/chat/skills/restart-failed-pod/SKILL.md', when: 'config.kubeSre.tools.remediation' },
    { path: './media/chat/skills/scale-workload/SKILL.md', when: 'config.kubeSre.tools.remediation' },
    { path: './media/chat/skills/roll-back-release/SKILL.md', when: 'config.kubeSre.tools.remediation' },
  ],
};
