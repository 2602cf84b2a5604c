import { isRecord } from '../../../src/core/json.ts';
import { selfSigned } from '../../unit/rules/selfSigned.ts';

/** What `$certificate: { names, notAfter }` beside a Secret stands for: a pair for that, made here, so that no key is kept in the tree. */
export function certificateData(wanted: unknown): { readonly data?: Record<'tls.crt' | 'tls.key', string> } {
  if (!isRecord(wanted) || !Array.isArray(wanted.names) || typeof wanted.notAfter !== 'string') return {};
  const { certificate, key } = selfSigned(wanted.names.map(String), new Date(wanted.notAfter));
  return { data: { 'tls.crt': base64(certificate), 'tls.key': base64(key) } };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
