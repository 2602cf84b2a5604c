import { element } from '../element.ts';

/** A part of the report under its own heading. */
export function section(title: string, ...children: readonly (Node | string | undefined)[]): HTMLElement {
  return element('section', {}, element('h2', {}, title), ...children);
}
