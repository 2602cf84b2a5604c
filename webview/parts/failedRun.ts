import type { FailedRun } from '../../src/core/reportMessages.ts';
import { nearTime } from '../clockTime.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import type { ViewContext } from '../viewContext.ts';
import { errorParts } from './errorCard.ts';

/** Above an answer: that a later run had none, when and why, and of when the answer is that stands below. */
export function failedRun(
  view: ViewContext,
  { at, error }: FailedRun,
  answerAt: string,
  lacksContext: boolean,
): HTMLElement {
  const { label, locale } = view;
  const now = Date.now();
  return element(
    'section',
    { class: 'card critical failed-run', 'aria-label': label('Error') },
    element(
      'div',
      { class: 'card-top' },
      element(
        'span',
        { class: 'severity critical', title: at },
        icon('error', 'critical'),
        label('The run at {0} had no answer', nearTime(Date.parse(at), locale, now)),
      ),
      element('span', { class: 'rule' }, error.code),
    ),
    ...errorParts(view, error, lacksContext),
    element(
      'p',
      { class: 'quiet', title: answerAt },
      label('What stands below is the answer of {0}.', nearTime(Date.parse(answerAt), locale, now)),
    ),
  );
}
