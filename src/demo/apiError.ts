import { STATUS_CODES } from 'node:http';
import type { JsonObject } from '../core/json.ts';
import { without } from './kubeObject.ts';

/** A refusal, sent as a metav1.Status. Reasons and texts are the real server's. */
export class ApiError extends Error {
  readonly status: number;
  readonly reason: string;
  readonly details: JsonObject | undefined;
  /** metadata.continue of the Status: how a list that expired may go on. */
  readonly continueToken: string | undefined;

  constructor(
    status: number,
    reason: string,
    message: string,
    more: { details?: JsonObject; continueToken?: string } = {},
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.reason = reason;
    this.details = more.details;
    this.continueToken = more.continueToken;
  }

  toStatus(): JsonObject {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: this.continueToken === undefined ? {} : { continue: this.continueToken },
      status: 'Failure',
      message: this.message,
      ...(this.reason === '' ? {} : { reason: this.reason }),
      ...(this.details === undefined ? {} : { details: this.details }),
      code: this.status,
    };
  }
}

export function badRequest(message: string): ApiError {
  return new ApiError(400, 'BadRequest', message);
}

/** No such path among those of the API: what is served here, not which object. */
export function noSuchResource(): ApiError {
  return new ApiError(404, 'NotFound', 'the server could not find the requested resource', { details: {} });
}

export function noSuchObject(resource: string, group: string, name: string): ApiError {
  return new ApiError(404, 'NotFound', `${qualifiedName(resource, group)} "${name}" not found`, {
    details: { name, ...(group === '' ? {} : { group }), kind: resource },
  });
}

export function alreadyExists(resource: string, group: string, name: string): ApiError {
  return new ApiError(409, 'AlreadyExists', `${qualifiedName(resource, group)} "${name}" already exists`, {
    details: { name, ...(group === '' ? {} : { group }), kind: resource },
  });
}

/** Somebody else wrote to it, or it is not the object that was meant. `resource` is the kind where a precondition of a deletion fails. */
export function conflict(resource: string, group: string, name: string, why: string): ApiError {
  const message = `Operation cannot be fulfilled on ${qualifiedName(resource, group)} "${name}": ${why}`;
  return new ApiError(409, 'Conflict', message, {
    details: { name, ...(group === '' ? {} : { group }), kind: resource },
  });
}

export const modified = 'the object has been modified; please apply your changes to the latest version and try again';

function qualifiedName(resource: string, group: string): string {
  return group === '' ? resource : `${resource}.${group}`;
}

export function expired(message: string, continueToken?: string): ApiError {
  return new ApiError(410, 'Expired', message, continueToken === undefined ? {} : { continueToken });
}

/** One of the reasons for which a request is invalid, with the field that it is about. */
export interface Cause extends JsonObject {
  readonly reason: string;
  readonly message: string;
  readonly field: string;
}

export function invalid(
  { kind, group, name }: { readonly kind: string; readonly group: string; readonly name: string },
  causes: readonly Cause[],
): ApiError {
  // Told once each: ErrorList.ToAggregate, k8s.io/apimachinery/pkg/util/validation/field/errors.go.
  const problems = [...new Set(causes.map(({ field, message }) => `${field}: ${message}`))];
  const words = problems.length === 1 ? (problems[0] ?? '') : `[${problems.join(', ')}]`;
  const details = { ...(name === '' ? {} : { name }), ...(group === '' ? {} : { group }), kind, causes };
  return new ApiError(422, 'Invalid', `${group === '' ? kind : `${kind}.${group}`} "${name}" is invalid: ${words}`, {
    details: kind === '' ? without(details, 'kind') : details,
  });
}

export const readOnlyReason = 'this user may only read the demo cluster';

export type RefusedWrite = { readonly user: string; readonly verb: string } & (
  | { readonly path: string }
  | {
      readonly group: string;
      readonly resource: string;
      readonly subresource: string | undefined;
      readonly namespace: string | undefined;
      readonly name: string | undefined;
    }
);

/** Every writing verb of who may only read: in the words of an authorizer, with a reason of ours. */
export function readOnly(refused: RefusedWrite): ApiError {
  const { user, verb } = refused;
  const because = readOnlyReason;
  if ('path' in refused)
    return new ApiError(
      403,
      'Forbidden',
      `forbidden: User "${user}" cannot ${verb} path "${refused.path}": ${because}`,
      {
        details: {},
      },
    );
  const { group, resource, subresource, namespace, name } = refused;
  const qualified = qualifiedName(resource, group);
  const what = name === undefined ? qualified : `${qualified} "${name}"`;
  const asked = subresource === undefined ? resource : `${resource}/${subresource}`;
  const scope = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  return new ApiError(
    403,
    'Forbidden',
    `${what} is forbidden: User "${user}" cannot ${verb} resource "${asked}" in API group "${group}" ${scope}: ${because}`,
    { details: { ...(name === undefined ? {} : { name }), ...(group === '' ? {} : { group }), kind: resource } },
  );
}

export function methodNotAllowed(): ApiError {
  return new ApiError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {
    details: {},
  });
}

export function unauthorized(): ApiError {
  return new ApiError(401, 'Unauthorized', STATUS_CODES[401] ?? 'Unauthorized');
}
