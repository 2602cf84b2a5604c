import type { ReportMessage, ReportToHost } from '../../src/core/reportMessages.ts';
import { button } from '../controls.ts';
import { element } from '../element.ts';
import type { ViewContext } from '../viewContext.ts';
import { menuButton } from './menuButton.ts';
import { scopeLine } from './scopeLine.ts';
import { verdictBadge } from './verdictBadge.ts';

/** Verdict, headline, scope and time, and what can be done with the whole answer. */
export function reportHead(view: ViewContext, report: ReportMessage): HTMLElement {
  const { envelope, title } = report;
  return element(
    'header',
    {},
    element('div', { class: 'title-row' }, element('h1', {}, title), verdictBadge(view, envelope.verdict)),
    element('p', { class: 'headline' }, envelope.headline),
    element('p', { class: 'scope quiet', title: envelope.takenAt }, scopeLine(view, report, Date.now())),
    actions(view, report),
  );
}

function actions(view: ViewContext, { canAskCopilot }: ReportMessage): HTMLElement {
  const { label, send, signal } = view;
  const exportAs = (format: 'markdown' | 'html' | 'json', text: string): { text: string; choose: () => void } => ({
    text,
    choose: () => send({ type: 'export', format }),
  });
  const plain = (text: string, type: (ReportToHost & { type: 'openJson' | 'runAgain' })['type'], icon: string) =>
    button(text, { icon }, () => send({ type }));
  const runAgain = plain(label('Run again'), 'runAgain', 'refresh');
  runAgain.classList.add('run-again');
  return element(
    'div',
    { class: 'actions', role: 'group', 'aria-label': label('Actions') },
    canAskCopilot
      ? button(label('Ask Copilot'), { icon: 'comment-discussion', primary: true }, () => send({ type: 'askCopilot' }))
      : undefined,
    plain(label('Open as JSON'), 'openJson', 'json'),
    menuButton(
      label('Export'),
      'export',
      [exportAs('markdown', 'Markdown'), exportAs('html', 'HTML'), exportAs('json', 'JSON')],
      signal,
    ),
    runAgain,
  );
}
