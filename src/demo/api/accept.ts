import { ApiError } from '../apiError.ts';
import type { ApiRequest } from '../http/exchange.ts';

export interface MediaType {
  readonly type: string;
  readonly parameters: readonly string[];
}

/** The entries of the Accept header in their order. */
export function acceptedTypes({ accept }: Pick<ApiRequest, 'accept'>): readonly MediaType[] {
  return accept.split(',').map((entry) => {
    const [type = '', ...parameters] = entry.split(';').map((part) => part.trim());
    return { type, parameters };
  });
}

export function isJson({ type }: MediaType): boolean {
  return type === 'application/json' || type === 'application/*' || type === '*/*';
}

/**
 * JSON is what is given here; the real server has YAML and protobuf too, which kubectl and client libraries ask for with JSON beside it.
 * @throws ApiError 406, as the router refuses
 */
export function requireJson(request: Pick<ApiRequest, 'accept'>, more: readonly string[] = []): void {
  if (acceptedTypes(request).some(isJson)) return;
  const available = ['application/json', ...more].join(', ');
  throw new ApiError(406, 'NotAcceptable', `406: Not Acceptable\n\nAvailable representations: ${available}`, {
    details: {},
  });
}
