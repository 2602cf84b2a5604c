import type { AnyTool } from '../../core/tool.ts';
import { traceServiceChain } from './traceServiceChain.ts';

export const tracing: readonly AnyTool[] = [traceServiceChain];
