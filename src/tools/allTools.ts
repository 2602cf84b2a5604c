import type { AnyTool } from '../core/tool.ts';
import { clusterTools } from './cluster/index.ts';
import { diagnostics } from './diagnostics/index.ts';
import { remediation } from './remediation/index.ts';
import { resources } from './resources/index.ts';
import { restarts } from './restarts/index.ts';
import { tracing } from './tracing/index.ts';

/** Every tool there is, group by group. */
export const allTools: readonly AnyTool[] = [
  ...clusterTools,
  ...resources,
  ...tracing,
  ...diagnostics,
  ...restarts,
  ...remediation,
];
