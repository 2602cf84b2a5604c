import type { JsonObject } from '../../core/json.ts';
import { markedMasks } from '../../kube/markedMasks.ts';
import { hideSecretData, withoutLastApplied } from '../../kube/secretData.ts';

/** What of an object a plan, an answer or the journal may hold: no secret value, no credential. */
export function shownObject(object: JsonObject, salt: string): JsonObject {
  return markedMasks(hideSecretData(withoutLastApplied(object), salt), salt);
}
