import type { AnyTool } from '../../core/tool.ts';
import { getKubernetesContexts } from './getKubernetesContexts.ts';
import { verifyKubernetesConnection } from './verifyKubernetesConnection.ts';

export const clusterTools: readonly AnyTool[] = [verifyKubernetesConnection, getKubernetesContexts];
