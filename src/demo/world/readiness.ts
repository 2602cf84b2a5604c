import type { JsonObject } from '../../core/json.ts';
import { listAt, textAt } from '../kubeObject.ts';

/** The pod's condition Ready is True. */
export function isReady(pod: JsonObject): boolean {
  return listAt(pod, 'status.conditions').some(
    (condition) => textAt(condition, 'type') === 'Ready' && textAt(condition, 'status') === 'True',
  );
}
