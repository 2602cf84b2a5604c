/** What the quota admission says when it refuses. */
export interface QuotaRefusal {
  readonly quota: string;
  /** `exceeded`: more than is left; `unspecified`: the quota counts what a container does not name. */
  readonly why: 'exceeded' | 'unspecified' | 'other';
  /** `requested: pods=1, used: pods=5, limited: pods=5`, `must specify limits.memory for: main`. */
  readonly words: string;
}

/**
 * Source: checkRequest in k8s.io/apiserver/pkg/admission/plugin/resourcequota/controller.go and Constraints in
 * pkg/quota/v1/evaluator/core/pods.go (1.36).
 */
export function quotaRefusal(message: string): QuotaRefusal | undefined {
  const [, exceeded, amounts = ''] = /exceeded quota: ([^\s,]+), (.*)/s.exec(message) ?? [];
  if (exceeded !== undefined) return { quota: exceeded, why: 'exceeded', words: amounts };
  const [, failed, words = ''] = /failed quota: ([^\s:]+): (.*)/s.exec(message) ?? [];
  if (failed === undefined) return undefined;
  return { quota: failed, why: words.startsWith('must specify') ? 'unspecified' : 'other', words };
}
