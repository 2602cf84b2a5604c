import type { AnyTool } from '../../core/tool.ts';

export const tracing: readonly AnyTool[] = [];
