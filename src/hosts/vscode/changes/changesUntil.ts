import { label, type Label } from '../../../core/label.ts';
import type { ChangeGrant } from './changeGrant.ts';

/** `changes on until 15:00`: until the last of them ends. Undefined: none is in force. */
export function changesUntil(grants: readonly ChangeGrant[]): Label | undefined {
  if (grants.length === 0) return undefined;
  const ends = grants.flatMap(({ until }) => until ?? []);
  return ends.length < grants.length ? label('changes on') : label('changes on until {0}', { at: Math.max(...ends) });
}
