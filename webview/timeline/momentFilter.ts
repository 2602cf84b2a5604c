import type { Moment, MomentShape, TimelineBlock } from '../../src/core/blocks.ts';
import type { Severity } from '../../src/core/finding.ts';

/** What a person wants to see of a timeline. */
export interface MomentFilter {
  readonly hiddenSeverities: readonly Severity[];
  readonly hiddenShapes: readonly MomentShape[];
  /** Kind of the lane's object; empty: all. */
  readonly kind: string;
  /** In title, detail or lane, whatever the case. */
  readonly text: string;
}

export const noFilter: MomentFilter = { hiddenSeverities: [], hiddenShapes: [], kind: '', text: '' };

/** What passes the filter, earliest first. */
export function filterMoments(block: TimelineBlock<string>, filter: MomentFilter): readonly Moment[] {
  const wanted = filter.text.trim().toLowerCase();
  return block.moments
    .filter((moment) => {
      const lane = block.lanes[moment.lane];
      if (lane === undefined) return false;
      if (filter.hiddenSeverities.includes(moment.severity) || filter.hiddenShapes.includes(moment.shape)) return false;
      if (filter.kind !== '' && lane.object.kind !== filter.kind) return false;
      return wanted === '' || `${moment.title}\n${moment.detail ?? ''}\n${lane.label}`.toLowerCase().includes(wanted);
    })
    .toSorted((a, b) => a.at - b.at);
}

const severities: readonly Severity[] = ['critical', 'warning', 'info'];
const shapes: readonly MomentShape[] = ['event', 'state', 'rollout', 'scale', 'write'];

/** A filter as it was saved, or none. */
export function filterFrom(saved: unknown): MomentFilter {
  if (typeof saved !== 'object' || saved === null) return noFilter;
  const { hiddenSeverities, hiddenShapes, kind, text }: { [Key in keyof MomentFilter]?: unknown } = saved;
  return {
    hiddenSeverities: severities.filter((one) => Array.isArray(hiddenSeverities) && hiddenSeverities.includes(one)),
    hiddenShapes: shapes.filter((one) => Array.isArray(hiddenShapes) && hiddenShapes.includes(one)),
    kind: typeof kind === 'string' ? kind : '',
    text: typeof text === 'string' ? text : '',
  };
}
