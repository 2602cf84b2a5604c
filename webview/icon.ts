import { element } from './element.ts';

/** A codicon as decoration: what it says stands beside it in words. */
export function icon(name: string, tone = ''): HTMLElement {
  return element('span', { class: `codicon codicon-${name} ${tone}`.trim(), 'aria-hidden': 'true' });
}
