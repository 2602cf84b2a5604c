import type { EnvelopeError } from '../../src/core/envelope.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import type { ViewContext } from '../viewContext.ts';

/** Why there is no answer, and what would help. */
export function errorCard({ label }: ViewContext, { code, message, hint }: EnvelopeError): HTMLElement {
  return element(
    'section',
    { class: 'card critical', 'aria-label': label('Error') },
    element(
      'div',
      { class: 'card-top' },
      element('span', { class: 'severity critical' }, icon('error', 'critical'), label('No answer')),
      element('span', { class: 'rule' }, code),
    ),
    element('h2', { class: 'as-h3' }, message),
    element(
      'p',
      { class: 'remedy' },
      icon('lightbulb'),
      element('span', {}, element('strong', {}, label('What helps')), ' ', hint),
    ),
  );
}
