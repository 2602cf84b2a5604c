import type { Finding } from '../../../core/finding.ts';
import type { Gap } from '../../../core/gap.ts';
import { list } from '../../../core/rule.ts';
import { attachments } from '../../../kube/gatewayRoutes.ts';
import type { Gateway } from '../../../kube/kinds/gateway.ts';
import { pod } from '../../../kube/kinds/pod.ts';
import { service } from '../../../kube/kinds/service.ts';
import { dnsRules } from '../../../rules/dns/index.ts';
import { gatewayRules } from '../../../rules/gateway/index.ts';
import { ingressRules } from '../../../rules/ingress/index.ts';
import { judge } from '../../../rules/judge.ts';
import type { Reader } from '../../../rules/reader.ts';
import { serviceRules } from '../../../rules/service/index.ts';
import { withReading } from '../../../rules/snapshot.ts';
import { dnsNamespace } from './chainReads.ts';
import type { Selection } from './chainSelection.ts';
import type { Rest } from './readRest.ts';
import { isOnChain } from './relevance.ts';

export interface ChainJudgement {
  /** About the objects of the chain, ranked. */
  readonly findings: readonly Finding[];
  /** About the cluster's DNS. */
  readonly dns: readonly Finding[];
  readonly gaps: readonly Gap[];
}

export async function judgeChain(
  reader: Reader,
  selection: Selection,
  gateways: readonly Gateway[],
  rest: Rest,
): Promise<ChainJudgement> {
  const { entry, service: step, namespace } = selection;
  const entryNamespace = entry?.type === 'route' ? entry.route.metadata?.namespace : entry?.ingress.metadata?.namespace;
  const dns = await judge(dnsRules, reader.snapshot(dnsNamespace));
  const onEntry = await judge(
    entry === undefined ? [] : entry.type === 'ingress' ? ingressRules : gatewayRules,
    rest.controllers === undefined
      ? reader.snapshot(entryNamespace)
      : withReading(reader.snapshot(entryNamespace), list(pod, 'cluster'), rest.controllers),
  );
  const onService = await judge(
    step?.state === 'found' ? serviceRules : [],
    // Of the Services only the one on the chain: a namespace may have hundreds, and each is judged against all pods.
    withReading(reader.snapshot(namespace), list(service), {
      state: 'read',
      value: step?.state === 'found' ? [step.service] : [],
    }),
  );
  const own = entry?.type === 'route' ? attachments(entry.route, gateways, undefined).map((one) => one.gateway) : [];
  const findings = [...onEntry.findings, ...onService.findings].filter((finding) => isOnChain(finding, selection, own));
  return {
    findings: ordered(findings),
    dns: dns.findings,
    gaps: [...dns.gaps, ...onEntry.gaps, ...onService.gaps],
  };
}

/** Several ranked lists joined: the worse go first, and of equals a symptom after a cause. */
export function ordered(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => weight(a) - weight(b));
}

const symptoms = new Set(serviceRules.filter(({ symptom }) => symptom === true).map(({ id }) => id));

function weight({ severity, rule }: Finding): number {
  return { critical: 0, warning: 2, info: 4 }[severity] + (symptoms.has(rule) ? 1 : 0);
}
