import { ApiError, badRequest, invalid, type Cause } from '../apiError.ts';

/** @throws ApiError 400 for what is no whole number. */
export function integerIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name) ?? '';
  if (text === '') return undefined;
  if (/^[+-]?\d{1,15}$/.test(text)) return Number(text);
  throw badRequest(`strconv.ParseInt: parsing "${text}": invalid syntax`);
}

/** @throws ApiError 400 for a list, 500 for all else, as the real server does. */
export function revisionIn(query: URLSearchParams, request: 'list' | 'other'): number | undefined {
  const text = query.get('resourceVersion') ?? '';
  if (text === '') return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const words = `resourceVersion: Invalid value: "${text}": strconv.ParseUint: parsing "${text}": invalid syntax`;
  throw request === 'list' ? badRequest(`invalid resource version: ${words}`) : new ApiError(500, '', words);
}

/** A parameter that is there is true, whatever it says but these two. Source: k8s.io/apimachinery/pkg/runtime/conversion.go. */
export function isTrue(value: string | null): boolean {
  return value !== null && !['false', '0'].includes(value.toLowerCase());
}

/**
 * Source: ValidateListOptions, k8s.io/apimachinery/pkg/apis/meta/internalversion/validation.
 * @throws ApiError 422 for parameters that contradict each other
 */
export function requireListOptions(query: URLSearchParams): void {
  const causes = isTrue(query.get('watch')) ? watchProblems(query) : listProblems(query);
  if (causes.length > 0) throw invalid({ kind: 'ListOptions', group: 'meta.k8s.io', name: '' }, causes);
}

const field = 'resourceVersionMatch';

function listProblems(query: URLSearchParams): readonly Cause[] {
  const match = query.get(field) ?? '';
  const revision = query.get('resourceVersion') ?? '';
  const causes: Cause[] = [];
  if (match !== '') {
    if (revision === '') causes.push(forbidden(field, `${field} is forbidden unless resourceVersion is provided`));
    if (isGiven(query, 'continue')) causes.push(forbidden(field, `${field} is forbidden when continue is provided`));
    if (!['Exact', 'NotOlderThan'].includes(match)) causes.push(unsupported(match, ['Exact', 'NotOlderThan', '']));
    if (match === 'Exact' && revision === '0')
      causes.push(forbidden(field, `${field} "exact" is forbidden for resourceVersion "0"`));
  }
  if (query.has('sendInitialEvents'))
    causes.push(forbidden('sendInitialEvents', 'sendInitialEvents is forbidden for list'));
  return causes;
}

function watchProblems(query: URLSearchParams): readonly Cause[] {
  const match = query.get(field) ?? '';
  const causes: Cause[] = [];
  if (query.has('sendInitialEvents') && match !== 'NotOlderThan')
    causes.push(forbidden(field, `sendInitialEvents requires setting ${field} to NotOlderThan`));
  if (match !== '') {
    if (!query.has('sendInitialEvents'))
      causes.push(forbidden(field, `${field} is forbidden for watch unless sendInitialEvents is provided`));
    if (match !== 'NotOlderThan') causes.push(unsupported(match, ['NotOlderThan']));
    if (isGiven(query, 'continue')) causes.push(forbidden(field, `${field} is forbidden when continue is provided`));
  }
  return causes;
}

function isGiven(query: URLSearchParams, name: string): boolean {
  return (query.get(name) ?? '') !== '';
}

export function forbidden(at: string, words: string): Cause {
  return { reason: 'FieldValueForbidden', message: `Forbidden: ${words}`, field: at };
}

function unsupported(value: string, supported: readonly string[]): Cause {
  const choices = supported.map((one) => `"${one}"`).join(', ');
  return {
    reason: 'FieldValueNotSupported',
    message: `Unsupported value: "${value}": supported values: ${choices}`,
    field,
  };
}
