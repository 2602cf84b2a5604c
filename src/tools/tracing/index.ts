import type { AnyTool } from '../../core/tool.ts';
import { getResourceEventsTimeline } from './getResourceEventsTimeline.ts';
import { traceServiceChain } from './traceServiceChain.ts';

export const tracing: readonly AnyTool[] = [traceServiceChain, getResourceEventsTimeline];
