import type { AnyTool } from '../../core/tool.ts';
import { listKubernetesPods } from './listKubernetesPods.ts';

export const resources: readonly AnyTool[] = [listKubernetesPods];
