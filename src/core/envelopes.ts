import type { ChangeAnswer } from './changeAnswer.ts';
import { schemaVersion, type Envelope, type ErrorCode } from './envelope.ts';
import type { Group } from './group.ts';
import { isKubeError, type KubeErrorFacts } from './kubeError.ts';
import { nearest } from './nearest.ts';
import type { Outcome } from './outcome.ts';
import { whatHelps } from './whatHelps.ts';
import { timeText } from './timeText.ts';

interface Head {
  readonly tool: string;
  readonly context?: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

function envelope(
  { tool, context, now }: Head,
  rest: Pick<Envelope, 'verdict' | 'headline'> & Partial<Envelope>,
): Envelope {
  const { verdict, blockedBy, headline, error, plan, change, findings = [], gaps = [], next = [], ...others } = rest;
  return {
    tool,
    schemaVersion,
    ...(context === undefined ? {} : { context }),
    ...(rest.scope === undefined ? {} : { scope: rest.scope }),
    takenAt: timeText(now),
    // A reader meets what matters first: keys keep the order in which they are set.
    verdict,
    ...(blockedBy === undefined ? {} : { blockedBy }),
    headline,
    ...(error === undefined ? {} : { error }),
    ...(plan === undefined ? {} : { plan }),
    ...(change === undefined ? {} : { change }),
    findings,
    ...others,
    gaps,
    next,
    truncated: false,
  };
}

export function outcomeEnvelope(head: Head, outcome: Outcome<object>, suspectText: readonly string[]): Envelope {
  const { scope, verdict, headline, findings, data, gaps, next, page } = outcome;
  return envelope(head, {
    ...(scope === undefined ? {} : { scope }),
    verdict,
    headline,
    findings: [...findings],
    data: { ...data },
    gaps: [...gaps],
    next: [...next],
    ...(page === undefined ? {} : { page }),
    ...(suspectText.length === 0 ? {} : { suspectText: [...suspectText] }),
  });
}

export function changeEnvelope(head: Head, answer: ChangeAnswer, suspectText: readonly string[]): Envelope {
  return envelope(head, { ...answer, ...(suspectText.length === 0 ? {} : { suspectText: [...suspectText] }) });
}

export function readOnlyEnvelope(head: Head): Envelope {
  return envelope(head, {
    verdict: 'blocked',
    blockedBy: 'disabled',
    headline: 'Nothing can be changed from here: this program only reads.',
  });
}

export function unknownToolEnvelope(head: Head, tools: readonly string[]): Envelope {
  const close = nearest(head.tool, tools);
  return envelope(head, {
    verdict: 'unknown',
    headline: `No tool ${head.tool}.`,
    error: {
      code: 'bad_input',
      message: `call ${head.tool}: there is no such tool`,
      hint: close.length > 0 ? `nearest: ${close.join(', ')}` : 'kube-sre tools lists them all',
    },
  });
}

export function inputEnvelope(head: Head, problems: readonly string[]): Envelope {
  return envelope(head, {
    verdict: 'unknown',
    headline: `The input of ${head.tool} is wrong: ${problems.join('; ')}.`,
    error: { code: 'bad_input', message: problems.join('; '), hint: 'mend the input and call again' },
  });
}

export function disabledEnvelope(head: Head, group: Group): Envelope {
  return envelope(head, {
    verdict: 'blocked',
    blockedBy: 'disabled',
    headline: `The tools of the group ${group} are switched off; a person can switch them on with the setting kubeSre.tools.${group}.`,
  });
}

const headlines: Record<ErrorCode, string> = {
  bad_input: 'The question cannot be answered as it was put',
  not_found: 'Not found',
  forbidden: 'Not allowed',
  unauthorized: 'The cluster does not accept the login',
  unreachable: 'The cluster cannot be reached',
  timeout: 'The cluster did not answer in time',
  conflict: 'The cluster has changed meanwhile',
  cancelled: 'Cancelled',
  unsupported: 'Not supported here',
  internal: 'Something went wrong inside Kube SRE',
};

const throttling = 'the server is throttling (too many requests, or too busy): ask again in a minute, and for less';

/**
 * `by`: who ended the call, where it was ended from outside. `login`: the plugin that it was waiting for then. `throttled`: the server
 * had asked it for patience.
 */
export function errorEnvelope(
  head: Head,
  error: unknown,
  input: Readonly<Record<string, unknown>>,
  ended: {
    readonly by: 'caller' | 'limit' | undefined;
    readonly seconds: number;
    readonly login: string | undefined;
    readonly throttled: boolean;
  },
): Envelope {
  if (ended.by === 'caller')
    return failure(head, {
      code: 'cancelled',
      message: `${head.tool}: cancelled by the caller`,
      hint: whatHelps({ code: 'cancelled' }),
    });
  if (isKubeError(error)) {
    const { facts } = error;
    // A tool that waits has a limit of its own, and does not know what the server asked for meanwhile
    const known = facts.code === 'timeout' && ended.throttled ? { ...facts, hint: throttling } : facts;
    return kubeFailure(head, error.message, known, input);
  }
  if (ended.by === 'limit' && ended.login !== undefined) {
    const message = `${head.tool}: the login plugin ${ended.login} did not end within ${ended.seconds} s`;
    return failure(
      head,
      { code: 'timeout', message, hint: 'run it in a terminal: it may wait for an answer, or for a browser' },
      `Waiting for login took too long: ${message}.`,
    );
  }
  if (ended.by === 'limit') {
    const { seconds, throttled } = ended;
    return failure(head, {
      code: 'timeout',
      message: `${head.tool}: no answer within ${seconds} s${throttled ? ', in which the server asked for patience' : ''}`,
      hint: throttled ? throttling : 'ask for less (one namespace, a lower limit), or try again',
    });
  }
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return failure(head, {
    code: 'internal',
    message: `${head.tool}: ${detail}`,
    hint: whatHelps({ code: 'internal' }),
  });
}

function failure(
  head: Head,
  error: NonNullable<Envelope['error']>,
  headline = `${headlines[error.code]}: ${error.message}.`,
): Envelope {
  return envelope(head, { verdict: 'unknown', headline, error });
}

function kubeFailure(
  head: Head,
  message: string,
  facts: KubeErrorFacts,
  input: Readonly<Record<string, unknown>>,
): Envelope {
  const { code, nearest: close } = facts;
  const best = close?.names[0];
  return {
    ...failure(head, { code, message, hint: whatHelps(facts) }, facts.headline ?? `${headlines[code]}: ${message}.`),
    ...(close === undefined || best === undefined
      ? {}
      : {
          next: [
            {
              tool: head.tool,
              input: { ...input, [close.input]: best },
              why: close.input === 'kind' ? 'this kind has one of that name' : 'nearest name',
            },
          ],
        }),
  };
}
