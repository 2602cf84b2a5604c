import { counted } from '../../core/counted.ts';
import type { CallRecord } from '../../core/engine.ts';

/** One call as one line of the log: `trace_service_chain {"name":"api"}: broken, 412 ms, 11 requests`. The input is redacted already. */
export function mcpLogLine({ tool, context, input, verdict, error, stats }: CallRecord): string {
  const asked = JSON.stringify(input ?? {});
  const shown = asked.length > 200 ? `${asked.slice(0, 197)}…` : asked;
  const where = context === undefined ? '' : ` in ${context}`;
  const how = error === undefined ? verdict : error.replace(/\s+/g, ' ');
  return `${tool} ${shown}${where}: ${how}, ${Math.round(stats.milliseconds)} ms, ${counted(stats.requests, 'request')}`;
}
