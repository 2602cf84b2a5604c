import type { Envelope } from '../../../src/core/envelope.ts';
import type { Finding } from '../../../src/core/finding.ts';
import type { Gap } from '../../../src/core/gap.ts';
import { wishOfHint, wordsOf, type Wish } from './wish.ts';

export interface Told {
  readonly tool: string;
  readonly question: string;
  readonly answer: Pick<Envelope, 'verdict' | 'headline' | 'error'> & {
    readonly findings: readonly Finding[];
    readonly gaps: readonly Gap[];
  };
  /** What it asked the server for. */
  readonly wishes: readonly Wish[];
}

/** A sentence that nothing is wrong. */
const cleanBill =
  /\b(healthy|none in trouble|nothing (is )?(wrong|in trouble)|no (warnings|findings|problems)|none of them a failure|not a failure|(all|everything) (is|are) well)\b/i;

/** What a verdict does not rest on, by tool, and why: it may be healthy without. */
const needless: readonly {
  readonly tool: string;
  readonly resources: readonly string[];
  readonly namespace?: string;
}[] = [
  // A pod that is Ready and in its EndpointSlice as ready has a node that works; an Ingress with an address has a class that works
  { tool: 'trace_service_chain', resources: ['nodes', 'ingressclasses', 'namespaces'] },
  // The cluster's DNS matters where a name of it was asked about, and no question here does
  { tool: 'trace_service_chain', resources: ['services', 'endpointslices'], namespace: 'kube-system' },
  // It speaks of the connection: the server is ready, and takes us for somebody
  { tool: 'verify_kubernetes_connection', resources: ['nodes', 'services', 'leases', 'pods', 'namespaces'] },
];

/** A scan lists Secrets to find what pods name. None of these worlds' pods names one, so the list is not missed where pods were read. */
function isNeedless({ tool }: Told, { resource }: Wish): boolean {
  return tool === 'scan' && resource === 'secrets';
}

/** What is wrong with an answer, beside the admin's to the same question; empty where nothing is. */
export function complaintsAbout(told: Told, admin: Told, isAllowed: (wish: Wish) => boolean): readonly string[] {
  const { tool, answer, wishes } = told;
  const { error, gaps, findings, verdict, headline } = answer;
  const refused = wishes.filter((wish) => !isAllowed(wish) && !isNeedless(told, wish));
  const needed = refused.filter(
    ({ resource, namespace }) =>
      !needless.some(
        (one) =>
          one.tool === tool &&
          one.resources.includes(resource) &&
          (one.namespace === undefined || one.namespace === namespace),
      ),
  );
  const hints = [
    ...gaps.filter(({ because }) => because === 'forbidden'),
    ...(error?.code === 'forbidden' ? [error] : []),
  ];
  const named = hints.flatMap(({ hint }) => wishOfHint(hint) ?? []);
  const foreign = findings.filter(
    ({ rule, object }) => !admin.answer.findings.some((one) => one.rule === rule && one.object.name === object.name),
  );
  return [
    ...(error?.code === 'internal' ? [`is a defect of ours: ${error.message}`] : []),
    ...(refused.length === 0 && gist(told) !== gist(admin)
      ? [`differs from the admin's, though nothing was refused: ${gist(told)} / ${gist(admin)}`]
      : []),
    ...foreign.map(({ rule, object }) => `claims ${rule} of ${object.kind} ${object.name}, which the admin's does not`),
    ...named.filter(isAllowed).map((wish) => `calls forbidden what is allowed: ${wordsOf(wish)}`),
    ...(error === undefined ? refused : []).flatMap((wish) =>
      named.some((one) => covers(one, wish)) ? [] : [`says nothing of ${wordsOf(wish)}`],
    ),
    ...(refused.length > 0 &&
    error !== undefined &&
    error.code !== admin.answer.error?.code &&
    (error.code !== 'forbidden' || wishOfHint(error.hint) === undefined)
      ? [`fails with ${error.code}: ${error.message} (${error.hint})`]
      : []),
    ...hints.filter(({ hint }) => wishOfHint(hint) === undefined).map(({ hint }) => `names no permission: ${hint}`),
    ...(needed.length > 0 && verdict === 'healthy'
      ? [`is called healthy without ${needed.map(wordsOf).join(', ')}`]
      : []),
    ...(needed.length > 0 && cleanBill.test(headline) ? [`claims that nothing is wrong: ${headline}`] : []),
  ];
}

/** The gap of a wish names its verb and resource; a gap of all namespaces speaks for one of them. */
function covers(named: Wish, wish: Wish): boolean {
  return (
    named.verb === wish.verb &&
    named.resource === wish.resource &&
    named.group === wish.group &&
    named.subresource === wish.subresource &&
    (named.namespace === undefined || named.namespace === wish.namespace)
  );
}

/** Ages and times pass meanwhile; who asks is said in some headlines. */
function gist({ answer: { verdict, headline, findings, gaps, error } }: Told): string {
  return JSON.stringify([verdict, headline, findings.map(({ rule, object }) => [rule, object.name]), gaps, error?.code])
    .replaceAll(/\b(\d+(ms|s|m|h|d))+\b/g, 'AGE')
    .replaceAll(/\b[\d.]+( times)? an hour/g, 'RATE')
    .replaceAll(/; not allowed everywhere: [^."]+/g, '')
    .replaceAll(/(Connected to|we are) [\w:-]+/g, '$1 SOMEBODY');
}
