import { ingressRoutes } from '../kube/ingresses.ts';
import type { Ingress } from '../kube/kinds/ingress.ts';
import type { Service } from '../kube/kinds/service.ts';
import { selectorOf } from '../kube/services.ts';
import { selectorMatchesNothing } from '../rules/service/selectorMatchesNothing.ts';
import type { Entry } from './namespaceView.ts';
import type { TreeRecord } from './treeRecord.ts';

/**
 * The kinds that must be known before the level of an object may be believed, where its own status does not suffice: a Deployment with
 * all its replicas ready does well whatever its pods say, and one that rolls out tells nothing without them.
 */
export function restsOn({
  folder,
  record,
  level,
  verdict,
}: Pick<Entry, 'folder' | 'record' | 'level' | 'verdict'>): readonly string[] {
  switch (folder.kind.kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'PersistentVolumeClaim':
      return level === 'starting' ? ['Pod'] : [];
    case 'Job':
      return level === 'ok' ? ['Pod'] : [];
    case 'CronJob':
      return level === 'ok' ? ['Job'] : [];
    case 'Service':
      // That it has no pods may be meant: only its workload tells
      if (verdict?.finding.rule === selectorMatchesNothing.id && level !== 'quiet')
        return Object.values(selectorMatchesNothing.uses).map(({ kind }) => kind.kind);
      return level === 'ok' && selectsPods(record) ? ['Pod'] : [];
    case 'Ingress':
      return level === 'ok' && namesServices(record) ? ['Service'] : [];
    default:
      return [];
  }
}

function selectsPods({ subject = {} }: TreeRecord): boolean {
  const service: Service = subject;
  return selectorOf(service) !== undefined;
}

function namesServices({ subject = {} }: TreeRecord): boolean {
  const ingress: Ingress = subject;
  return ingressRoutes(ingress).some(
    ({ backend: { service } }) => service?.name !== undefined && service.port?.name !== 'use-annotation',
  );
}
