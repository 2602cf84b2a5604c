import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { atBenches, openBenches, patientLimits, type Benches } from '../contract/faults/bench.ts';
import { complaints } from '../contract/faults/complaints.ts';
import { askWell, casesOf, distinctQuestions, runCase, type Asked } from '../contract/faults/faultCases.ts';
import { faults } from '../contract/faults/faults.ts';
import { toolQuestion } from '../contract/faults/question.ts';
import { inputsFor } from '../support/inputsFor.ts';
import type { ControlPlane } from '../support/controlPlane.ts';
import { behindProxy } from './behindProxy.ts';
import { startOrders } from './orders.ts';

const catalog = { kind: 'Deployment', metadata: { namespace: 'orders', name: 'catalog' } };

describe('On a real control plane under faults', function () {
  this.timeout(240_000);
  let cluster: ControlPlane;
  let benches: Benches;

  before(async () => {
    cluster = await startOrders();
    // What is told of a pod after half a minute is told with the first question, too
    await sleep(35_000);
    const { server, kubeconfig } = behindProxy(cluster.kubeconfigs.admin);
    benches = await openBenches(server, kubeconfig, 8);
  });

  after(async () => {
    await benches.close();
    await cluster.stop();
  });

  it('every tool ends in time, says what it could not read and calls nothing well for want of it', async () => {
    const [first] = benches.all;
    assert.ok(first !== undefined);
    const engine = first.engine(patientLimits);
    const well: Asked[] = [];
    for (const { name, inputSchema } of engine.tools()) {
      const properties = propertiesOf(inputSchema);
      const required = 'required' in inputSchema && Array.isArray(inputSchema.required) ? inputSchema.required : [];
      for (const input of inputsFor({ properties, required: required.map(String) }, [catalog])) {
        const answered = await askWell(first, toolQuestion(name, input));
        if (answered !== undefined) well.push(answered);
      }
    }
    await engine.dispose();
    const cases = distinctQuestions(well).flatMap((one) => casesOf(one, faults, 40));
    assert.ok(cases.length > 300, String(cases.length));
    const found: string[] = [];
    await atBenches(benches, cases, async (bench, one) => {
      const where = `${one.question.name}, ${one.fault.name} for ${one.only ?? 'everything'}`;
      found.push(...complaints(one, await runCase(bench, one)).map((complaint) => `${where}: ${complaint}`));
    });
    assert.deepEqual(found, []);
  });
});

function propertiesOf(schema: object): object {
  return 'properties' in schema && typeof schema.properties === 'object' ? (schema.properties ?? {}) : {};
}
