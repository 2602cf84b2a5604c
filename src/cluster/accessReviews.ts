import type { AccessAnswer, AccessQuestion, AccessRule } from '../core/ports.ts';
import { isRecord } from '../core/json.ts';
import { fields, flag, listOf, text } from '../kube/shape.ts';

/** Where and what to post for a question. Posting a self-subject review changes nothing: the server only answers. */
export function reviewRequest(question: AccessQuestion): { readonly path: string; readonly body: string } {
  switch (question.about) {
    case 'access': {
      const { verb, group, resource, subresource, namespace, name } = question;
      const resourceAttributes = { verb, group, resource, subresource, namespace, name };
      return review('authorization.k8s.io', 'SelfSubjectAccessReview', { resourceAttributes });
    }
    case 'rules':
      return review('authorization.k8s.io', 'SelfSubjectRulesReview', { namespace: question.namespace });
    case 'self':
      return review('authentication.k8s.io', 'SelfSubjectReview', undefined);
  }
}

function review(group: string, kind: string, spec: unknown): { readonly path: string; readonly body: string } {
  return {
    path: `/apis/${group}/v1/${kind.toLowerCase()}s`,
    body: JSON.stringify({ apiVersion: `${group}/v1`, kind, spec }),
  };
}

const rule = fields({
  verbs: listOf(text),
  apiGroups: listOf(text),
  resources: listOf(text),
  resourceNames: listOf(text),
});

const answer = fields({
  status: fields({
    allowed: flag,
    reason: text,
    incomplete: flag,
    resourceRules: listOf(rule),
    userInfo: fields({ username: text, groups: listOf(text) }),
  }),
});

/** Whether the server has completed a review: what it does not tell must not be taken for a no. */
export function isReviewed({ about }: AccessQuestion, review: Readonly<Record<string, unknown>>): boolean {
  const { status } = review;
  if (!isRecord(status)) return false;
  switch (about) {
    case 'access':
      return typeof status.allowed === 'boolean';
    case 'rules':
      return Array.isArray(status.resourceRules) || status.resourceRules === null || status.incomplete === true;
    case 'self':
      return isRecord(status.userInfo);
  }
}

/** @param review the review as the server completed it */
export function reviewAnswer(question: AccessQuestion, review: unknown): AccessAnswer {
  const status = answer(review)?.status ?? {};
  switch (question.about) {
    case 'access':
      return { allowed: status.allowed ?? false, ...(status.reason === undefined ? {} : { reason: status.reason }) };
    case 'rules':
      return {
        incomplete: status.incomplete ?? false,
        rules: (status.resourceRules ?? []).map(
          ({ verbs = [], apiGroups = [], resources = [], resourceNames = [] }): AccessRule => ({
            verbs,
            apiGroups,
            resources,
            resourceNames,
          }),
        ),
      };
    case 'self':
      return { user: status.userInfo?.username ?? '', groups: status.userInfo?.groups ?? [] };
  }
}
