import { nearest } from '../../core/nearest.ts';
import { fieldIs } from '../../kube/fieldSelectors.ts';
import { isJobOf } from '../../kube/isJobOf.ts';
import { isKindWord } from '../../kube/kindWord.ts';
import type { PodSummary } from '../../kube/podSummary.ts';
import type { PodsInput } from './podsInput.ts';

export interface PodFilter {
  /** What the server can filter. */
  readonly fieldSelector: string | undefined;
  /** The filters in words, for the headline: `on node-1`. */
  readonly words: readonly string[];
  readonly keeps: (pod: PodSummary) => boolean;
  /** After a sentence that says nothing was found: what there is instead. */
  readonly hint: (read: readonly PodSummary[]) => string;
}

export function podFilter({ status, node, owner, fieldSelector, labelSelector }: PodsInput): PodFilter {
  const wanted = (status ?? '')
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
  const selectors = [fieldSelector, node === undefined ? undefined : fieldIs('spec.nodeName', node)].filter(
    (one) => one !== undefined && one !== '',
  );
  return {
    fieldSelector: selectors.length === 0 ? undefined : selectors.join(','),
    words: [
      ...(status === undefined ? [] : [`with status ${status}`]),
      ...(owner === undefined ? [] : [`of ${owner}`]),
      ...(node === undefined ? [] : [`on ${node}`]),
      ...(labelSelector === undefined ? [] : [`labelled ${labelSelector}`]),
      ...(fieldSelector === undefined ? [] : [`where ${fieldSelector}`]),
    ],
    keeps: (pod) =>
      (wanted.length === 0 || wanted.includes(pod.status.toLowerCase())) &&
      (owner === undefined || isOwner(owner, pod.owner)),
    hint: (read) => {
      const words = [...new Set(read.map((pod) => pod.status))];
      const owners = [...new Set(read.flatMap((pod) => pod.owner ?? []))];
      if (owner !== undefined && !owners.some((one) => isOwner(owner, one)))
        return near(owner, owners, (one) => (owner.includes('/') ? one : nameOf(one)));
      return wanted.length === 0 || words.length === 0 ? '' : `; there are ${words.slice(0, 6).join(', ')}`;
    },
  };
}

/** `Deployment/cart`, `deploy/cart` or `cart`, against `Deployment/cart`. */
function isOwner(wanted: string, owner: string | undefined): boolean {
  if (owner === undefined) return false;
  const slash = wanted.lastIndexOf('/');
  const kind = wanted.slice(0, Math.max(slash, 0)).split('/')[0] ?? '';
  const name = wanted.slice(slash + 1);
  const own = owner.split('/')[0] ?? '';
  if (name === nameOf(owner)) return kind === '' || isKindWord(kind, own);
  // The owner's owner: pods of a CronJob belong to its Jobs
  return own === 'Job' && (kind === '' || isKindWord(kind, 'CronJob')) && isJobOf(nameOf(owner), name);
}

function nameOf(owner: string): string {
  return owner.slice(owner.indexOf('/') + 1);
}

function near(wanted: string, owners: readonly string[], spelled: (owner: string) => string): string {
  const names = nearest(wanted, owners.map(spelled));
  return names.length === 0 ? '' : `; nearest: ${names.join(', ')}`;
}
