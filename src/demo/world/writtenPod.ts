import type { JsonObject } from '../../core/json.ts';
import { mapAt, textAt } from '../kubeObject.ts';
import { serverDefaults } from './defaults.ts';
import { withDefaults } from './withDefaults.ts';
import { ownerReference } from './expandWorkload.ts';
import { digest } from './identity.ts';
import { admitted } from './makePod.ts';

/** A pod that a world writes out: nobody's own, or with `$node` one from a manifest file on that node, as its mirror looks in the API. */
export function writtenPod(document: JsonObject): JsonObject {
  const { $node, ...plain } = document;
  return typeof $node === 'string' ? mirrorPod(plain, $node) : admitted(serverDefaults(plain));
}

function mirrorPod(plain: JsonObject, node: string): JsonObject {
  const name = textAt(plain, 'metadata.name') ?? '';
  const hash = digest('static', name).slice(0, 32);
  const born = textAt(plain, 'metadata.creationTimestamp');
  const pod = withDefaults(
    { ...plain, metadata: { ...mapAt(plain, 'metadata'), name: `${name}-${node}` } },
    {
      metadata: {
        annotations: {
          'kubernetes.io/config.hash': hash,
          'kubernetes.io/config.mirror': hash,
          'kubernetes.io/config.seen': born?.replace('Z', '.000000000Z'),
          'kubernetes.io/config.source': 'file',
        },
        ownerReferences: [ownerReference({ apiVersion: 'v1', kind: 'Node', metadata: { name: node } })],
        generation: 1,
      },
      spec: { nodeName: node, hostNetwork: true, tolerations: [{ effect: 'NoExecute', operator: 'Exists' }] },
    },
  );
  return admitted(serverDefaults(pod));
}
