import { createHash } from 'node:crypto';
import { fileStamp } from './fileStamp.ts';
import type { Target } from './target.ts';

/** Changes with what the kubeconfig says of a context, and with the files that it names there. A hash: the entries hold secrets. */
export async function entryStamp(target: Target): Promise<string> {
  const { cluster, user } = target;
  const files = [cluster['certificate-authority'], user['client-certificate'], user['client-key'], user.tokenFile];
  const stamps = await Promise.all(files.filter((file) => file !== undefined).map(fileStamp));
  return createHash('sha256')
    .update(JSON.stringify([target, stamps]))
    .digest('base64');
}
