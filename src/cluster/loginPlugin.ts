import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { cleanText } from '../core/cleanText.ts';
import { maskCredentials } from '../core/credentials.ts';
import { isRecord } from '../core/json.ts';
import { KubeError, type KubeErrorFacts } from '../core/kubeError.ts';
import type { Credential } from './credential.ts';
import type { ClusterEntry, ExecEntry } from './kubeconfigFile.ts';

export interface LoginAnswer {
  readonly credential: Credential;
  /** Milliseconds since the epoch; Infinity where the plugin names no end. */
  readonly expires: number;
}

const outputLimit = 1024 * 1024;

/** Windows has no process groups to signal. */
const hasGroups = process.platform !== 'win32';

/**
 * Runs a client-go credential plugin: no shell, no input, its answer an ExecCredential on standard output.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
 * @throws KubeError `unauthorized` when it fails, `timeout` after `limit` milliseconds, `unsupported` when it needs a terminal
 */
export async function runLoginPlugin(
  exec: ExecEntry,
  cluster: ClusterEntry,
  env: NodeJS.ProcessEnv,
  limit: number,
  signal: AbortSignal,
): Promise<LoginAnswer> {
  const { command = '', apiVersion = '' } = exec;
  const shown = command.replace(/^.*[/\\]/, '');
  if (!/^client\.authentication\.k8s\.io\/(v1|v1beta1)$/.test(apiVersion) || command === '')
    throw failed(
      'unsupported',
      `the login plugin ${shown} of the kubeconfig has apiVersion "${apiVersion}"`,
      'client.authentication.k8s.io/v1 and v1beta1 are understood',
    );
  if (exec.interactiveMode === 'Always')
    throw failed(
      'unsupported',
      `the login plugin ${shown} wants a terminal (interactiveMode: Always)`,
      'log in with kubectl, or use another interactiveMode',
    );
  const info = {
    apiVersion,
    kind: 'ExecCredential',
    spec: { interactive: false, ...(exec.provideClusterInfo === true ? { cluster: await clusterInfo(cluster) } : {}) },
  };
  const added = Object.fromEntries((exec.env ?? []).map(({ name = '', value = '' }) => [name, value]));
  const output = await outputOf(
    command,
    exec.args ?? [],
    { ...env, ...added, KUBERNETES_EXEC_INFO: JSON.stringify(info) },
    {
      limit,
      signal,
      shown,
      installHint: exec.installHint,
    },
  );
  return credentialIn(output, apiVersion, shown);
}

interface Run {
  readonly limit: number;
  readonly signal: AbortSignal;
  readonly shown: string;
  readonly installHint: string | undefined;
}

function outputOf(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { limit, signal, shown, installHint }: Run,
): Promise<string> {
  return new Promise((resolve, reject) => {
    // A group of its own, so that what a script has started ends with it
    const child = spawn(command, args, {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      detached: hasGroups,
    });
    let output = '';
    let complaint = '';
    // The promise is settled at once: what holds the plugin's output open may be slow to end
    const stop = (error: Error): void => {
      killWithChildren(child);
      child.stdout.destroy();
      child.stderr.destroy();
      end(() => reject(error));
    };
    const abort = (): void => stop(signal.reason as Error);
    const timer = setTimeout(
      () =>
        stop(
          failed(
            'timeout',
            `the login plugin ${shown} did not end within ${Math.round(limit / 1000)} s`,
            'log in once with kubectl, then ask again',
          ),
        ),
      limit,
    );
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      settle();
    };
    signal.addEventListener('abort', abort, { once: true });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.length > outputLimit) stop(failed('unauthorized', `the login plugin ${shown} wrote too much`));
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-4096);
    });
    child.once('error', (error) => end(() => reject(notStarted(error, command, shown, installHint))));
    child.once('close', (code, killedBy) => {
      if (code === 0) {
        end(() => resolve(output));
        return;
      }
      const said = lastLine(complaint);
      end(() =>
        reject(
          failed(
            'unauthorized',
            `the login plugin ${shown} failed (${code === null ? (killedBy ?? 'killed') : `exit ${code}`})${said === '' ? '' : `: ${said}`}`,
            'log in again with the tool that the plugin belongs to',
          ),
        ),
      );
    });
  });
}

