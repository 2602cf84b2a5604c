import { axisTop } from 'd3-axis';
import type { ScaleTime } from 'd3-scale';
import { select } from 'd3-selection';

/** Draws times over the lanes into `group`, as many as the width has room for. */
export function timeAxis(
  locale: string,
): (group: SVGGElement, scale: ScaleTime<number, number>, width: number) => void {
  const minutes = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const seconds = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const days = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  return (group, scale, width) => {
    const format = (at: Date): string => {
      if (at.getSeconds() !== 0) return seconds.format(at);
      return at.getHours() === 0 && at.getMinutes() === 0 ? days.format(at) : minutes.format(at);
    };
    const axis = axisTop<Date>(scale)
      .tickValues(scale.ticks(Math.max(2, Math.floor(width / 90))).filter((at) => fits(scale(at), width)))
      .tickSizeOuter(0)
      .tickFormat(format);
    select(group).call(axis);
  };
}

/** Whether a time's text has room to both sides of `x`. */
function fits(x: number, width: number): boolean {
  return x > 26 && x < width - 26;
}
