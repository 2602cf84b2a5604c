import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** `admin` may do everything; `viewer` and `nobody` have no rights until a test grants some. */
export const users = ['admin', 'viewer', 'nobody'] as const;
export type User = (typeof users)[number];

export interface Credentials {
  readonly serviceAccountKey: string;
  readonly tokenFile: string;
  readonly kubeconfigs: Readonly<Record<User, string>>;
}

/**
 * Writes the keys and kubeconfigs of a control plane into its folder, readable by the owner alone. The API server makes its own
 * certificate in `certs`, which the kubeconfigs trust.
 */
export function writeCredentials(folder: string, server: string): Credentials {
  const write = (name: string, content: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, content, { mode: 0o600 });
    return file;
  };
  const tokens = { admin: token(), viewer: token(), nobody: token() };
  const groups = { admin: 'system:masters', viewer: '', nobody: '' };
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  const kubeconfig = (user: User): string =>
    write(
      `kubeconfig-${user}`,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        'current-context': user,
        clusters: [{ name: 'local', cluster: { server, 'certificate-authority': 'certs/apiserver.crt' } }],
        users: [{ name: user, user: { token: tokens[user] } }],
        contexts: [{ name: user, context: { cluster: 'local', user } }],
      }),
    );
  return {
    serviceAccountKey: write('service-account.key', key.toString()),
    tokenFile: write('tokens.csv', users.map((user) => `${tokens[user]},${user},${user},"${groups[user]}"\n`).join('')),
    kubeconfigs: { admin: kubeconfig('admin'), viewer: kubeconfig('viewer'), nobody: kubeconfig('nobody') },
  };
}

function token(): string {
  return randomBytes(16).toString('hex');
}
