import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { createClusters } from '../../../src/cluster/liveClusters.ts';
import { changeMaker } from '../../../src/changes/makeChange.ts';
import { BeforeImages } from '../../../src/changes/journal/beforeImages.ts';
import { Journal } from '../../../src/changes/journal/journal.ts';
import type { Approve } from '../../../src/core/approval.ts';
import type { MadeChange } from '../../../src/core/changeAnswer.ts';
import { isKubeError } from '../../../src/core/kubeError.ts';
import type { ChangeRequest } from '../../../src/core/changeAnswer.ts';
import { systemClock } from '../../../src/systemClock.ts';
import { remediation } from '../../../src/tools/remediation/index.ts';
import { temporaryFolder } from '../process/temporaryFolder.ts';

/** Changes a cluster as the product does, with a person who says yes at once unless told otherwise, and who does not wait for the effect. */
export interface Changer {
  make(tool: string, input: Readonly<Record<string, unknown>>, approve?: Approve): Promise<MadeChange>;
  undo(id: string): Promise<MadeChange>;
  close(): void;
}

export const says: Approve = ({ plan }) => Promise.resolve({ answer: 'approved', digest: plan.digest, by: 'test' });

const never = new AbortController().signal;

/** @param kubeconfig a file */
export function changerOn(kubeconfig: string): Changer {
  const home = temporaryFolder('kube-sre-changer');
  const limits = { connect: 10_000, idle: 30_000, call: 30_000, login: 10_000 };
  const clusters = createClusters({
    env: {},
    homeDirectory: home.path,
    kubeconfig,
    limits,
    clock: systemClock,
    version: 'test',
    salt: readFileSync(kubeconfig, 'utf8').slice(0, 16),
  });
  const journal = new Journal({ folder: home.path });
  const maker = changeMaker({
    open: (context, signal) => clusters.writing(context, signal),
    enabled: { isEnabled: () => true, howToEnable: '' },
    journal,
    images: new BeforeImages({ folder: home.path, now: () => Date.now() }),
    clock: systemClock,
    folder: home.path,
    user: 'tester',
    host: hostname(),
    patience: { request: limits.idle, plan: limits.call },
  });
  return {
    make(name, input, approve = says) {
      const tool = remediation.find((one) => one.name === name);
      if (tool === undefined || !('draft' in tool)) throw new Error(`${name} changes nothing`);
      const draft: ChangeRequest['draft'] = async (cluster, signal) => {
        const drafted = await tool.draft(cluster, { ...input }, signal);
        return 'steps' in drafted ? { ...drafted, watchSeconds: 0 } : drafted;
      };
      return maker.make(
        { tool: name, input, context: undefined, surface: 'test', observer: {}, draft, approve },
        never,
      );
    },
    undo: (id) => maker.undo(id, { surface: 'test', observer: {}, approve: says }, never),
    close() {
      clusters.dispose();
      home.remove();
    },
  };
}

/** What a change came to, in a word: its verdict, or the code of the error that kept it from a plan. */
export async function outcomeOf(making: Promise<MadeChange>): Promise<string> {
  try {
    const { verdict, blockedBy, error } = await making;
    return error?.code ?? blockedBy ?? verdict;
  } catch (error) {
    if (isKubeError(error)) return error.facts.code;
    throw error;
  }
}
