import assert from 'node:assert/strict';
import { comparisons, significance } from '../../../../src/kube/correlation/significance.ts';

const table = (failingWith: number, healthyWith: number, failingWithout: number, healthyWithout: number) => ({
  failingWith,
  healthyWith,
  failingWithout,
  healthyWithout,
});

describe('significance', () => {
  it("is Fisher's exact test: the lady who tastes tea is right about all eight cups once in 70", () => {
    assert.ok(Math.abs(significance(table(4, 0, 0, 4)) - 1 / 70) < 1e-12);
    assert.ok(Math.abs(significance(table(3, 1, 1, 3)) - 17 / 70) < 1e-12);
  });

  it('is 1 where all fail, or none does with it', () => {
    assert.equal(significance(table(3, 0, 5, 0)), 1);
    assert.ok(significance(table(0, 3, 2, 5)) > 0.999_999);
  });

  it('holds for large counts', () => {
    const chance = significance(table(400, 0, 100, 9500));
    assert.ok(chance >= 0 && chance < 1e-100);
  });
});

describe('comparisons', () => {
  it('counts no feature that could not reach the level', () => {
    const own = Array.from({ length: 1000 }, () => table(1, 0, 4, 35));
    assert.equal(comparisons([table(3, 0, 2, 35), ...own], 0.05), 1);
    assert.ok(
      comparisons(
        Array.from({ length: 20 }, () => table(3, 0, 2, 35)),
        0.05,
      ) >= 20,
    );
  });
});
