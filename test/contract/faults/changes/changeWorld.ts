/** Namespaces `case-0` and on, each with a Deployment of two revisions and one pod, and a ConfigMap: a change of one disturbs no other. */
export function changeWorld(count: number): string {
  return Array.from({ length: count }, (_, index) => namespaceText(`case-${index}`)).join('---\n');
}

function namespaceText(name: string): string {
  return `apiVersion: v1
kind: Namespace
metadata: { name: ${name}, creationTimestamp: !ago 9d }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: ${name}, creationTimestamp: !ago 9d }
data: { door: open }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: ${name}, creationTimestamp: !ago 9d }
spec: { clusterIP: None, selector: { app: web }, ports: [{ name: http, port: 80, targetPort: http }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: ${name}, creationTimestamp: !ago 9d, generation: 2, labels: { app: web } }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      automountServiceAccountToken: false
      containers:
        - name: web
          image: registry.example/shop/web:2
          resources: { requests: { cpu: 1m, memory: 1Mi } }
$revisions:
  - hash: 7d4b8c6f59
    born: !ago 9d
    template: { containers: [{ name: web, image: 'registry.example/shop/web:1' }] }
  - hash: 6f5d7b9c84
    born: !ago 1d
    pods: [{ name: 9plqf, node: node-2, born: !ago 1d }]
`;
}
