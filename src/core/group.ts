/** The 12 groups of tools: folders of src/tools, and the switches `kubeSre.tools.<group>`. */
export const groups = [
  'resources',
  'diagnostics',
  'analysis',
  'cluster',
  'query',
  'tracing',
  'restarts',
  'performance',
  'remediation',
  'optimization',
  'security',
  'availability',
] as const;

export type Group = (typeof groups)[number];
