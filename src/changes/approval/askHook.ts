import { spawn } from 'node:child_process';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { ApprovalQuestion } from '../../core/approval.ts';
import type { ApprovalHook } from './safetyRules.ts';

/** Milliseconds until a hook that says nothing has refused. */
const usualPatience = 30_000;
const longestWords = 500;

/**
 * Asks the user's own hook about a plan, as JSON: a program on its standard input (it allows with exit code 0), an address by POST (it
 * allows with a status from 200 to 299). What it says else, or that it fails, is a no.
 * @returns why not; undefined: it allows
 * @throws the signal's reason where it was not the hook that ended it
 */
export async function askHook(
  hook: ApprovalHook,
  question: ApprovalQuestion,
  signal: AbortSignal,
  patience = usualPatience,
): Promise<string | undefined> {
  const text = JSON.stringify(question);
  const limit = AbortSignal.timeout(patience);
  const either = AbortSignal.any([signal, limit]);
  const name = 'url' in hook ? `at ${new URL(hook.url).host}` : (hook.command[0] ?? '');
  const because = await ('url' in hook ? post(hook.url, text, either) : run(hook.command, text, either));
  signal.throwIfAborted();
  if (because === undefined) return undefined;
  return `the approval hook ${name} ${limit.aborted ? `did not answer within ${patience / 1000} s` : because}`;
}

function run(
  [program = '', ...args]: readonly string[],
  text: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    // Without a moment for last words: what is not wanted any more has nothing to say
    const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'], signal, killSignal: 'SIGKILL' });
    let words = '';
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (chunk: string) => (words = (words + chunk).slice(0, longestWords)));
    // One that does not read its input may still have decided
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => {
      // What it has started itself may live on, and hold its end of the pipe
      child.stderr.destroy();
      resolve(failed(error));
    });
    child.on('close', (code, by) => {
      const said = words.trim();
      if (code === 0) resolve(undefined);
      else if (by !== null) resolve(`was ended by ${by}${said === '' ? '' : ` (${said})`}`);
      else resolve(`refused (${said === '' ? `exit code ${code ?? 'none'}` : said})`);
    });
    child.stdin.end(text);
  });
}

function post(address: string, text: string, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    const url = new URL(address);
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(
      url,
      {
        method: 'POST',
        signal,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
      },
      (response) => {
        const { statusCode = 0 } = response;
        let words = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (words = (words + chunk).slice(0, longestWords)));
        response.on('error', (error) => resolve(failed(error)));
        response.on('end', () => {
          const said = words.trim();
          if (statusCode >= 200 && statusCode < 300) resolve(undefined);
          else resolve(`refused with ${statusCode}${said === '' ? '' : ` (${said})`}`);
        });
      },
    );
    request.on('error', (error) => resolve(failed(error)));
    request.end(text);
  });
}

/** A name with several addresses fails with one error for each, and none of its own. */
function failed(error: Error & { readonly code?: unknown }): string {
  return `failed: ${error.message === '' && typeof error.code === 'string' ? error.code : error.message}`;
}
