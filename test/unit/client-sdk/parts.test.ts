import { expect } from 'chai';
import * as z from 'zod/mini';
import { backoff, makeNewKey } from '../../../client-sdk/parts.ts';

describe('send keys', () => {
  it('are UUIDs that ascend, within a millisecond and when the clock goes back', () => {
    let now = 1_650_000_000_000;
    const newKey = makeNewKey({ now: () => now });
    const keys: string[] = [];
    for (let i = 0; i < 10_000; i += 1) {
      if (i === 6_000) now -= 5_000;
      keys.push(newKey());
    }
    expect(keys.every((key) => z.uuid().safeParse(key).success)).to.equal(true);
    expect([...keys].sort()).to.eql(keys);
    expect(new Set(keys).size).to.equal(keys.length);
  });
});

describe('backoff', () => {
  it('doubles, spreads by half and stays within 15 s', () => {
    expect(backoff(() => 0.5, 0)).to.equal(500);
    expect(backoff(() => 0.5, 3)).to.equal(4_000);
    expect(backoff(() => 0, 3)).to.equal(2_000);
    expect(backoff(() => 0.5, 1_000)).to.equal(10_000);
    expect(backoff(() => 0.999, 1_000)).to.be.below(15_000);
  });
});
