// Generated from src/tools by scripts/generate.ts.
import type { CatalogEntry } from './catalogEntry.ts';

export const catalog: readonly CatalogEntry[] = [
  {
    name: 'verify_kubernetes_connection',
    title: 'Verify connection',
    group: 'cluster',
    risk: 'read',
    icon: 'plug',
    description: 'Is the cluster there, who am I to it, and what may I do.',
    referenceName: 'verifyKubernetesConnection',
  },
  {
    name: 'get_kubernetes_resource_yaml',
    title: 'Show YAML',
    group: 'resources',
    risk: 'read',
    icon: 'file-code',
    description: 'The YAML of any object, custom resources too.',
    referenceName: 'getKubernetesResourceYaml',
  },
  {
    name: 'list_kubernetes_pods',
    title: 'List Pods',
    group: 'resources',
    risk: 'read',
    icon: 'list-unordered',
    description: 'The pods of a namespace or of the whole cluster, the sick ones first.',
    referenceName: 'listKubernetesPods',
  },
];
