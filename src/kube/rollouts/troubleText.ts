import type { PodTrouble } from './rolloutSigns.ts';

const longest = 200;

/** `pod cart-7d9f-x2k, container app: CrashLoopBackOff (…)`. */
export function troubleText({ pod, fault }: PodTrouble, isNamed = false): string {
  const { container, reason, message } = fault;
  const who = [
    ...(isNamed ? [] : [`pod ${pod.metadata?.name ?? ''}`]),
    ...(container === undefined ? [] : [`container ${container}`]),
  ].join(', ');
  const said = message.length > longest ? `${message.slice(0, longest)}…` : message;
  const words = said === '' || said === reason ? reason : `${reason} (${said.replace(/\.$/, '')})`;
  return who === '' ? words : `${who}: ${words}`;
}
