import type { AnyTool } from '../../core/tool.ts';
import { getKubernetesResourceYaml } from './getKubernetesResourceYaml.ts';
import { listKubernetesEvents } from './listKubernetesEvents.ts';
import { listKubernetesPods } from './listKubernetesPods.ts';

export const resources: readonly AnyTool[] = [getKubernetesResourceYaml, listKubernetesPods, listKubernetesEvents];
