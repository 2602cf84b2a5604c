import type { ControlPlane } from '../../support/controlPlane.ts';
import { apiClient, makeNamespace, type ApiClient } from './apiClient.ts';
import { toolsOf, type Tools } from './tools.ts';

export interface Hands {
  /** Makes what is judged. */
  readonly api: ApiClient;
  /** Says what we say of it. */
  readonly tools: Tools;
}

/** Does the work as admin, with a new namespace; closes what it was given. */
export async function inNamespace<T>(
  { kubeconfigs }: ControlPlane,
  namespace: string,
  work: (hands: Hands) => Promise<T>,
): Promise<T> {
  const api = apiClient(kubeconfigs.admin);
  const tools = toolsOf(kubeconfigs.admin);
  try {
    await makeNamespace(api, namespace);
    return await work({ api, tools });
  } finally {
    await tools.close();
    api.close();
  }
}
