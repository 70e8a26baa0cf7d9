import { expect } from 'chai';
import fc from 'fast-check';
import {
  coverBackward,
  coverForward,
  hear,
  highest,
  settled,
  startTimeline,
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
const begun = (from: number, to: number): Timeline => startTimeline(full(from, to), []).timeline;

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

  it('puts a message in its place that comes under a number said to be empty', () => {
    const stepped = coverForward(begun(1, 2), page(3, 4, [said(4)])).timeline;
    const late = hear(stepped, said(3));
    expect(numbers(late.added)).to.eql([3]);
    expect(numbers(late.timeline.messages)).to.eql([1, 2, 3, 4]);
    expect(hear(late.timeline, said(3)).added).to.eql([]);
  });

  it('grows backwards, and not twice by the same page', () => {
    const older = coverBackward(begun(11, 12), page(5, 10, [said(5), tombstone(7), said(10)]));
    expect(numbers(older.messages)).to.eql([5, 10, 11, 12]);
    expect(older.from).to.equal(5);
    expect(coverBackward(older, full(5, 10))).to.equal(older);
  });

  it('forgets the oldest beyond a bound, so that history brings them again', () => {
    const cut = trimmed(begun(1, 9), 4);
    expect(numbers(cut.messages)).to.eql([6, 7, 8, 9]);
    expect(numbers(coverBackward(cut, full(1, 5)).messages)).to.eql([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('cuts a page before a hole that may still be filled', () => {
    const asked: [number, number | undefined][] = [];
    const cut = settled(page(1, 6, [said(1), said(2), said(4), said(6)]), (hole, next) => {
      asked.push([hole, next?.seq]);
      return hole === 3;
    });
    expect(asked).to.eql([
      [3, 4],
      [5, 6],
    ]);
    expect([cut.to, numbers(cut.messages)]).to.eql([4, [1, 2, 4]]);
  });

  it('asks about empty numbers at the end of a page too', () => {
    const page1 = page(1, 5, [said(1)]);
    expect(settled(page1, () => false).to).to.equal(1);
    expect(settled(page1, () => true)).to.equal(page1);
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
        const first = startTimeline(range(from, Math.min(from + limit - 1, head)), []);
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
