import type { Block } from '../../src/core/blocks.ts';
import { chainView } from '../chain/chainView.ts';
import { diffView } from '../diff/diffView.ts';
import { findingCards } from '../parts/findingCard.ts';
import { section } from '../parts/section.ts';
import { timelineView } from '../timeline/timelineView.ts';
import type { ViewContext } from '../viewContext.ts';
import { barsView } from './barsView.ts';
import { codeView } from './codeView.ts';
import { factsView } from './factsView.ts';
import { logView } from './logView.ts';
import { tableView } from './tableView.ts';

/** One block of a tool's own. `key` names it among the blocks of its report, for what it remembers. */
export function blockView(view: ViewContext, block: Block<string>, key: string): HTMLElement {
  switch (block.type) {
    case 'facts':
      return section(block.title ?? view.label('Facts'), factsView(view, block));
    case 'table':
      return section(block.title, tableView(view, block, key));
    case 'bars':
      return section(block.title, barsView(view, block));
    case 'findings':
      return section(block.title, findingCards(view, block.findings));
    case 'log':
      return section(block.title, logView(view, block));
    case 'code':
      return section(block.title, codeView(view, block));
    case 'timeline':
      return section(block.title, timelineView(view, block, key));
    case 'diff':
      return section(block.title, diffView(view, block, key));
    case 'graph':
      return section(block.title, chainView(view, block, key));
  }
}
