import assert from 'node:assert/strict';
import { age } from '../../../src/kube/age.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('age', () => {
  for (const [milliseconds, expected] of [
    [-3 * second, '<invalid>'],
    [-500, '0s'],
    [119 * second, '119s'],
    [2 * minute, '2m'],
    [5 * minute + 30 * second, '5m30s'],
    [179 * minute, '179m'],
    [3 * hour, '3h'],
    [7 * hour + 59 * minute, '7h59m'],
    [47 * hour, '47h'],
    [2 * day + 4 * hour, '2d4h'],
    [8 * day + 4 * hour, '8d'],
    [400 * day, '400d'],
    [3 * 365 * day + 2 * day, '3y2d'],
    [9 * 365 * day, '9y'],
  ] as const)
    it(`prints ${milliseconds / second} s as ${expected}`, () => {
      assert.equal(age(milliseconds), expected);
    });
});
