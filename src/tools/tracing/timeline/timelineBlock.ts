import type { Block, Moment } from '../../../core/blocks.ts';
import { label } from '../../../core/label.ts';
import type { TimelineData, ToldMoment } from './timelineData.ts';
import { namesakesBlock } from '../../namesakesBlock.ts';

/** All moments, the dull ones too. */
export function timelineBlocks(data: TimelineData): readonly Block[] {
  const { namespace, name, kind, candidates, lanes, firstFailure, from, to } = data;
  if (candidates !== undefined) return [namesakesBlock(candidates, name)];
  const index = new Map(lanes.map(({ on }, lane) => [on, lane]));
  const all = [...data.moments, ...data.dullMoments].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const moments = all.flatMap((one, place): Moment[] => {
    const lane = index.get(one.on);
    const object = lane === undefined ? undefined : lanes[lane]?.object;
    if (lane === undefined || object === undefined) return [];
    return [{ id: String(place), lane, ...drawn(one), ...evidenceOf(one, object) }];
  });
  return [
    {
      type: 'timeline',
      title: label('Timeline of {0}', `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`),
      from: Math.min(Date.parse(from ?? to ?? ''), ...moments.map(({ at }) => at)),
      to: Date.parse(to ?? ''),
      lanes: lanes.map(({ on, object }) => ({ object, label: on })),
      moments,
      ...(firstFailure === undefined ? {} : { firstFailureAt: Date.parse(firstFailure.at) }),
    },
  ];
}

function drawn(moment: ToldMoment): Omit<Moment, 'id' | 'lane' | 'evidence'> {
  const { at, until, what, severity, title, detail, count } = moment;
  return {
    shape: what,
    at: Date.parse(at),
    ...(until === undefined ? {} : { until: Date.parse(until) }),
    severity: severity ?? 'info',
    title,
    ...(detail === undefined ? {} : { detail }),
    ...(count === undefined ? {} : { count }),
  };
}

function evidenceOf(
  { path, title, at }: ToldMoment,
  object: NonNullable<Moment['evidence']>['object'],
): Pick<Moment, 'evidence'> {
  return path === undefined ? {} : { evidence: { object, path, value: `${title}, ${at}` } };
}
