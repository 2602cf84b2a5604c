import type { ReportMessage } from '../../../../core/reportMessages.ts';
import { outlineHtml } from './outlineHtml.ts';
import { outlineMarkdown } from '../../../export/outlineMarkdown.ts';
import { reportOutline, type Word } from '../../../export/reportOutline.ts';

/** The report as a file of its own. `word` gives the outline's own words in the language of the person. */
export function reportText(
  report: ReportMessage,
  format: 'markdown' | 'html' | 'json',
  word: (english: Word) => string,
): string {
  if (format === 'json') return `${JSON.stringify(report.envelope, null, 2)}\n`;
  const outline = reportOutline(report, word);
  return format === 'markdown' ? outlineMarkdown(outline) : outlineHtml(outline, report.locale);
}
