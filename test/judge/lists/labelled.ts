import fc from 'fast-check';

export type Labels = Readonly<Record<string, string>>;

const keys = ['app', 'tier', 'judge.test/zone'];
const values = ['a', 'b', 'c', ''];
const key = fc.constantFrom(...keys);
const value = fc.constantFrom(...values, 'd');

export const labels: fc.Arbitrary<Labels> = fc.dictionary(key, fc.constantFrom(...values), {
  maxKeys: 3,
  noNullPrototype: true,
});

const requirement = fc.oneof(
  fc.tuple(key, fc.constantFrom('=', '==', '!='), value).map((parts) => parts.join('')),
  fc
    .tuple(key, fc.constantFrom('in', 'notin'), fc.uniqueArray(value, { minLength: 1, maxLength: 3 }))
    .map(([of, operator, some]) => `${of} ${operator} (${some.join(',')})`),
  key,
  key.map((of) => `!${of}`),
);

/** Now and then one that is none: both have to refuse it. */
export const labelSelector = fc.oneof(
  { weight: 12, arbitrary: fc.array(requirement, { minLength: 1, maxLength: 3 }).map((all) => all.join(',')) },
  { weight: 1, arbitrary: fc.constantFrom('app in a', 'app=a=b', '!!app', '-x', 'app in (a', 'a/b/c=1') },
);

export const podFieldSelector = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom(
      ...['status.phase=Running', 'status.phase!=Running', 'spec.nodeName=', 'spec.nodeName!=', 'metadata.name=pod-3'],
      ...['metadata.name!=pod-3', 'spec.restartPolicy=Never', 'spec.schedulerName=judge', 'spec.hostNetwork=false'],
      ...['status.phase=Pending,metadata.name!=pod-1', 'spec.serviceAccountName=default', 'status.podIP='],
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('spec.containers=x', 'status.phase', 'metadata.uid=1', 'x y=1') },
);
