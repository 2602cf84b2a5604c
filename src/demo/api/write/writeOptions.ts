import type { JsonObject } from '../../../core/json.ts';
import { invalid } from '../../apiError.ts';
import type { ApiRequest } from '../../http/exchange.ts';
import { listAt, textAt } from '../../kubeObject.ts';

/** How something is to be written, whatever it is. */
export interface WriteOptions {
  /** Everything is checked and answered, and nothing kept. */
  readonly dryRun: boolean;
  /** Whose name stands in metadata.managedFields. */
  readonly manager: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

type OptionsKind = 'CreateOptions' | 'UpdateOptions' | 'PatchOptions' | 'DeleteOptions';

/** @throws ApiError 422 for a trial that is none */
export function writeOptions({ query, raw }: ApiRequest, now: number, kind: OptionsKind): WriteOptions {
  const agent = raw.headers['user-agent'] ?? '';
  const named = query.get('fieldManager') ?? '';
  return {
    dryRun: isDryRun(query.getAll('dryRun'), kind),
    // Source: managerOrUserAgent, k8s.io/apiserver/pkg/endpoints/handlers/create.go.
    manager: named === '' ? (agent.split('/')[0] ?? '') : named,
    now,
  };
}

/** What a deletion is told in its body, or by parameters where there is none. */
export interface DeleteOptions extends WriteOptions {
  readonly preconditions: { readonly uid: string | undefined; readonly resourceVersion: string | undefined };
  readonly propagation: 'Foreground' | 'Background' | 'Orphan' | undefined;
  /** Undefined: as long as the object wants. */
  readonly gracePeriodSeconds: number | undefined;
}

const propagations = ['Foreground', 'Background', 'Orphan'] as const;

/** @throws ApiError 422 for options that there are not */
export function deleteOptions(request: ApiRequest, body: JsonObject | undefined, now: number): DeleteOptions {
  const { query } = request;
  const told = body ?? {
    ...(query.has('propagationPolicy') ? { propagationPolicy: query.get('propagationPolicy') } : {}),
    ...(query.has('gracePeriodSeconds') ? { gracePeriodSeconds: Number(query.get('gracePeriodSeconds')) } : {}),
    ...(query.has('orphanDependents') ? { orphanDependents: query.get('orphanDependents') === 'true' } : {}),
  };
  const options = writeOptions(request, now, 'DeleteOptions');
  const policy = textAt(told, 'propagationPolicy');
  const propagation = propagations.find((one) => one === policy);
  if (policy !== undefined && propagation === undefined)
    throw unsupported(
      'propagationPolicy',
      JSON.stringify(policy),
      ['Foreground', 'Background', 'Orphan', 'nil'],
      'DeleteOptions',
    );
  const grace = told.gracePeriodSeconds;
  const trials = listAt(told, 'dryRun').filter((one): one is string => typeof one === 'string');
  return {
    ...options,
    dryRun: options.dryRun || isDryRun(trials, 'DeleteOptions'),
    preconditions: {
      uid: textAt(told, 'preconditions.uid'),
      resourceVersion: textAt(told, 'preconditions.resourceVersion'),
    },
    propagation:
      propagation ??
      (told.orphanDependents === true ? 'Orphan' : told.orphanDependents === false ? 'Background' : undefined),
    gracePeriodSeconds: typeof grace === 'number' ? (grace < 0 ? 1 : grace) : undefined,
  };
}

function isDryRun(values: readonly string[], kind: OptionsKind): boolean {
  const given = values.filter((value) => value !== '');
  if (given.some((value) => value !== 'All')) throw unsupported('dryRun', JSON.stringify(given), ['All'], kind);
  return given.length > 0;
}

function unsupported(field: string, value: string, supported: readonly string[], kind: OptionsKind) {
  const choices = supported.map((one) => `"${one}"`).join(', ');
  const message = `Unsupported value: ${value}: supported values: ${choices}`;
  return invalid({ kind, group: 'meta.k8s.io', name: '' }, [{ reason: 'FieldValueNotSupported', message, field }]);
}
