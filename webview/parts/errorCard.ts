import type { EnvelopeError } from '../../src/core/envelope.ts';
import { button } from '../controls.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import type { ViewContext } from '../viewContext.ts';

/** Why there is no answer, and what would help. */
export function errorCard(view: ViewContext, error: EnvelopeError, lacksContext: boolean): HTMLElement {
  const { label } = view;
  return element(
    'section',
    { class: 'card critical', 'aria-label': label('Error') },
    element(
      'div',
      { class: 'card-top' },
      element('span', { class: 'severity critical' }, icon('error', 'critical'), label('No answer')),
      element('span', { class: 'rule' }, error.code),
    ),
    ...errorParts(view, error, lacksContext),
  );
}

/** What went wrong, what helps, and the way to another context where there is none. */
export function errorParts(
  { label, send }: ViewContext,
  { message, hint }: EnvelopeError,
  lacksContext: boolean,
): readonly HTMLElement[] {
  return [
    element('h2', { class: 'as-h3' }, message),
    element(
      'p',
      { class: 'remedy' },
      icon('lightbulb'),
      element('span', {}, element('strong', {}, label('What helps')), ' ', hint),
    ),
    ...(lacksContext
      ? [
          element(
            'div',
            { class: 'actions' },
            button(label('Switch Context'), { icon: 'cloud' }, () => send({ type: 'switchContext' })),
          ),
        ]
      : []),
  ];
}
