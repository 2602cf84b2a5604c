import type { ReportMessage } from '../src/core/reportMessages.ts';
import { blockView } from './blocks/blockView.ts';
import { errorCard } from './parts/errorCard.ts';
import { findingCards } from './parts/findingCard.ts';
import { gapList } from './parts/gapList.ts';
import { nextList } from './parts/nextList.ts';
import { reportHead } from './parts/reportHead.ts';
import { section } from './parts/section.ts';
import { suspectNote } from './parts/suspectNote.ts';
import type { ViewContext } from './viewContext.ts';

/**
 * One answer as a page: head, findings, the tool's own blocks, what could not be looked at, what to run next. The
 * drawing that a view is named for comes before the findings, since it is what was asked for.
 */
export function reportView(view: ViewContext, report: ReportMessage): readonly HTMLElement[] {
  const { call, envelope, blocks, toolTitles } = report;
  const { label } = view;
  const drawn = blocks.map((block, index) => ({
    first: call.view !== 'report' && (block.type === 'timeline' || block.type === 'graph'),
    part: blockView(view, block, `block${index}`),
  }));
  const findings =
    envelope.findings.length === 0 ? undefined : section(label('Findings'), findingCards(view, envelope.findings));
  return [
    reportHead(view, report),
    envelope.error === undefined ? undefined : errorCard(view, envelope.error),
    envelope.suspectText === undefined || envelope.suspectText.length === 0
      ? undefined
      : suspectNote(view, envelope.suspectText),
    ...drawn.filter(({ first }) => first).map(({ part }) => part),
    findings,
    ...drawn.filter(({ first }) => !first).map(({ part }) => part),
    envelope.gaps.length === 0 ? undefined : section(label('Could not look at'), gapList(view, envelope.gaps)),
    envelope.next.length === 0 ? undefined : section(label('Next'), nextList(view, envelope.next, toolTitles)),
  ].filter((part) => part !== undefined);
}
