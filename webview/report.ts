import '@vscode/codicons/dist/codicon.css';
import './styles/report.css';
import './styles/blocks.css';
import './styles/timeline.css';
import './styles/chain.css';
import './styles/diff.css';
import type { ReportMessage } from '../src/core/reportMessages.ts';
import { registerControls } from './controls.ts';
import { element } from './element.ts';
import { hostPort } from './hostPort.ts';
import { keepScroll } from './keepScroll.ts';
import { laterOnce } from './laterOnce.ts';
import { reportView } from './reportView.ts';
import { savedState } from './savedState.ts';
import { translator } from './translator.ts';
import { viewState, type ViewState } from './viewState.ts';

registerControls();
const host = hostPort();
const page = element('div', { class: 'page' });
const busy = element('p', { class: 'busy', hidden: true });
const spoken = element('p', { class: 'unseen', role: 'status' });
document.getElementById('root')?.append(busy, page, spoken);

let shown: { readonly report: ReportMessage; readonly state: ViewState; readonly end: AbortController } | undefined;

const save = laterOnce(300, () => {
  if (shown === undefined) return;
  const state = shown.state.all();
  host.save({ call: shown.report.call, state });
  host.send({ type: 'saveState', state });
});

host.listen((message) => {
  if (message.type === 'show') show(message.report, message.state);
  else setBusy(message.text);
});
document.addEventListener('visibilitychange', () => save.now());
window.addEventListener('pagehide', () => save.now());
setBusy('…');
host.send({ type: 'ready' });

function show(report: ReportMessage, given: unknown): void {
  // A run again keeps what the person has set; a page that was hidden or reloaded has it from the last save.
  const again = shown !== undefined;
  const before = shown?.state.all() ?? savedState(host.saved(), report.call) ?? given;
  const hadFocus = page.contains(document.activeElement);
  shown?.end.abort();
  const end = new AbortController();
  const state = viewState(before, () => save.soon());
  shown = { report, state, end };
  setBusy(undefined);
  document.title = report.title;
  page.replaceChildren(
    ...reportView(
      {
        label: translator(report.translations),
        locale: report.locale,
        canCall: (tool) => report.toolTitles[tool] !== undefined,
        send: (message) => host.send(message),
        state,
        announce: (text) => spoken.replaceChildren(text),
        signal: end.signal,
      },
      report,
    ),
  );
  keepScroll(page, state, end.signal);
  if (hadFocus) page.querySelector<HTMLElement>('.run-again')?.focus({ preventScroll: true });
  if (again) spoken.replaceChildren(report.failed?.error.message ?? report.envelope.headline);
  host.save({ call: report.call, state: state.all() });
}

function setBusy(text: string | undefined): void {
  busy.hidden = text === undefined;
  busy.replaceChildren(text ?? '');
  page.toggleAttribute('aria-busy', text !== undefined);
  if (text !== undefined && text !== '…') spoken.replaceChildren(text);
}
