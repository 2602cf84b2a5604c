import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ErrorCode } from '../../../src/core/envelope.ts';
import { startDemo } from '../../../src/demo/startDemo.ts';
import { checkEnvelope } from '../../support/checkEnvelope.ts';
import { goldenText } from '../../support/goldenText.ts';
import { startFaultProxy, type FaultProxy } from '../../support/faultProxy.ts';
import { root } from '../../support/sourceImports.ts';
import { applyFault, failureWorlds, type FailureWorld } from './failureWorlds.ts';
import { failureWords, type FailureWords } from './failureWords.ts';

describe('what a person reads when something fails', function () {
  this.timeout(30_000);
  const media = path.join(root, 'media');
  const seen = new Map<string, FailureWords>();
  let folder: string;
  let demo: Awaited<ReturnType<typeof startDemo>>;
  let proxy: FaultProxy;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kube-sre-failures-'));
    demo = await startDemo({ mediaDirectory: media });
    proxy = await startFaultProxy(demo.server);
    const kubeconfig = demo.kubeconfig.replaceAll(new URL(demo.server).origin, proxy.url);
    await writeFile(path.join(folder, 'kubeconfig'), kubeconfig, { mode: 0o600 });
    for (const world of failureWorlds) seen.set(world.title, await look(world, kubeconfig));
  });

  after(async () => {
    await proxy.close();
    await demo.close();
    await rm(folder, { recursive: true });
  });

  async function look(world: FailureWorld, demoKubeconfig: string): Promise<FailureWords> {
    applyFault(proxy, world);
    const file = (await world.kubeconfig?.(folder, demoKubeconfig)) ?? path.join(folder, 'kubeconfig');
    return failureWords(world, file, { home: folder, media });
  }

  for (const { title } of failureWorlds)
    it(`says what to do about ${title}`, () => {
      const words = seen.get(title);
      assert.ok(words !== undefined);
      const { error, headline } = checkEnvelope(words.envelope);
      assert.ok(error !== undefined && error.hint.length > 10, JSON.stringify(error));
      const all = [headline, error.message, error.hint, words.tree?.tooltip ?? '', words.notification ?? ''].join('\n');
      assert.doesNotMatch(all, /undefined|\[object|NaN|\n\s+at |Error: /);
    });

  it('is of every code that a reading tool can give', () => {
    const met = new Set([...seen.values()].map(({ envelope }) => envelope.error?.code));
    const codes = ErrorCode.anyOf.map((one) => one.const);
    // A defect of ours cannot be ordered; test/unit/core/runner.test.ts has its words.
    assert.deepEqual(
      codes.filter((code) => !met.has(code)),
      ['internal'],
    );
  });

  it('is as it was looked at and found good', async () => {
    const masked = (text: string): string =>
      text
        .replaceAll(folder, 'FOLDER')
        .replaceAll(proxy.url, 'http://SERVER')
        .replaceAll(new URL(proxy.url).host, 'SERVER');
    const sections = [...seen].map(([title, words]) => masked(section(title, words)));
    await goldenText('failures.md', `# What a person reads when something fails\n\n${sections.join('\n\n')}\n`);
  });
});

function section(title: string, { envelope, tree, notification }: FailureWords): string {
  const { error, headline, next } = envelope;
  return [
    `## ${title} (${error?.code ?? ''})`,
    '',
    `- answer: ${headline}`,
    `- what helps: ${error?.hint ?? ''}`,
    ...next.map((call) => `- next: ${call.tool} ${JSON.stringify(call.input)} (${call.why})`),
    ...(tree === undefined
      ? []
      : [`- Clusters view: ${tree.line}`, `- its tooltip: ${tree.tooltip.replace('\n', ' ↵ ')}`]),
    ...(notification === undefined ? [] : [`- notification: ${notification}`]),
  ].join('\n');
}
