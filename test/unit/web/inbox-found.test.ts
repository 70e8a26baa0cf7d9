import { expect } from 'chai';
import type { RoomId } from '../../../shared/ids.ts';
import type { InboxItem } from '../../../shared/rooms.ts';
import { asNow, countsOf, freshIn } from '../../../web/src/inbox/found.rules.ts';

/** A row of the inbox, as far as the rules look at it. */
const item = (roomId: string, seq: number, readSeq: number, mentions: number[] = []): InboxItem => ({
  room: {
    ...{ roomId: roomId as RoomId, kind: 'suggestion', name: '', title: '', number: '', suggestionId: null },
    ...{ state: 'open', phase: null, nextDue: null, supervised: false, memberCount: 2, memberVersion: 0 },
    ...{ seq, changeSeq: 0, pins: [] },
  },
  ...{ roles: [], readSeq, unread: seq - readSeq, mentions, lastAt: '2026-03-05T01:00:00.000Z', last: null },
});

describe('the rooms that were found', () => {
  const found = [item('a', 3, 1), item('b', 5, 5), item('c', 2, 0, [2])];

  it('are counted by what is unread and what calls', () =>
    expect(countsOf(found)).to.deep.equal({ all: 3, unread: 2, mentions: 1 }));

  it('keep their order and are shown as they moved since, by whichever knows more', () => {
    const live = [item('c', 4, 4), item('a', 2, 1), item('x', 9, 0)];
    expect(asNow(found, live, new Set())).to.deep.equal([found[0], found[1], live[0]]);
  });

  it('are read where they were opened from the list, unless the live list says otherwise', () => {
    const [a, , c] = asNow(found, [item('a', 4, 1)], new Set(['a', 'c']));
    expect(a).to.include({ unread: 3 });
    expect(c).to.deep.include({ unread: 0, mentions: [] });
  });

  it('say how many others came behind the tab, and not what came behind another', () => {
    const live = [item('a', 4, 1), item('x', 2, 1), item('y', 2, 2), item('z', 3, 1, [3])];
    expect(freshIn('unread', found, live)).to.equal(2);
    expect(freshIn('mentions', found, live)).to.equal(1);
    expect(freshIn('unread', found, [])).to.equal(0);
  });
});
