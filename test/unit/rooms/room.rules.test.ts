import { expect } from 'chai';
import fc from 'fast-check';
import { personId } from '../../../shared/ids.ts';
import { SEAT_ROLES } from '../../../shared/seats.ts';
import { pageRange, sameBody, whyMayNotPost } from '../../../server/rooms/messages/messages.rules.ts';
import { cardKey, rankOf, roomIdOf, seatChanges, type SeatSpec } from '../../../server/rooms/room.rules.ts';

const people = Array.from({ length: 6 }, (_, i) => personId.parse(`00000000-0000-7000-8000-00000000000${i}`));
const seats = fc.uniqueArray(
  fc.record({
    personId: fc.constantFrom(...people),
    roles: fc.subarray([...SEAT_ROLES], { minLength: 1 }),
  }),
  { selector: (s) => s.personId },
);

describe('seatChanges', () => {
  const apply = (sitting: SeatSpec[], wanted: SeatSpec[]): SeatSpec[] => {
    const { added, changed, removed } = seatChanges(sitting, wanted);
    const byPerson = new Map(sitting.map((s) => [s.personId, s]));
    for (const s of [...added, ...changed]) byPerson.set(s.personId, s);
    for (const id of removed) byPerson.delete(id);
    return [...byPerson.values()];
  };
  const sorted = (list: SeatSpec[]) => list.map((s) => `${s.personId} ${[...s.roles].sort().join()}`).sort();

  it('turns those who sit into those who should, from any state', () => {
    fc.assert(
      fc.property(seats, seats, (sitting, wanted) => {
        expect(sorted(apply(sitting, wanted))).to.deep.equal(sorted(wanted));
      }),
    );
  });

  it('finds nothing to do when everybody sits right, whatever the order of their roles', () => {
    fc.assert(
      fc.property(seats, (wanted) => {
        const same = wanted.map((s) => ({ ...s, roles: [...s.roles].reverse() })).reverse();
        expect(seatChanges(same, wanted)).to.deep.equal({ added: [], changed: [], removed: [] });
      }),
    );
  });
});

describe('pageRange', () => {
  it('gives the newest page, the page before and the page after a number', () => {
    expect(pageRange(100, { limit: 30 })).to.deep.equal({ from: 71, to: 100 });
    expect(pageRange(100, { limit: 30, before: 71 })).to.deep.equal({ from: 41, to: 70 });
    expect(pageRange(100, { limit: 30, before: 11 })).to.deep.equal({ from: 1, to: 10 });
    expect(pageRange(100, { limit: 30, after: 95 })).to.deep.equal({ from: 96, to: 100 });
  });
  it('never leaves 1…head and never exceeds the limit', () => {
    const bound = fc.integer({ min: 0, max: 5_000 });
    fc.assert(
      fc.property(
        bound,
        fc.option(bound, { nil: undefined }),
        fc.integer({ min: 1, max: 100 }),
        (head, n, limit) => {
          for (const asked of [
            { limit, before: n },
            { limit, after: n },
          ]) {
            const { from, to } = pageRange(head, asked);
            expect(from).to.be.at.least(1);
            expect(to).to.be.at.most(Math.max(head, 0));
            expect(to - from + 1).to.be.at.most(limit);
          }
        },
      ),
    );
  });
});

describe('what is said', () => {
  it('is refused in a closed room only', () => {
    expect(whyMayNotPost({ state: 'open' })).to.equal(null);
    expect(whyMayNotPost({ state: 'closed' })).to.equal('ROOM_CLOSED');
  });
  it('is the same when its body is the same', () => {
    expect(sameBody({ kind: 'text', text: '好' }, { kind: 'text', text: '好' })).to.equal(true);
    expect(sameBody({ kind: 'text', text: '好' }, { kind: 'text', text: '不' })).to.equal(false);
  });
});

describe('ids and ranks', () => {
  it('give one room for each subject and one key for each fact', () => {
    expect(roomIdOf('a')).to.equal(roomIdOf('a')).and.not.equal(roomIdOf('b'));
    expect(cardKey('a')).to.equal(cardKey('a')).and.not.equal(cardKey('b'));
    expect(roomIdOf('a')).to.not.equal(cardKey('a'));
  });
  it('put the lead deputy first and somebody without a role last', () => {
    expect(rankOf(['co-unit', 'lead-deputy'])).to.equal(0);
    expect(rankOf(['office'])).to.be.lessThan(rankOf([]));
  });
});
