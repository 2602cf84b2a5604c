import type { Verdict } from '../../src/core/envelope.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import type { ViewContext } from '../viewContext.ts';

const looks: Readonly<Record<Verdict, readonly [icon: string, tone: string]>> = {
  answered: ['info', 'info'],
  healthy: ['pass', 'good'],
  degraded: ['warning', 'warning'],
  broken: ['error', 'critical'],
  unknown: ['question', 'quiet'],
  applied: ['check', 'good'],
  declined: ['circle-slash', 'quiet'],
  blocked: ['lock', 'warning'],
  undone: ['discard', 'good'],
};

/** The verdict as a shape and a word. */
export function verdictBadge(view: ViewContext, verdict: Verdict): HTMLElement {
  const [name, tone] = looks[verdict];
  return element('span', { class: `badge ${tone}` }, icon(name, tone), verdictWord(view, verdict));
}

function verdictWord({ label }: ViewContext, verdict: Verdict): string {
  switch (verdict) {
    case 'answered':
      return label('Answered');
    case 'healthy':
      return label('Healthy');
    case 'degraded':
      return label('Degraded');
    case 'broken':
      return label('Broken');
    case 'unknown':
      return label('Unknown');
    case 'applied':
      return label('Applied');
    case 'declined':
      return label('Declined');
    case 'blocked':
      return label('Blocked');
    case 'undone':
      return label('Undone');
  }
}
