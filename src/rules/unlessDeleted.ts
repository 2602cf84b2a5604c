import type { Severity } from '../core/finding.ts';
import type { HasMetadata } from '../kube/metadata.ts';

/** What is wrong with an object that is being deleted is worth knowing and no more. */
export function unlessDeleted({ metadata }: HasMetadata, severity: Severity): Severity {
  return metadata?.deletionTimestamp === undefined ? severity : 'info';
}
