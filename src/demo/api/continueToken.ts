import { isRecord } from '../../core/json.ts';
import { badRequest } from '../apiError.ts';

export interface ContinueToken {
  /** The state that the list shows; undefined: go on at the latest one (a fresh token after an expired one). */
  readonly revision: number | undefined;
  /** The key after which it goes on. */
  readonly after: string;
}

/** Form: k8s.io/apiserver/pkg/storage/continue.go. */
export function encodeContinue({ revision, after }: ContinueToken): string {
  const token = { v: 'meta.k8s.io/v1', rv: revision ?? -1, start: `${after}\u0000` };
  return Buffer.from(JSON.stringify(token), 'utf8').toString('base64url');
}

/** @throws ApiError 400 for text that is no token. */
export function decodeContinue(text: string): ContinueToken {
  const token = parsed(Buffer.from(text, 'base64url').toString('utf8'));
  if (
    !isRecord(token) ||
    typeof token.rv !== 'number' ||
    typeof token.start !== 'string' ||
    token.v !== 'meta.k8s.io/v1'
  )
    throw badRequest('invalid continue token: continue key is not valid: not a token of this server');
  return { revision: token.rv === -1 ? undefined : token.rv, after: token.start.replace(/\u0000$/, '') };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
