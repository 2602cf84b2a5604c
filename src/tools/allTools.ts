import type { AnyTool } from '../core/tool.ts';
import { clusterTools } from './cluster/index.ts';
import { resources } from './resources/index.ts';
import { tracing } from './tracing/index.ts';

/** Every tool there is, group by group. */
export const allTools: readonly AnyTool[] = [...clusterTools, ...resources, ...tracing];
