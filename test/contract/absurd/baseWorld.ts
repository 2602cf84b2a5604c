import path from 'node:path';
import type { JsonObject } from '../../../src/core/json.ts';
import { servedKinds, storageName } from '../../../src/demo/servedKinds.ts';
import { parseWorld } from '../../../src/demo/world/parseWorld.ts';
import { loadWorld } from '../../../src/demo/world/loadWorld.ts';
import { readWorlds } from '../../../src/demo/world/readWorlds.ts';
import { root } from '../../support/sourceImports.ts';

export const now = '2026-11-25T14:00:00Z';

/** Kinds that the demo cluster has no object of. */
const others = `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: edge, uid: gc }
spec: { controllerName: example.com/edge }
status: { conditions: [{ type: Accepted, status: 'True', reason: Accepted, message: fine, lastTransitionTime: '2026-11-25T10:00:00Z' }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: shop, uid: gw, creationTimestamp: '2026-11-25T10:00:00Z', generation: 2 }
spec:
  gatewayClassName: edge
  listeners:
    - { name: web, port: 443, protocol: HTTPS, hostname: shop.example, tls: { mode: Terminate, certificateRefs: [{ name: cert }] }, allowedRoutes: { namespaces: { from: Same } } }
status:
  addresses: [{ type: IPAddress, value: 10.9.9.9 }]
  conditions: [{ type: Programmed, status: 'True', reason: Programmed, observedGeneration: 2, lastTransitionTime: '2026-11-25T10:00:00Z' }]
  listeners: [{ name: web, attachedRoutes: 1, conditions: [{ type: ResolvedRefs, status: 'False', reason: InvalidCertificateRef, message: no secret }] }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: cart, namespace: shop, uid: hr, generation: 1 }
spec:
  parentRefs: [{ name: edge, sectionName: web }]
  hostnames: [shop.example]
  rules:
    - matches: [{ path: { type: PathPrefix, value: /cart }, headers: [{ name: a, value: b }] }]
      backendRefs: [{ name: cart, port: 80, weight: 1 }, { name: gone, namespace: blog, port: 80 }]
status:
  parents: [{ parentRef: { name: edge }, controllerName: example.com/edge, conditions: [{ type: Accepted, status: 'True', reason: Accepted, observedGeneration: 1 }] }]
---
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { name: grant, namespace: blog, uid: rg }
spec: { from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }], to: [{ group: '', kind: Service }] }
---
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: { name: gvisor, uid: rc }
handler: runsc
`;

export interface BaseWorld {
  readonly objects: readonly JsonObject[];
  readonly logs: Readonly<Record<string, string>>;
}

/**
 * The demo's worlds as a cluster in memory holds them, and one object of each kind that they lack.
 * @param kinds of these alone
 */
export async function baseWorld(kinds: readonly string[]): Promise<BaseWorld> {
  const start = Date.parse(now);
  const { store, logs } = loadWorld(await readWorlds(path.join(root, 'media', 'demo', 'worlds')), start);
  const storages = [...new Set(servedKinds.filter(({ verbs }) => verbs.includes('watch')).map(storageName))];
  const objects = [...storages.flatMap((storage) => store.list(storage)), ...parseWorld(others, start)];
  return {
    objects: objects.filter(({ kind }) => typeof kind === 'string' && kinds.includes(kind)),
    logs: Object.fromEntries(
      logs.addresses().map((at) => [
        [at.namespace, at.pod, at.container, ...(at.previous ? ['previous'] : [])].join('/'),
        logs
          .get(at)
          .map((line) => `${new Date(line.at).toISOString()} ${line.text}`)
          .join('\n'),
      ]),
    ),
  };
}
