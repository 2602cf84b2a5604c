import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine } from '../../../src/compose.ts';
import type { Envelope } from '../../../src/core/envelope.ts';
import { isRecord } from '../../../src/core/json.ts';
import { checkEnvelope } from '../../support/checkEnvelope.ts';
import { temporaryFolder } from '../../support/process/temporaryFolder.ts';
import type { Answer } from './apiClient.ts';

const mediaDirectory = path.join(fileURLToPath(new URL('../../..', import.meta.url)), 'media');

/** The product in this process, on the cluster of a kubeconfig. Each answer is read anew, uncut and checked. */
export interface Tools {
  call(tool: string, input: object): Promise<Envelope>;
  /** All rows of a list, by its pages. `between` is called with the number of pages read, before each further one. */
  rows(
    tool: string,
    input: object,
    field: string,
    between?: (pages: number) => Promise<void>,
  ): Promise<readonly Answer[]>;
  close(): Promise<void>;
}

export function toolsOf(kubeconfig: string): Tools {
  const home = temporaryFolder('kube-sre-judge');
  const env = { KUBE_SRE_HOME: home.path };
  const engine = createEngine({ env, homeDirectory: home.path, kubeconfig, version: 'test', mediaDirectory });
  const call: Tools['call'] = async (tool, input) => {
    const options = { surface: 'test', budgetTokens: Infinity, fresh: true } as const;
    const { envelope } = await engine.call(tool, input, options);
    return checkEnvelope(envelope);
  };
  return {
    call,
    async rows(tool, input, field, between) {
      const rows: Answer[] = [];
      let cursor: string | undefined;
      for (let pages = 1; ; pages++) {
        const answer = await call(tool, { limit: 500, ...input, ...(cursor === undefined ? {} : { cursor }) });
        if (answer.error !== undefined) throw new Error(`${tool} ${JSON.stringify(input)}: ${answer.error.message}`);
        const page = answer.data?.[field];
        rows.push(...(Array.isArray(page) ? page.filter(isRecord) : []));
        cursor = answer.page?.cursor;
        if (cursor === undefined) return rows;
        await between?.(pages);
      }
    },
    async close() {
      await engine.dispose();
      home.remove();
    },
  };
}
