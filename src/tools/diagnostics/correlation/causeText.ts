import { featureText } from '../../../kube/correlation/feature.ts';
import type { SharedCause } from './sharedCauses.ts';

/** `node node-3 (Ready is Unknown)`: with what is known of it. */
export function causeText({ feature, fault }: Pick<SharedCause, 'feature' | 'fault'>): string {
  return fault === undefined ? featureText(feature) : `${featureText(feature)} (${fault.text})`;
}