function killWithChildren(child: ChildProcess): void {
  if (!hasGroups || child.pid === undefined) {
    child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // All of them have ended by themselves
  }
}

function notStarted(error: Error, command: string, shown: string, installHint: string | undefined): KubeError {
  const code = 'code' in error ? error.code : undefined;
  // A path is not looked up; the system says ENOENT also where the program in a script's first line is not there
  const isPath = /[/\\]/.test(command);
  const [what, hint] =
    code !== 'ENOENT'
      ? [
          `the login plugin ${shown} cannot be run${typeof code === 'string' ? ` (${code})` : ''}`,
          'may it be executed?',
        ]
      : isPath
        ? [
            `there is no login plugin ${command}, or what it runs with is not there`,
            'correct command of the user in the kubeconfig, or install it',
          ]
        : [
            `the login plugin ${shown} is not installed, or not in the PATH`,
            'install it, or put its folder into the PATH that this program is started with',
          ];
  return failed('unauthorized', what, installHint === undefined ? hint : lastLine(installHint));
}

function credentialIn(output: string, apiVersion: string, shown: string): LoginAnswer {
  let answer: unknown;
  try {
    answer = JSON.parse(output);
  } catch {
    throw failed('unauthorized', `the login plugin ${shown} did not answer with JSON`);
  }
  const status = isRecord(answer) && answer.kind === 'ExecCredential' && isRecord(answer.status) ? answer.status : {};
  if (isRecord(answer) && answer.apiVersion !== apiVersion)
    throw failed('unauthorized', `the login plugin ${shown} answered in another apiVersion than the kubeconfig names`);
  const { token, clientCertificateData: certificate, clientKeyData: key, expirationTimestamp } = status;
  const hasToken = typeof token === 'string' && token !== '';
  const hasCertificate = typeof certificate === 'string' && certificate !== '' && typeof key === 'string' && key !== '';
  if (!hasToken && !hasCertificate) throw failed('unauthorized', `the login plugin ${shown} gave no credential`);
  const expires = typeof expirationTimestamp === 'string' ? Date.parse(expirationTimestamp) : NaN;
  return {
    credential: {
      ...(hasToken ? { authorization: `Bearer ${token}` } : {}),
      ...(hasCertificate ? { certificate, key } : {}),
    },
    expires: Number.isNaN(expires) ? Infinity : expires,
  };
}

/** ExecCredential.spec.cluster. Source: k8s.io/client-go/pkg/apis/clientauthentication/v1/types.go. */
async function clusterInfo(cluster: ClusterEntry): Promise<Record<string, unknown>> {
  const file = cluster['certificate-authority'];
  const authority =
    cluster['certificate-authority-data'] ??
    (file === undefined ? undefined : (await readFile(file).catch(() => Buffer.alloc(0))).toString('base64'));
  const config = cluster.extensions?.find(({ name }) => name === 'client.authentication.k8s.io/exec')?.extension;
  return {
    server: cluster.server,
    'tls-server-name': cluster['tls-server-name'],
    'insecure-skip-tls-verify': cluster['insecure-skip-tls-verify'],
    'certificate-authority-data': authority,
    'proxy-url': cluster['proxy-url'],
    config,
  };
}

/** Plugins say on standard error what to do ("run aws sso login"), and may say too much. */
function lastLine(text: string): string {
  const line = cleanText(text).trim().split('\n').at(-1) ?? '';
  return maskCredentials(line.slice(0, 300));
}

function failed(code: KubeErrorFacts['code'], detail: string, hint?: string): KubeError {
  return new KubeError({ code, operation: 'connect', detail, ...(hint === undefined || hint === '' ? {} : { hint }) });
}
