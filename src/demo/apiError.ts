import { STATUS_CODES } from 'node:http';
import type { JsonObject } from '../core/json.ts';

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
  const qualified = group === '' ? resource : `${resource}.${group}`;
  return new ApiError(404, 'NotFound', `${qualified} "${name}" not found`, {
    details: { name, ...(group === '' ? {} : { group }), kind: resource },
  });
}

export function expired(message: string, continueToken?: string): ApiError {
  return new ApiError(410, 'Expired', message, continueToken === undefined ? {} : { continueToken });
}

/** Every writing verb: in the words of an authorizer, with the reason that the demo has. */
export function readOnly(facts: {
  readonly user: string;
  readonly verb: string;
  readonly resource: string;
  readonly group: string;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
}): ApiError {
  const { user, verb, resource, group, name, namespace } = facts;
  const qualified = group === '' ? resource : `${resource}.${group}`;
  const what = name === undefined ? qualified : `${qualified} "${name}"`;
  const scope = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  return new ApiError(
    403,
    'Forbidden',
    `${what} is forbidden: User "${user}" cannot ${verb} resource "${resource}" in API group "${group}" ${scope}: the demo cluster is for reading only`,
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
