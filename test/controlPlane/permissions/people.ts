/** Who is tried, and what each may do: rules as a ClusterRole holds them, everywhere or in one namespace. */
export interface Person {
  readonly name: string;
  readonly rules: readonly Rule[];
  /** A role that the server brings, in the place of `rules`. */
  readonly role?: string;
  /** Absent: in all namespaces, and for what is in none. */
  readonly namespace?: string;
}

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const reading = ['get', 'list', 'watch'];
const all = ['*'];

export const people: readonly Person[] = [
  { name: 'without-rights', rules: [] },
  { name: 'viewer', role: 'view', rules: [] },
  { name: 'reads-everything', rules: [{ apiGroups: all, resources: all, verbs: reading }] },
  { name: 'one-namespace', namespace: 'orders', rules: [{ apiGroups: all, resources: all, verbs: reading }] },
  { name: 'pods-alone', rules: [{ apiGroups: [''], resources: ['pods'], verbs: reading }] },
  { name: 'gets-and-never-lists', rules: [{ apiGroups: all, resources: all, verbs: ['get'] }] },
  {
    name: 'all-but-logs',
    rules: [
      {
        apiGroups: [''],
        resources: ['pods', 'services', 'endpoints', 'events', 'nodes', 'namespaces'],
        verbs: reading,
      },
      { apiGroups: [''], resources: ['persistentvolumeclaims', 'resourcequotas', 'configmaps'], verbs: reading },
      { apiGroups: ['apps', 'batch', 'autoscaling', 'discovery.k8s.io'], resources: all, verbs: reading },
      { apiGroups: ['networking.k8s.io', 'coordination.k8s.io'], resources: all, verbs: reading },
    ],
  },
];

/** The account, role and binding of each, as one list. */
export function manifestOf(home: string): string {
  const items = people.flatMap(({ name, rules, namespace, role = name }) => {
    const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1' };
    const place = namespace === undefined ? {} : { namespace };
    return [
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: home } },
      ...(role === name ? [{ ...rbac, kind: 'ClusterRole', metadata: { name }, rules }] : []),
      {
        ...rbac,
        kind: namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding',
        metadata: { name, ...place },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
        subjects: [{ kind: 'ServiceAccount', name, namespace: home }],
      },
    ];
  });
  const own = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: home } };
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [own, ...items] });
}
