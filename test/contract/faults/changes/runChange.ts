import { readFileSync } from 'node:fs';
import type { CallOptions } from '../../../../src/core/engine.ts';
import type { Envelope } from '../../../../src/core/envelope.ts';
import type { JournalCheck, JournaledChange } from '../../../../src/core/journal.ts';
import { changesSomething, type Fault } from '../../../support/faultProxy.ts';
import { loopTime } from '../../../support/loopTime.ts';
import { requestKind } from '../../../support/requestKind.ts';
import { patientLimits } from '../bench.ts';
import { openAfter } from '../faultCases.ts';
import { isSilence, type NamedFault } from '../faults.ts';
import type { ChangeBench, ChangingProduct, ProductLimits } from './changeBench.ts';
import type { ChangeSubject } from './changeSubjects.ts';

export interface ChangeCase {
  readonly subject: ChangeSubject;
  readonly fault: NamedFault;
  readonly namespace: string;
  /**
   * Where the fault stands: before the plan, for all requests or for one kind of them; in the place of the write, which never reaches the
   * server; in the place of its answer; there and on all that follows.
   */
  readonly meets: 'planning' | 'write' | 'answer' | 'answer and all after it';
  /** Of the planning: the one kind of request that meets the fault. */
  readonly only?: string;
}

export interface SeenChange {
  readonly answer: Envelope;
  readonly milliseconds: number;
  readonly open: number;
  readonly faulted: number;
  /** That were sent, and that the server has carried out. */
  readonly writes: readonly string[];
  readonly acts: readonly string[];
  /** As the server has it. */
  readonly isDone: boolean;
  /** The journal as each write found it. */
  readonly atWrite: readonly string[];
  readonly change: JournaledChange | undefined;
  readonly check: JournalCheck;
}

const yes: CallOptions['approve'] = ({ plan }) =>
  Promise.resolve({ answer: 'approved', digest: plan.digest, by: 'test' });

const patient: ProductLimits = { reads: patientLimits, write: 60_000 };

/** In milliseconds: of a plan, and of a write or a look at what became of it. */
export const short = { plan: 1500, write: 500 };

/** Short alone is what ends the fault: a busy machine must not look like one. */
function limitsOf({ fault, meets }: ChangeCase): ProductLimits {
  if (!isEndless(fault)) return patient;
  return meets === 'planning'
    ? { ...patient, reads: { ...patientLimits, call: short.plan } }
    : { ...patient, write: short.write };
}

/** Nothing ends it but a limit of ours. */
export function isEndless(fault: NamedFault): boolean {
  return isSilence(fault) || ('trickle' in fault.fault && fault.isHarmless !== true);
}

export async function runChange(bench: ChangeBench, one: ChangeCase): Promise<SeenChange> {
  const { proxy, truth } = bench;
  const { subject, fault, namespace, meets } = one;
  const made = subject.isUndo ? await changed(bench, subject, namespace) : undefined;
  const id = made?.id;
  const product = await bench.product(limitsOf(one), made?.by);
  try {
    const before = await truth(subject.target, namespace);
    clear(bench);
    const atWrite: string[] = [];
    let isMet = false;
    proxy.set(
      (path, method) => {
        const isWrite = changesSomething(path, method);
        if (isWrite) atWrite.push(readFileSync(product.file, 'utf8'));
        const meetsIt =
          meets === 'planning'
            ? one.only === undefined || requestKind(path) === one.only
            : isWrite || (isMet && meets === 'answer and all after it');
        isMet ||= meetsIt;
        return meetsIt;
      },
      placed(fault.fault, meets),
    );
    const approve = meets === 'planning' ? undefined : yes;
    const time = loopTime();
    const answer =
      id === undefined
        ? await product.call(subject.tool, { ...subject.input, namespace }, approve)
        : await product.undo(id, approve);
    const milliseconds = time.passed();
    time.stop();
    const open = await openAfter(proxy, 1000);
    const [change] = await product.journal.changes(1);
    return {
      answer,
      milliseconds,
      open,
      faulted: proxy.faulted.length,
      writes: [...proxy.writes],
      acts: [...proxy.acts],
      isDone: subject.isDone(before, await truth(subject.target, namespace)),
      atWrite,
      change: change?.intent.id === id ? undefined : change,
      check: await product.journal.check(),
    };
  } finally {
    product.close();
  }
}

/** What it asks for when all is well and nobody says yes. */
export async function planWell(
  bench: ChangeBench,
  subject: ChangeSubject,
  namespace: string,
): Promise<{ readonly plan: Envelope; readonly kinds: readonly string[] }> {
  const made = subject.isUndo ? await changed(bench, subject, namespace) : undefined;
  const id = made?.id;
  const product = await bench.product(patient, made?.by);
  try {
    clear(bench);
    const plan =
      id === undefined ? await product.call(subject.tool, { ...subject.input, namespace }) : await product.undo(id);
    return { plan, kinds: [...new Set(bench.proxy.requests.map(requestKind))].sort() };
  } finally {
    product.close();
  }
}

async function changed(
  bench: ChangeBench,
  { tool, input }: ChangeSubject,
  namespace: string,
): Promise<{ readonly id: string; readonly by: ChangingProduct }> {
  clear(bench);
  const by = await bench.product(patient);
  try {
    const { change, headline } = await by.call(tool, { ...input, namespace }, yes);
    if (change === undefined) throw new Error(`nothing to undo: ${headline}`);
    return { id: change.id, by };
  } finally {
    by.close();
  }
}

function clear({ proxy }: ChangeBench): void {
  proxy.clear();
  for (const kept of [proxy.requests, proxy.faulted, proxy.writes, proxy.acts]) kept.length = 0;
}

/** The faults of an answer come after the server has acted in any case. */
function placed(fault: Fault, meets: ChangeCase['meets']): Fault {
  const isOfAnswer = !('answer' in fault || 'close' in fault || 'stall' in fault || 'body' in fault);
  return isOfAnswer || meets === 'planning' || meets === 'write' ? fault : { after: fault };
}
