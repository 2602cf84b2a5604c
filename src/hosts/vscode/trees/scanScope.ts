import { isRecord } from '../../../core/json.ts';
import type { ScanScope } from '../../../core/scan.ts';
import { objectTarget } from '../objectTarget.ts';

/** What a scan is asked for: `{context, namespace?}`, or the line of a context or of a namespace; undefined for anything else. */
export function scanScope(argument: unknown): ScanScope | undefined {
  if (!isRecord(argument) || typeof argument.context !== 'string') return undefined;
  const { context } = argument;
  const object = objectTarget(argument)?.object;
  const named = typeof argument.namespace === 'string' ? argument.namespace : undefined;
  const namespace = object?.kind === 'Namespace' ? object.name : (object?.namespace ?? named);
  return namespace === undefined ? { context } : { context, namespace };
}
