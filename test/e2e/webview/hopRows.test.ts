import assert from 'node:assert/strict';
import type { GraphNode } from '../../../src/core/blocks.ts';
import { reportOf } from './fixtures/reportOf.ts';
import { reportBrowser } from './harness/reportBrowser.ts';

/** As long as the name of a Service may be. */
const longName = 'payments-reconciliation-worker-of-the-second-warehouse-in-the-e'.padEnd(63, 'x');
const reason = `Service ${longName} asks for app=${longName}, and none of the 7 pods of the namespace has this label.`;

const nodes: readonly GraphNode<string>[] = [
  { id: 'client', caption: 'Client', title: 'a request', state: 'ok', because: reason },
  { id: 'service', caption: 'Service', title: longName, state: 'broken', because: reason },
  { id: 'pods', caption: 'Pods', title: 'none selected', state: 'unknown', because: '' },
];

describe('A row of the list of hops', () => {
  const opened = reportBrowser();

  for (const firstBroken of ['client', 'service'])
    for (const width of [1000, 700, 560, 400, 300])
      it(`keeps its pill and its short name whole beside a name of 63 characters in ${width} pixels, ${firstBroken} broken first`, async () => {
        const open = await opened(
          reportOf({
            title: 'Trace service chain',
            view: 'serviceChain',
            envelope: { tool: 'trace_service_chain', scope: {}, verdict: 'broken', headline: 'The chain is broken.' },
            blocks: [
              {
                type: 'graph',
                title: 'Service chain',
                firstBroken,
                nodes,
                edges: [
                  { from: 'client', to: 'service' },
                  { from: 'service', to: 'pods' },
                ],
              },
            ],
          }),
          { width },
        );
        const { page } = open;
        await page.locator('.hop-row .tag').waitFor();
        await open.picture(`hop-rows-${width}-${firstBroken}`);
        const spilling = await page.evaluate<readonly string[]>(`
          [...document.querySelectorAll('.hop-row > :not(.unseen, .codicon)')]
            .filter((part) => {
              const row = part.parentElement.getBoundingClientRect();
              const box = part.getBoundingClientRect();
              return part.scrollWidth > part.offsetWidth || box.right > row.right + 1 || box.left < row.left - 1;
            })
            .map((part) => part.textContent)`);
        assert.deepEqual(spilling, []);
        const broken = await page.evaluate<readonly string[]>(`
          [...document.querySelectorAll('.hop-row > .tag, .hop-row > .quiet, .hop-row > strong')]
            .filter((part) => part.textContent.length < 40)
            .filter((part) => {
              const range = document.createRange();
              range.selectNodeContents(part);
              return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1;
            })
            .map((part) => part.textContent)`);
        assert.deepEqual(broken, []);
      });
});
