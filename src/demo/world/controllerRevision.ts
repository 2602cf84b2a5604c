import type { JsonObject } from '../../core/json.ts';
import { mapAt, textAt } from '../kubeObject.ts';
import { ownerReference, revisionHash } from './expandWorkload.ts';

/** The one revision of a StatefulSet or DaemonSet whose template was never changed. Source: kubernetes/pkg/controller/history. */
export function controllerRevision(owner: JsonObject): JsonObject {
  const hash = revisionHash(owner);
  const annotations = mapAt(owner, 'metadata.annotations');
  const isStateful = textAt(owner, 'kind') === 'StatefulSet';
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${textAt(owner, 'metadata.name') ?? ''}-${hash}`,
      namespace: textAt(owner, 'metadata.namespace'),
      creationTimestamp: textAt(owner, 'metadata.creationTimestamp'),
      labels: {
        ...mapAt(owner, 'spec.template.metadata.labels'),
        [isStateful ? 'controller.kubernetes.io/hash' : 'controller-revision-hash']: hash,
      },
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      ownerReferences: [ownerReference(owner)],
    },
    data: { spec: { template: { ...mapAt(owner, 'spec.template'), $patch: 'replace' } } },
    revision: 1,
  };
}
