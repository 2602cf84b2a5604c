import type { AnyTool } from '../../core/tool.ts';
import { checkScalingCapacity } from './checkScalingCapacity.ts';
import { compareDeploymentRevisions } from './compareDeploymentRevisions.ts';
import { deleteKubernetesResource } from './deleteKubernetesResource.ts';
import { getDeploymentRevisionHistory } from './getDeploymentRevisionHistory.ts';
import { monitorScalingProgress } from './monitorScalingProgress.ts';
import { restartPod } from './restartPod.ts';
import { rollbackDeployment } from './rollbackDeployment.ts';
import { scaleDeployment } from './scaleDeployment.ts';
import { waitForPodReady } from './waitForPodReady.ts';

export const remediation: readonly AnyTool[] = [
  getDeploymentRevisionHistory,
  compareDeploymentRevisions,
  restartPod,
  deleteKubernetesResource,
  scaleDeployment,
  rollbackDeployment,
  waitForPodReady,
  checkScalingCapacity,
  monitorScalingProgress,
];
