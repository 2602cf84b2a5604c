import type { MomentShape, TimelineBlock } from '../../src/core/blocks.ts';
import type { Severity } from '../../src/core/finding.ts';
import { checkbox, dropdown, textField } from '../controls.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import { severityIcons, severityWord } from '../severityWord.ts';
import type { ViewContext } from '../viewContext.ts';
import type { MomentFilter } from './momentFilter.ts';
import { shapeMarks, shapeWord } from './momentWords.ts';

/** Filters by severity, shape, kind and text; those that could not tell anything apart are left out. The boxes are the legend too. */
export function timelineFilters(
  view: ViewContext,
  block: TimelineBlock<string>,
  initial: MomentFilter,
  changed: (filter: MomentFilter) => void,
): HTMLElement {
  const { label } = view;
  let filter = initial;
  const change = (part: Partial<MomentFilter>): void => {
    filter = { ...filter, ...part };
    changed(filter);
  };
  const severities = (['critical', 'warning', 'info'] as const).filter((one) =>
    block.moments.some(({ severity }) => severity === one),
  );
  const shapes = (['event', 'state', 'rollout', 'scale', 'write'] as const).filter((one) =>
    block.moments.some(({ shape }) => shape === one),
  );
  const kinds = [...new Set(block.lanes.map(({ object }) => object.kind))];
  return element(
    'div',
    { class: 'toolbar filters', role: 'group', 'aria-label': label('Filters') },
    group(
      ...severities.map((severity) =>
        checkbox(
          [icon(severityIcons[severity], severity), ` ${severityWord(view, severity)}`],
          !filter.hiddenSeverities.includes(severity),
          (on) => change({ hiddenSeverities: toggled<Severity>(filter.hiddenSeverities, severity, on) }),
        ),
      ),
    ),
    group(
      ...shapes.map((shape) =>
        checkbox(
          [
            element('span', { class: 'moment-mark', 'aria-hidden': 'true' }, shapeMarks[shape]),
            ` ${shapeWord(view, shape)}`,
          ],
          !filter.hiddenShapes.includes(shape),
          (on) => change({ hiddenShapes: toggled<MomentShape>(filter.hiddenShapes, shape, on) }),
        ),
      ),
    ),
    kinds.length < 2
      ? undefined
      : dropdown(
          label('Kind'),
          [{ value: '', text: label('All kinds') }, ...kinds.map((kind) => ({ value: kind, text: kind }))],
          filter.kind,
          (kind) => change({ kind }),
        ),
    textField(label('Filter by text'), filter.text, (text) => change({ text })),
  );
}

function group(...boxes: readonly HTMLElement[]): HTMLElement {
  return element('span', { class: 'filter-group' }, ...boxes);
}

function toggled<T>(hidden: readonly T[], one: T, on: boolean): readonly T[] {
  return on ? hidden.filter((other) => other !== one) : [...hidden, one];
}
