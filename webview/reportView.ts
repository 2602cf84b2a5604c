import type { Finding } from '../src/core/finding.ts';
import type { ReportMessage } from '../src/core/reportMessages.ts';
import { blockView } from './blocks/blockView.ts';
import { errorCard } from './parts/errorCard.ts';
import { failedRun } from './parts/failedRun.ts';
import { findingCards } from './parts/findingCard.ts';
import { fixButton } from './parts/fixButton.ts';
import { gapList } from './parts/gapList.ts';
import { nextList } from './parts/nextList.ts';
import { reportHead } from './parts/reportHead.ts';
import { section } from './parts/section.ts';
import { suspectNote } from './parts/suspectNote.ts';
import type { ViewContext } from './viewContext.ts';

/** Blocks that a view is named for. */
const drawings: ReadonlySet<string> = new Set(['timeline', 'graph', 'diff']);

/**
 * One answer as a page: why a later run had none, head, findings, the tool's own blocks, what could not be looked at, what to run next. The
 * drawing that a view is named for comes before the findings, since it is what was asked for.
 */
export function reportView(view: ViewContext, report: ReportMessage): readonly HTMLElement[] {
  const { call, envelope, blocks, fixes = [], toolTitles, failed, lacksContext = false } = report;
  const { label } = view;
  const drawn = blocks.map((block, index) => ({
    first: call.view !== 'report' && drawings.has(block.type),
    part: blockView(view, block, `block${index}`),
  }));
  const fixOf = (finding: Finding): HTMLElement | undefined => {
    const fix = fixes[envelope.findings.indexOf(finding)] ?? null;
    return fix === null ? undefined : fixButton(view, fix, toolTitles);
  };
  const findings =
    envelope.findings.length === 0
      ? undefined
      : section(label('Findings'), findingCards(view, envelope.findings, fixOf));
  return [
    failed === undefined ? undefined : failedRun(view, failed, envelope.takenAt, lacksContext),
    reportHead(view, report),
    envelope.error === undefined ? undefined : errorCard(view, envelope.error, lacksContext),
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
