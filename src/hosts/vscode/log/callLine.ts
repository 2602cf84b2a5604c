import type { CallRecord } from '../../../core/engine.ts';

const longest = 400;

/** `trace_service_chain {"name":"api"} · demo · broken · 210 ms · 3 requests · 2 waves · chat` */
export function callLine(record: CallRecord): string {
  const { milliseconds, requests, waves, shared } = record.stats;
  const input = JSON.stringify(record.input ?? {});
  return [
    `${record.tool} ${input.length > longest ? `${input.slice(0, longest)}…` : input}`,
    record.context,
    record.error === undefined ? record.verdict : `${record.verdict} (${record.error})`,
    `${Math.round(milliseconds)} ms`,
    counted(requests, 'request'),
    counted(waves, 'wave'),
    shared === 0 ? undefined : `${shared} from memory`,
    record.surface,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
