import { expect } from 'chai';
import fc from 'fast-check';
import { PEOPLE_LIMITS } from '../../../server/people/limits.rules.ts';
import { afterTry, isLocked } from '../../../server/people/lock-out.rules.ts';

const MINUTE = 60_000;
const start = new Date('2026-03-05T01:00:00.000Z');
const later = (ms: number) => new Date(start.getTime() + ms);

describe('the lock-out', () => {
  it('locks at every fifth failure: 15 minutes, then twice as long, at most a day', () => {
    const locks: number[] = [];
    let tries = { failures: 0, lockedUntil: null as Date | null };
    let now = start;
    for (let i = 1; i <= 50; i++) {
      tries = afterTry(tries, now, PEOPLE_LIMITS);
      if (i % 5 !== 0) expect(tries.lockedUntil, `after ${i}`).to.equal(null);
      if (tries.lockedUntil === null) continue;
      locks.push((tries.lockedUntil.getTime() - now.getTime()) / MINUTE);
      now = tries.lockedUntil;
    }
    expect(locks).to.deep.equal([15, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440]);
  });

  it('counts nothing while it lasts, and ends on the millisecond', () => {
    const locked = { failures: 5, lockedUntil: later(15 * MINUTE) };
    expect(afterTry(locked, later(15 * MINUTE - 1), PEOPLE_LIMITS)).to.equal(locked);
    expect(isLocked(locked, later(15 * MINUTE - 1))).to.equal(true);
    expect(isLocked(locked, later(15 * MINUTE))).to.equal(false);
    expect(afterTry(locked, later(15 * MINUTE), PEOPLE_LIMITS)).to.deep.equal({
      failures: 6,
      lockedUntil: null,
    });
  });

  it('never lets more than five tries through between two locks, whenever they come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 * MINUTE }), { maxLength: 200 }), (pauses) => {
        let tries = { failures: 0, lockedUntil: null as Date | null };
        let now = start.getTime();
        let through = 0;
        for (const pause of pauses) {
          now += pause;
          if (!isLocked(tries, new Date(now))) through++;
          tries = afterTry(tries, new Date(now), PEOPLE_LIMITS);
          if (tries.lockedUntil !== null) through = isLocked(tries, new Date(now)) ? 0 : through;
          expect(through).to.be.at.most(5);
        }
      }),
    );
  });
});
