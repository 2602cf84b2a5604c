import type { Finding } from '../../src/core/finding.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import { severityIcons, severityWord } from '../severityWord.ts';
import type { ViewContext } from '../viewContext.ts';
import { evidenceList } from './evidenceList.ts';
import { objectTitle, revealButton, yamlButton } from './objectButton.ts';

/** One claim with its severity, its object, what it rests on and what to do. `fix`: the way to a change that mends it. */
export function findingCard(view: ViewContext, finding: Finding, fix?: HTMLElement): HTMLElement {
  const { severity, object, message, evidence, remedy, rule, confidence } = finding;
  const deciding = evidence.find((one) => objectTitle(one.object) === objectTitle(object));
  return element(
    'li',
    { class: `card ${severity}` },
    element(
      'div',
      { class: 'card-top' },
      element(
        'span',
        { class: `severity ${severity}` },
        icon(severityIcons[severity], severity),
        severityWord(view, severity),
      ),
      revealButton(view, object, objectTitle(object)),
      yamlButton(view, object, view.label('Open YAML'), deciding?.path),
      element('span', { class: 'rule' }, rule),
    ),
    element('h3', {}, message),
    evidence.length === 0 ? undefined : evidenceList(view, evidence, object),
    element(
      'p',
      { class: 'remedy' },
      icon('lightbulb'),
      element('span', {}, element('strong', {}, view.label('Remedy')), ' ', remedy),
    ),
    confidence === undefined
      ? undefined
      : element('p', { class: 'quiet' }, view.label('Inferred, confidence {0} %', Math.round(confidence * 100))),
    fix,
  );
}

const order = ['critical', 'warning', 'info'];

/** Cards, worst first; what is equally bad stays in the order of the answer, the root cause first. */
export function findingCards(
  view: ViewContext,
  findings: readonly Finding[],
  fixOf: (finding: Finding) => HTMLElement | undefined = () => undefined,
): HTMLElement {
  if (findings.length === 0) return element('p', { class: 'quiet' }, view.label('Nothing was found.'));
  const sorted = findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return element('ul', { class: 'cards' }, ...sorted.map((finding) => findingCard(view, finding, fixOf(finding))));
}
