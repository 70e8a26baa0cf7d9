import { expect } from 'chai';
import { makePause } from '../../../server/rooms/calls/typing.actions.ts';

describe('makePause', () => {
  it('lets a key count once in each pause', () => {
    let now = 0;
    const isPaused = makePause(() => now, 100, 10);
    expect([isPaused('a'), isPaused('a'), isPaused('b')]).to.deep.equal([false, true, false]);
    now = 99;
    expect(isPaused('a')).to.equal(true);
    now = 100;
    expect([isPaused('a'), isPaused('a')]).to.deep.equal([false, true]);
  });

  it('remembers no more keys than it may: the oldest is forgotten first', () => {
    const isPaused = makePause(() => 0, 100, 3);
    for (const key of ['a', 'b', 'c', 'd']) expect(isPaused(key)).to.equal(false);
    expect(isPaused('d')).to.equal(true);
    expect(isPaused('b')).to.equal(true);
    expect(isPaused('a')).to.equal(false);
  });
});
