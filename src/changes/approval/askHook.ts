import { spawn } from 'node:child_process';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { ApprovalQuestion } from '../../core/approval.ts';
import type { ApprovalHook } from './safetyRules.ts';

/** Milliseconds until a hook that says nothing has refused. */
const patience = 30_000;
const longestWords = 500;

/**
 * Asks the user's own hook about a plan, as JSON: a program on its standard input (it allows with exit code 0), an address by POST (it
 * allows with a status from 200 to 299). What it says else, or that it fails, is a no.
 * @returns why not; undefined: it allows
 */
export function askHook(
  hook: ApprovalHook,
  question: ApprovalQuestion,
  signal: AbortSignal,
): Promise<string | undefined> {
  const text = JSON.stringify(question);
  const either = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
  return 'url' in hook ? post(hook.url, text, either) : run(hook.command, text, either);
}

function run(
  [program = '', ...args]: readonly string[],
  text: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'], shell: false, signal });
    let words = '';
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (chunk: string) => (words = (words + chunk).slice(0, longestWords)));
    // One that does not read its input may still have decided
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => resolve(`the approval hook ${program} failed: ${error.message}`));
    child.on('close', (code) => {
      if (code === 0) resolve(undefined);
      else resolve(`the approval hook ${program} refused (${words.trim() || `exit code ${code ?? 'none'}`})`);
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
        response.on('error', (error) => resolve(`the approval hook at ${url.host} failed: ${error.message}`));
        response.on('end', () => {
          const said = words.trim();
          if (statusCode >= 200 && statusCode < 300) resolve(undefined);
          else resolve(`the approval hook at ${url.host} refused with ${statusCode}${said === '' ? '' : ` (${said})`}`);
        });
      },
    );
    request.on('error', (error) => resolve(`the approval hook at ${url.host} failed: ${error.message}`));
    request.end(text);
  });
}
