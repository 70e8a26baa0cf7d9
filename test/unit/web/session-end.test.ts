import { expect } from 'chai';
import { endingOf, WARNING_MS } from '../../../web/src/app/session-end.rules.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const shared = { shared: true, idleMs: 30 * MINUTE, endsAt: 8 * HOUR };
const own = { shared: false, idleMs: 30 * 24 * HOUR, endsAt: 90 * 24 * HOUR };

describe('the end of a session', () => {
  it('is far while somebody is there, and two minutes before half an hour without them it is near', () => {
    expect(endingOf(shared, 0, 30 * MINUTE - WARNING_MS - 1)).to.equal('far');
    expect(endingOf(shared, 0, 30 * MINUTE - WARNING_MS)).to.equal('idle-soon');
    expect(endingOf(shared, 0, 30 * MINUTE)).to.equal('idle');
    expect(endingOf(shared, 20 * MINUTE, 30 * MINUTE)).to.equal('far');
  });

  it('comes after eight hours, whatever somebody does', () => {
    const end = shared.endsAt;
    expect(endingOf(shared, end - WARNING_MS, end - WARNING_MS)).to.equal('end-soon');
    expect(endingOf(shared, end, end)).to.equal('end');
  });

  it('does not come of idleness on a computer of one’s own', () => {
    expect(endingOf(own, 0, 60 * 24 * HOUR)).to.equal('far');
    expect(endingOf(own, 0, own.endsAt - WARNING_MS)).to.equal('end-soon');
  });
});
