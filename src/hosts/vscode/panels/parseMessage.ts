import { isRecord } from '../../../core/json.ts';
import type { ReportCall, ReportToHost, ReportView, SavedReport } from '../../../core/reportMessages.ts';
import { objectRef } from '../objectTarget.ts';

const plain = new Set(['ready', 'runAgain', 'switchContext', 'askCopilot', 'openJson', 'openDiff'] as const);
const formats = new Set(['markdown', 'html', 'json'] as const);
const views = new Set(['report', 'timeline', 'serviceChain', 'revisionDiff'] as const);

/** A message of a view, checked, since a page that shows cluster text is trusted with nothing; undefined for anything else. */
export function parseMessage(value: unknown): ReportToHost | undefined {
  if (!isRecord(value)) return undefined;
  const { type } = value;
  if (isOneOf(plain, type)) return { type };
  switch (type) {
    case 'export':
      return isOneOf(formats, value.format) ? { type, format: value.format } : undefined;
    case 'exportSvg':
      return typeof value.svg === 'string' ? { type, svg: value.svg } : undefined;
    case 'openYaml': {
      const object = objectRef(value.object);
      if (object === undefined) return undefined;
      return typeof value.path === 'string' ? { type, object, path: value.path } : { type, object };
    }
    case 'reveal': {
      const object = objectRef(value.object);
      return object === undefined ? undefined : { type, object };
    }
    case 'call':
      return typeof value.tool === 'string' && isRecord(value.input)
        ? { type, tool: value.tool, input: value.input }
        : undefined;
    case 'saveState':
      return { type, state: value.state };
    default:
      return undefined;
  }
}

/** What a view kept over a window reload, checked. */
export function parseSaved(value: unknown): SavedReport | undefined {
  if (!isRecord(value) || !isRecord(value.call)) return undefined;
  const { view, tool, input } = value.call;
  if (!isOneOf(views, view) || typeof tool !== 'string' || !isRecord(input)) return undefined;
  return { call: { view, tool, input }, state: value.state };
}

/** The view that suits a tool's answer: the drawing's, where the tool draws one. */
export function viewFor(tool: string): ReportView {
  if (tool === 'trace_service_chain') return 'serviceChain';
  if (tool === 'compare_deployment_revisions') return 'revisionDiff';
  return tool === 'get_resource_events_timeline' ? 'timeline' : 'report';
}

/** Equal calls share a panel, whatever the order of their fields. */
export function callKey({ tool, input }: Pick<ReportCall, 'tool' | 'input'>): string {
  const fields = Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${tool} ${JSON.stringify(fields)}`;
}

function isOneOf<T extends string>(set: ReadonlySet<T>, value: unknown): value is T {
  const known: ReadonlySet<unknown> = set;
  return known.has(value);
}
