import type { AnyTool } from '../../core/tool.ts';
import { getKubernetesNamespaces } from './getKubernetesNamespaces.ts';
import { getKubernetesPodLogs } from './getKubernetesPodLogs.ts';
import { getKubernetesResourceYaml } from './getKubernetesResourceYaml.ts';
import { listKubernetesDeployments } from './listKubernetesDeployments.ts';
import { listKubernetesEvents } from './listKubernetesEvents.ts';
import { listKubernetesNodes } from './listKubernetesNodes.ts';
import { listKubernetesPods } from './listKubernetesPods.ts';
import { listKubernetesServices } from './listKubernetesServices.ts';

export const resources: readonly AnyTool[] = [
  getKubernetesResourceYaml,
  getKubernetesPodLogs,
  listKubernetesPods,
  listKubernetesEvents,
  listKubernetesDeployments,
  listKubernetesNodes,
  listKubernetesServices,
  getKubernetesNamespaces,
];
