import type { AnyTool } from '../../core/tool.ts';
import { correlatePodIssues } from './correlatePodIssues.ts';
import { diagnoseKubernetesPodIssues } from './diagnoseKubernetesPodIssues.ts';
import { getFailedKubernetesPods } from './getFailedKubernetesPods.ts';
import { getHighRestartKubernetesPods } from './getHighRestartKubernetesPods.ts';
import { getPendingKubernetesPods } from './getPendingKubernetesPods.ts';

export const diagnostics: readonly AnyTool[] = [
  correlatePodIssues,
  diagnoseKubernetesPodIssues,
  getFailedKubernetesPods,
  getPendingKubernetesPods,
  getHighRestartKubernetesPods,
];
