import type { HopState } from '../../src/core/blocks.ts';
import type { ViewContext } from '../viewContext.ts';

export const hopMarks: Readonly<Record<HopState, string>> = { ok: '✓', broken: '✗', unknown: '?' };
export const hopIcons: Readonly<Record<HopState, readonly [icon: string, tone: string]>> = {
  ok: ['pass', 'good'],
  broken: ['error', 'critical'],
  unknown: ['question', 'quiet'],
};

/** A hop's state in words. */
export function hopWord({ label }: Pick<ViewContext, 'label'>, state: HopState): string {
  switch (state) {
    case 'ok':
      return label('OK');
    case 'broken':
      return label('Broken');
    case 'unknown':
      return label('Unknown');
  }
}
