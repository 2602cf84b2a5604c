import type { JsonObject } from '../../core/json.ts';
import { podTemplate } from '../kinds/podSpec.ts';
import { podReferences } from '../podReferences.ts';

/** A ConfigMap or Secret that pods of one of two templates, or of both, read. */
export interface ConfigReference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly before: boolean;
  readonly after: boolean;
}

/** The server puts it into each namespace, and into each pod. */
const everywhere = 'kube-root-ca.crt';

/** The ConfigMaps and Secrets of two pod templates, in the order in which the newer one names them. */
export function referencesOf(before: JsonObject, after: JsonObject): readonly ConfigReference[] {
  const [older, newer] = [named(before), named(after)];
  return [...new Map([...newer, ...older])].map(([key, { kind, name }]) => ({
    kind,
    name,
    before: older.has(key),
    after: newer.has(key),
  }));
}

function named(template: JsonObject): ReadonlyMap<string, Pick<ConfigReference, 'kind' | 'name'>> {
  return new Map(
    podReferences(podTemplate(template)?.spec).flatMap(({ kind, name }) =>
      (kind === 'ConfigMap' || kind === 'Secret') && name !== everywhere
        ? [[`${kind}/${name}`, { kind, name }] as const]
        : [],
    ),
  );
}
