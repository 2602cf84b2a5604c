import assert from 'node:assert/strict';
import { openKubeSre, type KubeSre } from '../e2e/workbench/openKubeSre.ts';
import { pictureOfFailure } from '../e2e/workbench/pictureOfFailure.ts';
import { traceThenQuote } from '../e2e/workbench/traceThenQuote.ts';
import type { ControlPlane } from '../support/controlPlane.ts';
import { chatAnswer, chatReady, sendChat } from '../support/workbench/chat.ts';
import { openContainer } from '../support/workbench/ready.ts';
import { expandRow, treeRow } from '../support/workbench/tree.ts';
import { startOrders } from './orders.ts';

describe('VS Code over a real control plane', () => {
  let cluster: ControlPlane;
  let kubeSre: KubeSre;

  before(async () => {
    cluster = await startOrders();
    kubeSre = await openKubeSre({
      script: traceThenQuote({ name: 'orders-api', namespace: 'orders' }),
      kubeconfig: cluster.kubeconfigs.admin,
    });
  });
  afterEach(async function () {
    await pictureOfFailure(this, kubeSre);
  });
  after(async () => {
    await kubeSre.stop();
    await cluster.stop();
  });

  it('comes in chat to the port name that no container declares', async () => {
    const { page, picture } = kubeSre;
    await chatReady(page);
    await sendChat(page, '我的应用无法访问了，帮我排查一下');
    const answer = await chatAnswer(page, '原因找到了');
    await picture('control-plane-chat');
    const text = await answer.innerText();
    assert.match(text, /orders-api/);
    assert.match(text, /http/);
  });

  it('shows in the sidebar what changes in the cluster, as it changes', async () => {
    const { page, picture } = kubeSre;
    await openContainer(page, 'Kube SRE');
    await expandRow(treeRow(page, 'admin'));
    await expandRow(treeRow(page, 'orders'));
    await expandRow(treeRow(page, /^Deployments/));
    const row = treeRow(page, 'catalog');
    await row.getByText('2/2 ready', { exact: false }).waitFor({ timeout: 30_000 });
    await cluster.kubectl(['scale', 'deployment/catalog', '-n', 'orders', '--replicas=4']);
    await row.getByText('4/4 ready', { exact: false }).waitFor({ timeout: 30_000 });
    await cluster.kubectl(['delete', 'deployment/catalog', '-n', 'orders']);
    await row.waitFor({ state: 'detached', timeout: 30_000 });
    await picture('control-plane-clusters');
  });
});
