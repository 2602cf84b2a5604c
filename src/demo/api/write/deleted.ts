import type { Json, JsonObject } from '../../../core/json.ts';
import { timeText } from '../../../core/timeText.ts';
import { listAt, mapAt, numberAt, textAt, type KubeObject } from '../../kubeObject.ts';
import { isCounted } from '../../world/defaults.ts';
import { storageName } from '../../servedKinds.ts';
import { requireMeant } from './requireMeant.ts';
import { kept, isReleased, type WriteContext } from './writeContext.ts';
import type { DeleteOptions } from './writeOptions.ts';

/** Who removes them afterwards is the garbage collector. */
const finalizerOf = { Foreground: 'foregroundDeletion', Orphan: 'orphan', Background: undefined } as const;

/**
 * What is left of an object after its deletion: the object with its deletionTimestamp, or undefined where it is gone at once.
 * Source: BeforeDelete, k8s.io/apiserver/pkg/registry/rest/delete.go; Store.Delete, k8s.io/apiserver/pkg/registry/generic/registry/store.go.
 * @throws ApiError 409 where it is not the object that was meant
 */
export function deleted(
  context: WriteContext & { readonly options: DeleteOptions },
  old: KubeObject,
): KubeObject | undefined {
  const { store, kind, options } = context;
  requireMeant(context, old);
  const graceful = kind.kind === 'Pod' ? gracePeriod(old, options) : 0;
  const finalizers = finalizersAfter(old, options);
  const isNamespace = kind.kind === 'Namespace';
  if (graceful === 0 && finalizers.length === 0 && !isNamespace) {
    if (!options.dryRun) store.remove(storageName(kind), old.metadata.namespace, old.metadata.name);
    return undefined;
  }
  const next = marked(old, { finalizers, graceful, now: options.now, isCountedKind: isCounted(kind.kind) });
  const terminating = isNamespace ? { ...next, status: { ...mapAt(next, 'status'), phase: 'Terminating' } } : next;
  const left = terminating === old ? old : kept(context, terminating);
  return isReleased(left) ? undefined : left;
}

/** Source: CheckGracefulDelete, kubernetes/pkg/registry/core/pod/strategy.go: where no kubelet is asked, nobody has to be waited for. */
function gracePeriod(pod: KubeObject, { gracePeriodSeconds }: DeleteOptions): number {
  const isOver = ['Succeeded', 'Failed'].includes(textAt(pod, 'status.phase') ?? '');
  if (textAt(pod, 'spec.nodeName') === undefined || isOver) return 0;
  const left = pod.metadata.deletionGracePeriodSeconds;
  if (typeof left === 'number') return Math.min(left, gracePeriodSeconds ?? left);
  return gracePeriodSeconds ?? numberAt(pod, 'spec.terminationGracePeriodSeconds');
}

function finalizersAfter(old: KubeObject, { propagation }: DeleteOptions): readonly Json[] {
  const own = listAt(old, 'metadata.finalizers');
  if (propagation === undefined) return own;
  const added = finalizerOf[propagation];
  const others = own.filter((one) => one !== 'orphan' && one !== 'foregroundDeletion');
  return added === undefined ? others : [...others, added];
}

interface Mark {
  readonly finalizers: readonly Json[];
  /** Seconds. */
  readonly graceful: number;
  readonly now: number;
  readonly isCountedKind: boolean;
}

/** A second deletion can only make the time shorter. */
function marked(old: KubeObject, { finalizers, graceful, now, isCountedKind }: Mark): KubeObject {
  const isMarked = textAt(old, 'metadata.deletionTimestamp') !== undefined;
  const left = old.metadata.deletionGracePeriodSeconds;
  if (isMarked && left === graceful && finalizers.length === listAt(old, 'metadata.finalizers').length) return old;
  const generation = numberAt(old, 'metadata.generation');
  const metadata: JsonObject = {
    ...(isMarked && left === graceful ? {} : { deletionTimestamp: timeText(now + graceful * 1000) }),
    deletionGracePeriodSeconds: graceful,
    ...(isCountedKind && !isMarked ? { generation: generation + 1 } : {}),
    ...(finalizers.length === 0 ? {} : { finalizers }),
  };
  return { ...old, metadata: { ...old.metadata, ...metadata } };
}
