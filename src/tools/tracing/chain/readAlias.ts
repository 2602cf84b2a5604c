import { serviceNameOf } from '../../../kube/clusterNames.ts';
import { service, type Service } from '../../../kube/kinds/service.ts';
import type { Reader } from '../../../rules/reader.ts';

/** The Service of the cluster that an ExternalName is an alias of. */
export interface Alias {
  readonly namespace: string;
  readonly name: string;
  readonly state: 'found' | 'absent' | 'unread';
}

/** Reads the Service that a full name of the cluster (`web.ok.svc.cluster.local`) stands for; undefined for names of the world outside. */
export async function readAlias(reader: Reader, one: Service | undefined): Promise<Alias | undefined> {
  if (one?.spec?.type !== 'ExternalName') return undefined;
  const { name, namespace, qualified } = serviceNameOf(one.spec.externalName ?? '') ?? {};
  if (qualified !== true || name === undefined || namespace === undefined) return undefined;
  const { state } = await reader.get(service, { namespace, name });
  return { namespace, name, state };
}
