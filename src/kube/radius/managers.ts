import { isRecord, type JsonObject } from '../../core/json.ts';
import { isJsonObject } from '../jsonObject.ts';

/**
 * Who keeps an object as a repository or a release has it, and so undoes by hand what was done by hand: by the labels and annotations
 * that these tools put on what they make, else by the names under which they write (metadata.managedFields).
 * Sources: Helm 3 `meta.helm.sh/release-name` with `app.kubernetes.io/managed-by: Helm`; Argo CD `argocd.argoproj.io/tracking-id`
 * and `argocd.argoproj.io/instance`; Flux `kustomize.toolkit.fluxcd.io/name` and `helm.toolkit.fluxcd.io/name`.
 * @param object whole, as the server sent it
 */
export function managersOf(object: JsonObject): readonly string[] {
  const metadata = isJsonObject(object.metadata) ? object.metadata : {};
  const labels = textsOf(metadata.labels);
  const annotations = textsOf(metadata.annotations);
  const release = annotations['meta.helm.sh/release-name'];
  const tracked = annotations['argocd.argoproj.io/tracking-id']?.split(':')[0] ?? labels['argocd.argoproj.io/instance'];
  const kustomization = labels['kustomize.toolkit.fluxcd.io/name'];
  const helmRelease = labels['helm.toolkit.fluxcd.io/name'];
  const named = [
    ...(tracked === undefined ? [] : [`Argo CD (application ${tracked})`]),
    ...(kustomization === undefined ? [] : [`Flux (Kustomization ${kustomization})`]),
    ...(helmRelease === undefined ? [] : [`Flux (HelmRelease ${helmRelease})`]),
    ...(release === undefined || helmRelease !== undefined ? [] : [`Helm (release ${release})`]),
  ];
  return named.length > 0 ? named : writersOf(metadata.managedFields);
}

const writers: Readonly<Record<string, string>> = {
  helm: 'Helm',
  'argocd-controller': 'Argo CD',
  'argocd-application-controller': 'Argo CD',
  'kustomize-controller': 'Flux',
  'helm-controller': 'Flux',
};

function writersOf(managedFields: unknown): readonly string[] {
  const entries: readonly unknown[] = Array.isArray(managedFields) ? managedFields : [];
  const named = entries.flatMap((one) =>
    isRecord(one) && typeof one.manager === 'string' && Object.hasOwn(writers, one.manager)
      ? (writers[one.manager] ?? [])
      : [],
  );
  return [...new Set(named)];
}

function textsOf(map: unknown): Readonly<Record<string, string | undefined>> {
  if (!isRecord(map)) return {};
  return Object.fromEntries(
    Object.entries(map).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
