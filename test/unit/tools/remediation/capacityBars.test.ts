import assert from 'node:assert/strict';
import { english } from '../../../../src/core/label.ts';
import { capacityBars } from '../../../../src/tools/remediation/capacityBars.ts';
import type { CapacityNode } from '../../../../src/tools/remediation/capacityData.ts';

function node(index: number, more: Partial<CapacityNode> = {}): CapacityNode {
  return {
    node: `node-${index}`,
    added: 0,
    cpuMillicoresRequested: 1000,
    cpuMillicoresAdded: 0,
    cpuMillicoresAllocatable: 4000,
    memoryBytesRequested: 2 ** 30,
    memoryBytesAdded: 0,
    memoryBytesAllocatable: 2 ** 32,
    pods: 5,
    podsAllocatable: 110,
    ...more,
  };
}

const some = { added: 2, cpuMillicoresRequested: 3800, cpuMillicoresAdded: 1000, pods: 7 };

function texts(nodes: readonly CapacityNode[]): readonly (readonly string[])[] {
  return capacityBars(nodes).rows.map(({ name, note, bars }) =>
    [name, note, ...bars.map(({ text }) => text)].map(english),
  );
}

describe('The bars of the room for new pods', () => {
  it('say in words what they draw: what is requested now, what the new pods add, what is free', () => {
    const bars = capacityBars([node(1, some)]).rows.flatMap((row) => row.bars);
    assert.deepEqual(bars[0]?.parts, [2800, 1000]);
    assert.deepEqual(
      bars.map(({ tone }) => tone),
      ['warning', undefined],
    );
    assert.deepEqual(texts([node(1, some)]), [
      ['node-1', '2 new pods; 7 of 110 pods then', '2800m now + 1 new, 200m of 4 free', '1Gi now, 3Gi of 4Gi free'],
    ]);
  });

  it('say why a node takes no more, and that nothing is free where more is requested than there is', () => {
    const over = node(1, { cpuMillicoresRequested: 5000, refusesNext: 'Insufficient cpu' });
    const [[, note, cpu] = []] = texts([over]);
    assert.equal(note, 'no new pod; 5 of 110 pods then; takes no more: Insufficient cpu');
    assert.equal(cpu, '5 now, 0 of 4 free');
  });

  it('draw the rest of many nodes as one', () => {
    const many = Array.from({ length: 300 }, (_, index) => node(index, index < 20 ? some : {}));
    const rows = texts(many);
    assert.equal(rows.length, 12);
    assert.equal(rows[0]?.[0], 'node-0');
    assert.deepEqual(rows[11]?.slice(0, 2), ['289 more nodes together', '18 new pods; 1463 of 31790 pods then']);
    assert.equal(rows.at(-1)?.[2], '305 now + 9 new, 842 of 1156 free');
    assert.equal(texts(many.slice(0, 12)).length, 12);
  });
});
