import type { Gap } from '../../core/gap.ts';
import type { Cluster } from '../../core/ports.ts';
import { deedText, isAllowed, type Deed } from '../../kube/accessRules.ts';
import { gapUnlessDeciding } from './serverHealth.ts';

export interface Identity {
  readonly user?: string;
  readonly groups?: readonly string[];
  readonly gaps: readonly Gap[];
}

/** Who the server takes us for. The one request that a dead credential cannot pass, so its failure is the tool's. */
export async function readIdentity(cluster: Cluster, signal: AbortSignal): Promise<Identity> {
  try {
    const { user, groups } = await cluster.review({ about: 'self' }, signal);
    return {
      ...(user === undefined ? {} : { user }),
      ...(groups === undefined ? {} : { groups: groups.filter((group) => group !== '') }),
      gaps: [],
    };
  } catch (error) {
    return { gaps: [gapUnlessDeciding(error, 'who the server takes us for (SelfSubjectReview, Kubernetes 1.28)')] };
  }
}

export interface Access {
  /** In all namespaces. */
  readonly can: readonly string[];
  readonly cannot: readonly string[];
  readonly namespace: string;
  readonly canInNamespace: readonly string[];
  readonly cannotInNamespace: readonly string[];
  readonly gaps: readonly Gap[];
}

/** What the reading tools stand on. */
const reading: readonly Deed[] = [
  { verb: 'list', group: '', resource: 'pods' },
  { verb: 'get', group: '', resource: 'pods', subresource: 'log' },
  { verb: 'list', group: '', resource: 'events' },
  { verb: 'list', group: '', resource: 'nodes' },
  { verb: 'list', group: '', resource: 'namespaces' },
  { verb: 'list', group: 'apps', resource: 'deployments' },
];

/** What can be told of one namespace by its rules, besides. */
const inNamespace: readonly Deed[] = [
  ...reading.filter(({ resource }) => resource !== 'nodes' && resource !== 'namespaces'),
  { verb: 'get', group: '', resource: 'secrets' },
  { verb: 'patch', group: 'apps', resource: 'deployments' },
  { verb: 'create', group: '', resource: 'pods', subresource: 'eviction' },
  { verb: 'delete', group: '', resource: 'pods' },
];

export async function readAccess(cluster: Cluster, signal: AbortSignal): Promise<Access> {
  const { namespace } = cluster.connection;
  const [everywhere, here] = await Promise.all([
    Promise.all(reading.map((deed) => isAllowedEverywhere(cluster, deed, signal))),
    rulesOf(cluster, namespace, signal),
  ]);
  const told = (wanted: boolean): readonly string[] =>
    everywhere.flatMap(({ deed, allowed }) => (allowed === wanted ? [deedText(deed)] : []));
  return {
    can: told(true),
    cannot: told(false),
    namespace,
    ...here,
    gaps: [...everywhere.flatMap(({ gaps }) => gaps).slice(0, 1), ...here.gaps],
  };
}

async function isAllowedEverywhere(
  cluster: Cluster,
  deed: Deed,
  signal: AbortSignal,
): Promise<{ deed: Deed; allowed: boolean | undefined; gaps: readonly Gap[] }> {
  try {
    const { allowed } = await cluster.review({ about: 'access', ...deed }, signal);
    return { deed, allowed, gaps: [] };
  } catch (error) {
    return { deed, allowed: undefined, gaps: [gapUnlessDeciding(error, 'what is allowed in all namespaces')] };
  }
}

type AccessHere = Pick<Access, 'canInNamespace' | 'cannotInNamespace' | 'gaps'>;

async function rulesOf(cluster: Cluster, namespace: string, signal: AbortSignal): Promise<AccessHere> {
  try {
    const { rules = [], incomplete = false } = await cluster.review({ about: 'rules', namespace }, signal);
    const allowed = inNamespace.filter((deed) => isAllowed(rules, deed));
    const refused = inNamespace.filter((deed) => !allowed.includes(deed));
    return {
      canInNamespace: allowed.map(deedText),
      // An authorizer that cannot list its rules may still allow what is not listed
      cannotInNamespace: incomplete ? [] : refused.map(deedText),
      gaps: incomplete
        ? [
            {
              wanted: `all permissions in namespace ${namespace}`,
              because: 'unsupported',
              hint: 'an authorizer of this cluster cannot list its rules (a webhook); what is not listed may still be allowed',
            },
          ]
        : [],
    };
  } catch (error) {
    const gap = gapUnlessDeciding(error, `what is allowed in namespace ${namespace}`);
    return { canInNamespace: [], cannotInNamespace: [], gaps: [gap] };
  }
}
