import { expect } from 'chai';
import fc from 'fast-check';
import { personId } from '../../../shared/ids.ts';
import { SEAT_ROLES } from '../../../shared/values/seats.ts';
import { pageRange, saysTheSame, whyMayNotPost } from '../../../server/rooms/messages/messages.rules.ts';
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
  const now = new Date('2026-03-05T01:00:00.000Z');
  const later = new Date('2026-03-05T01:00:00.001Z');

  it('is refused in every room that is not open', () => {
    expect(whyMayNotPost({ state: 'open' }, {}, now)).to.equal(null);
    for (const state of ['read-only', 'archived'] as const)
      expect(whyMayNotPost({ state }, {}, now)).to.deep.include({ code: 'ROOM_CLOSED', facts: { state } });
  });
  it('is refused to who is muted, until that instant', () => {
    const muted = whyMayNotPost({ state: 'open' }, { mutedUntil: later }, now);
    expect(muted).to.deep.include({ code: 'MUTED', facts: { until: later.toISOString() } });
    expect(whyMayNotPost({ state: 'open' }, { mutedUntil: now }, now)).to.equal(null);
    expect(whyMayNotPost({ state: 'open' }, { mutedUntil: null }, now)).to.equal(null);
  });
  it('is the same when words, what it answers and whom it calls are the same', () => {
    const text = (words: string) => ({ kind: 'text' as const, text: words });
    const quote = { seq: 3, author: '', excerpt: '', recalled: false };
    const mentions = [{ kind: 'everyone' as const }];
    const kept = { body: text('好'), quote, mentions };
    expect(saysTheSame({ body: text('好') }, { body: text('好') })).to.equal(true);
    expect(saysTheSame(kept, { body: text('好'), replyTo: 3, mentions })).to.equal(true);
    for (const other of [
      { body: text('不'), replyTo: 3, mentions },
      { body: text('好'), replyTo: 4, mentions },
      { body: text('好'), mentions },
      { body: text('好'), replyTo: 3 },
      { body: text('好'), replyTo: 3, mentions: [{ kind: 'role' as const, role: 'office' as const }] },
    ])
      expect(saysTheSame(kept, other)).to.equal(false);
  });
  it('cannot be compared any more when it was edited or recalled', () => {
    const body = { kind: 'text' as const, text: '原话' };
    expect(saysTheSame({ body: { ...body, text: '改' }, editedAt: now }, { body })).to.equal(true);
    const stub = { kind: 'recalled' as const, by: '代表0', byOffice: false, why: '' };
    expect(saysTheSame({ body: stub }, { body })).to.equal(true);
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
