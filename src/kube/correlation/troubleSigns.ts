import type { Feature } from './feature.ts';
import { imageRegistry } from './imageRegistry.ts';

/**
 * What a message about a trouble names as its cause: a status message, a termination message, an event. Nothing of words that every
 * crash brings (`back-off restarting failed container`).
 */
export function troubleSigns(message: string, namespace: string): readonly Feature[] {
  const text = message.slice(0, 4000);
  const pulls = pullSigns(text);
  const called = pulls.length > 0 ? certificates(text) : [...certificates(text), ...peers(text, namespace)];
  return [...missingNames(text, namespace), ...refusals(text, namespace), ...drivers(text), ...pulls, ...called];
}

const referred = { configmap: 'ConfigMap', secret: 'Secret', serviceaccount: 'ServiceAccount' } as const;

/**
 * The API server's and the informers' `configmap "x" not found`, and what the kubelet says of keys
 * (pkg/kubelet/kubelet_pods.go: `couldn't find key`; pkg/volume/configmap and secret: `references non-existent`).
 */
function missingNames(text: string, namespace: string): readonly Feature[] {
  const absent = [...text.matchAll(/\b(configmap|secret|serviceaccount)s? "([^"]+)" not found/g)].flatMap(
    ([, word = '', name = '']): Feature[] =>
      word === 'configmap' || word === 'secret' || word === 'serviceaccount'
        ? [{ kind: referred[word], namespace, name }]
        : [],
  );
  const claims = [...text.matchAll(/\bpersistentvolumeclaim "([^"]+)" not found/g)].map(([, name = '']): Feature => ({
    kind: 'PersistentVolumeClaim',
    namespace,
    name,
  }));
  const keys = [...text.matchAll(/couldn't find key \S+ in (ConfigMap|Secret) ([^\s/]+)\/([^\s,]+)/g)].map(
    ([, kind = '', place = '', name = '']): Feature => ({
      kind: kind === 'Secret' ? 'Secret' : 'ConfigMap',
      namespace: place,
      name,
    }),
  );
  return [...absent, ...claims, ...keys];
}

/**
 * plugin/pkg/admission/resourcequota/controller.go, apiserver/pkg/admission/plugin/webhook, pod-security-admission and
 * apiserver/pkg/admission/plugin/policy/validating.
 */
function refusals(text: string, namespace: string): readonly Feature[] {
  const found: Feature[] = [];
  const quota = /\b(?:exceeded|failed) quota: ([^,:\s]+)/.exec(text)?.[1];
  if (quota !== undefined) found.push({ kind: 'quota', namespace, name: quota });
  const webhook = /(?:failed calling webhook|admission webhook) "([^"]+)"/.exec(text)?.[1];
  if (webhook !== undefined) found.push({ kind: 'webhook', name: webhook });
  const policy = /ValidatingAdmissionPolicy '([^']+)'/.exec(text)?.[1];
  if (policy !== undefined) found.push({ kind: 'admission-policy', name: policy });
  const level = /violates PodSecurity "([^"]+)"/.exec(text)?.[1];
  if (level !== undefined) found.push({ kind: 'pod-security', namespace, name: level });
  return found;
}

/** pkg/volume/csi/csi_plugin.go */
function drivers(text: string): readonly Feature[] {
  const name = /driver name (\S+) not found in the list of registered CSI drivers/.exec(text)?.[1];
  return name === undefined ? [] : [{ kind: 'csi-driver', name }];
}

/** The registry itself answers wrong or not at all: what it says of one image (not found) is about that image alone. */
const ofRegistry =
  /no such host|connection refused|i\/o timeout|TLS handshake timeout|x509:|no route to host|context deadline exceeded|unauthorized|authentication required|\b40[13]\b|too ?many ?requests|\b429\b|\b50[0-4]\b|Service Unavailable|pull access denied/i;

const ofImage = /not found|manifest unknown|no matching manifest|manifest invalid/i;

/** The kubelet's `Failed to pull image "x": …` and `Back-off pulling image "x": …` (pkg/kubelet/images/image_manager.go). */
function pullSigns(text: string): readonly Feature[] {
  const match = /(?:Failed to pull|Back-off pulling) image "([^"]+)"(.*)/s.exec(text);
  const [, image = '', reason = ''] = match ?? [];
  if (image === '') return [];
  if (ofRegistry.test(reason) && !/\b404\b/.test(reason)) return [{ kind: 'registry', name: imageRegistry(image) }];
  return ofImage.test(reason) ? [{ kind: 'image', name: image }] : [];
}

/**
 * Go's words for a certificate that is not trusted (crypto/x509), with the host that was called where it is told: two programs that
 * distrust two hosts have nothing in common.
 */
function certificates(text: string): readonly Feature[] {
  const words = /\bx509: [^":\n]+/.exec(text)?.[0].trim();
  if (words === undefined) return [];
  const host = /\b(?:https|tcps?|amqps|rediss|postgres\w*|grpcs?):\/\/(?:[^\s/"@]*@)?([^\s/":]+)/.exec(text)?.[1];
  return [{ kind: 'certificate', name: host === undefined ? words : `${words} (${host})` }];
}

/** Go's words for a name that is not known and for a port where nobody listens (package net). */
function peers(text: string, namespace: string): readonly Feature[] {
  const lookup = /\blookup (\S+?)(?: on \S+)?: no such host/.exec(text)?.[1];
  const dialled = /\bdial tcp (\S+): (?:connect: connection refused|i\/o timeout|connect: no route to host)/.exec(
    text,
  )?.[1];
  return [lookup, dialled].flatMap((name): Feature[] => {
    if (name === undefined) return [];
    // The search list of the pod makes another address of a short name in every namespace
    return [/[.:]/.test(name) ? { kind: 'peer', name } : { kind: 'peer', namespace, name }];
  });
}
