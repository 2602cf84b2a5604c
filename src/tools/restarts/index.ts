import type { AnyTool } from '../../core/tool.ts';
import { analyzePodRestartPattern } from './analyzePodRestartPattern.ts';
import { checkOomEvents } from './checkOomEvents.ts';
import { getPodCrashReport } from './getPodCrashReport.ts';

export const restarts: readonly AnyTool[] = [analyzePodRestartPattern, checkOomEvents, getPodCrashReport];
