import type { Plan } from '../../core/plan.ts';

/** What a plan says of the protection of its target before anybody is asked. */
export function protectionWarning({ what, name }: NonNullable<Plan['protected']>, isRefused: boolean): string {
  const target = `${what === 'namespace' ? 'Namespace' : 'Context'} ${name} is protected`;
  return isRefused ? `${target}: nothing in it is deleted from here.` : `${target}: its name has to be typed.`;
}
