import type { JsonObject } from '../../core/json.ts';
import { redactObject } from '../../core/redact.ts';
import { isJsonObject, withoutKey } from '../../kube/jsonObject.ts';
import { hideSecretData, withoutLastApplied } from '../../kube/secretData.ts';

/**
 * What of an object may be shown. Credentials are masked here already, while the object has its structure: in YAML text the name
 * of an environment variable and its value are just two lines.
 */
export function visibleObject(
  object: JsonObject,
  salt: string,
  withBookkeeping: boolean,
): { readonly object: JsonObject; readonly leftOut: readonly string[] } {
  const withoutData = hideSecretData(object, salt);
  const short = withBookkeeping ? withoutData : withoutManagedFields(withoutLastApplied(withoutData));
  return { object: redactObject(short), leftOut: leftOut(object, short) };
}

function withoutManagedFields(object: JsonObject): JsonObject {
  const { metadata } = object;
  return isJsonObject(metadata) ? { ...object, metadata: withoutKey(metadata, 'managedFields') } : object;
}

function leftOut(before: JsonObject, after: JsonObject): readonly string[] {
  const one = isJsonObject(before.metadata) ? before.metadata : {};
  const other = isJsonObject(after.metadata) ? after.metadata : {};
  const hasLost = withoutLastApplied(before) !== before && withoutLastApplied(after) === after;
  return [
    ...(one.managedFields !== undefined && other.managedFields === undefined ? ['metadata.managedFields'] : []),
    ...(hasLost ? ["metadata.annotations['kubectl.kubernetes.io/last-applied-configuration']"] : []),
  ];
}
