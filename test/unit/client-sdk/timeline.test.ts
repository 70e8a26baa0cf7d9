import { expect } from 'chai';
import fc from 'fast-check';
import {
  coverBackward,
  coverForward,
  hear,
  highest,
  markMine,
  restate,
  settleChanges,
  startTimeline,
  takeChanges,
  takeSync,
  trimmed,
  type Page,
  type Timeline,
} from '../../../client-sdk/timeline.ts';
import type { Message } from '../../../shared/messages.ts';
import { numbers, said, tombstone } from './said.ts';

const page = (from: number, to: number, messages: Message[]): Page => ({ from, to, messages });
const full = (from: number, to: number) =>
  page(
    from,
    to,
    Array.from({ length: to - from + 1 }, (_, i) => said(from + i)),
  );
const begun = (from: number, to: number): Timeline => startTimeline(full(from, to), 0, []).timeline;

describe('timeline', () => {
  it('appends the next message and tells it', () => {
    const step = hear(begun(1, 3), said(4));
    expect(numbers(step.added)).to.eql([4]);
    expect(numbers(step.timeline.messages)).to.eql([1, 2, 3, 4]);
  });

  it('tells a message once, however often it comes', () => {
    const once = hear(begun(1, 3), said(4)).timeline;
    expect(hear(once, said(4)).added).to.eql([]);
    expect(hear(once, said(2)).timeline).to.equal(once);
  });

  it('keeps what is beyond a hole waiting, and tells it after the hole is filled', () => {
    const waiting = hear(hear(begun(1, 3), said(6)).timeline, said(5));
    expect(waiting.added).to.eql([]);
    expect(numbers(waiting.timeline.messages)).to.eql([1, 2, 3]);
    expect(highest(waiting.timeline)).to.equal(6);
    expect(numbers(hear(waiting.timeline, said(4)).added)).to.eql([4, 5, 6]);
  });

  it('steps over tombstones and over numbers that a page says are empty', () => {
    const step = coverForward(begun(1, 3), page(4, 9, [tombstone(4), said(6), said(9)]));
    expect(numbers(step.added)).to.eql([6, 9]);
    expect(step.timeline.to).to.equal(9);
    expect(numbers(hear(step.timeline, tombstone(10)).timeline.messages)).to.eql([1, 2, 3, 6, 9]);
  });

  it('keeps what waits although a page does not have it yet', () => {
    const waiting = hear(begun(1, 3), said(5)).timeline;
    expect(numbers(coverForward(waiting, page(4, 6, [said(4), said(6)])).added)).to.eql([4, 5, 6]);
  });

  it('does not take a page that leaves a hole', () => {
    const step = coverForward(begun(1, 3), full(5, 6));
    expect(step.timeline.to).to.equal(3);
    expect(step.added).to.eql([]);
  });

  it('grows backwards, and not twice by the same page', () => {
    const older = coverBackward(begun(11, 12), page(5, 10, [said(5), tombstone(7), said(10)]), 0);
    expect(numbers(older.messages)).to.eql([5, 10, 11, 12]);
    expect(older.from).to.equal(5);
    expect(coverBackward(older, full(5, 10), 0)).to.equal(older);
  });

  it('forgets the oldest beyond a bound, so that history brings them again', () => {
    const cut = trimmed(begun(1, 9), 4);
    expect(numbers(cut.messages)).to.eql([6, 7, 8, 9]);
    expect(numbers(coverBackward(cut, full(1, 5), 0).messages)).to.eql([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  describe('with changes', () => {
    const edited = (seq: number, changeSeq: number, part: Partial<Message> = {}) =>
      said(seq, { changeSeq, body: { kind: 'text', text: `第${seq}句，第${changeSeq}改` }, ...part });
    const statesOf = ({ messages }: Timeline) => messages.map(({ seq, changeSeq }) => [seq, changeSeq]);

    it('take a change that follows those held, and tell the message as it stands', () => {
      const step = takeChanges(begun(1, 3), { from: 1, to: 1, messages: [edited(2, 1)] });
      expect(step.changed).to.eql([edited(2, 1)]);
      expect([step.added, step.timeline.changedTo]).to.eql([[], 1]);
    });

    it('show a change that leaves a gap, but remember the gap', () => {
      const step = takeChanges(begun(1, 3), { from: 3, to: 4, messages: [edited(2, 4)] });
      expect([statesOf(step.timeline)[1], step.timeline.changedTo]).to.eql([[2, 4], 0]);
      const answer = { to: 3, head: { seq: 3, changeSeq: 4 }, messages: [edited(1, 2), edited(2, 4)] };
      const whole = takeSync(step.timeline, { seq: 3, changeSeq: 0 }, answer);
      expect([whole.timeline.changedTo, whole.changed]).to.eql([4, [edited(1, 2)]]);
    });

    it('never put an older state in the place of a newer one', () => {
      const now = takeChanges(begun(1, 3), { from: 1, to: 5, messages: [edited(2, 5)] }).timeline;
      for (const old of [said(2), edited(2, 4)]) {
        expect(hear(now, old).timeline).to.equal(now);
        expect(restate(now, [old]).timeline).to.equal(now);
      }
    });

    it('keep a change of a message that is not here yet: told once, as it stands', () => {
      const changed = takeChanges(begun(1, 3), { from: 1, to: 1, messages: [edited(5, 1)] }).timeline;
      const late = hear(hear(changed, said(5)).timeline, said(4));
      expect(late.added).to.eql([said(4), edited(5, 1)]);
      expect(late.timeline.changedTo).to.equal(1);
    });

    it('do not believe a page of older messages to know of changes told while it was on its way', () => {
      const at = begun(11, 12).changedTo;
      const now = takeChanges(begun(11, 12), { from: 1, to: 1, messages: [edited(4, 1)] }).timeline;
      const older = coverBackward(now, full(1, 10), at);
      expect(older.changedTo).to.equal(0);
      const answer = { to: 12, head: { seq: 12, changeSeq: 1 }, messages: [edited(4, 1)] };
      const whole = takeSync(older, { seq: 12, changeSeq: 0 }, answer).timeline;
      expect([statesOf(whole)[3], whole.changedTo]).to.eql([[4, 1], 1]);
    });

    it('do not believe an answer that was asked for with more than is held now', () => {
      const now = takeChanges(begun(11, 12), { from: 1, to: 2, messages: [edited(11, 2)] }).timeline;
      const older = coverBackward(now, full(1, 10), 0);
      const answer = { to: 12, head: { seq: 12, changeSeq: 3 }, messages: [edited(12, 3)] };
      expect(takeSync(older, { seq: 12, changeSeq: 2 }, answer).timeline.changedTo).to.equal(0);
      expect(settleChanges(older, 1, 3).changedTo).to.equal(0);
    });

    it('ask again about what an answer stopped short of, though it was heard', () => {
      const heard = hear(begun(1, 3), said(5)).timeline;
      const answer = { to: 3, head: { seq: 5, changeSeq: 1 }, messages: [] };
      const short = takeSync(heard, { seq: 3, changeSeq: 0 }, answer).timeline;
      expect([short.waiting, short.to]).to.eql([[], 3]);
      const next = { to: 5, head: { seq: 5, changeSeq: 1 }, messages: [said(4), edited(5, 1)] };
      const whole = takeSync(short, { seq: 3, changeSeq: short.changedTo }, next);
      expect([numbers(whole.added), statesOf(whole.timeline)[4]]).to.eql([
        [4, 5],
        [5, 1],
      ]);
    });

    it('keep the own reactions that a broadcast does not tell, until they are told', () => {
      const reactions = [{ reaction: 'agree' as const, count: 1 }];
      const mine = restate(begun(1, 2), [edited(1, 1, { reactions, mine: ['agree'] })]).timeline;
      const more = [{ reaction: 'agree' as const, count: 2 }];
      const told = takeChanges(mine, { from: 2, to: 2, messages: [edited(1, 2, { reactions: more })] });
      expect(told.changed[0]?.mine).to.eql(['agree']);
      const both = markMine(told.timeline, { seq: 1, changeSeq: 2, mine: ['agree', 'done'] });
      expect(both.changed[0]?.mine).to.eql(['agree', 'done']);
      const none = takeChanges(both.timeline, {
        from: 3,
        to: 3,
        messages: [edited(1, 3, { reactions: [] })],
      });
      expect(none.changed[0]).not.to.have.property('mine');
    });

    it('are sure of own reactions only by an answer: what a broadcast hides is asked for again', () => {
      const reactions = [{ reaction: 'agree' as const, count: 1 }];
      const now = takeChanges(begun(1, 2), { from: 1, to: 1, messages: [edited(1, 1)] }).timeline;
      expect([now.changedTo, now.mineTo]).to.eql([1, 1]);
      const reacted = takeChanges(now, { from: 2, to: 2, messages: [edited(2, 2, { reactions })] }).timeline;
      const later = takeChanges(reacted, { from: 3, to: 3, messages: [edited(1, 3)] }).timeline;
      expect([later.changedTo, later.mineTo]).to.eql([3, 1]);
      const answer = {
        to: 2,
        head: { seq: 2, changeSeq: 3 },
        messages: [edited(1, 3), edited(2, 2, { reactions, mine: ['agree'] })],
      };
      const sure = takeSync(later, { seq: 2, changeSeq: later.mineTo }, answer);
      expect(sure.changed.map(({ seq, mine }) => [seq, mine])).to.eql([[2, ['agree']]]);
      expect([sure.timeline.changedTo, sure.timeline.mineTo]).to.eql([3, 3]);
    });

    it('ask again when own reactions are told too late to know what is newer', () => {
      const reactions = [{ reaction: 'agree' as const, count: 1 }];
      const now = takeChanges(begun(1, 2), { from: 1, to: 5, messages: [edited(1, 5, { reactions })] });
      const late = markMine(now.timeline, { seq: 1, changeSeq: 3, mine: ['agree'] });
      expect([late.changed, late.timeline.changedTo]).to.eql([[], 4]);
    });
  });

  it('tells every message once and in order, whatever is lost, repeated or reordered on the way', () => {
    const happening = fc.record({
      head: fc.integer({ min: 0, max: 60 }),
      start: fc.integer({ min: 1, max: 60 }),
      empty: fc.uniqueArray(fc.integer({ min: 1, max: 60 })),
      // A number is heard, or the page behind what is held is fetched.
      events: fc.array(fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constant('fetch' as const)), {
        maxLength: 200,
      }),
      limit: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(happening, ({ head, start, empty, events, limit }) => {
        const kept = full(1, head).messages.filter(({ seq }) => !empty.includes(seq));
        const range = (from: number, to: number) =>
          page(
            from,
            to,
            kept.filter(({ seq }) => seq >= from && seq <= to),
          );
        const from = Math.min(start, head + 1);
        const told: number[] = [];
        const first = startTimeline(range(from, Math.min(from + limit - 1, head)), 0, []);
        let { timeline } = first;
        told.push(...numbers(first.added));
        const fetchMore = () =>
          coverForward(timeline, range(timeline.to + 1, Math.min(timeline.to + limit, head)));
        for (const event of [...events, ...Array.from({ length: 60 }, () => 'fetch' as const)]) {
          const message = kept.find(({ seq }) => seq === event);
          if (event !== 'fetch' && !message) continue;
          const step = message ? hear(timeline, message) : fetchMore();
          ({ timeline } = step);
          told.push(...numbers(step.added));
        }
        const all = numbers(kept).filter((seq) => seq >= from);
        expect(told).to.eql(all);
        expect(numbers(timeline.messages)).to.eql(all);
        expect(timeline.waiting).to.eql([]);
      }),
      { numRuns: 500 },
    );
  });
});
