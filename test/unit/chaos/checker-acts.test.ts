import { expect } from 'chai';
import { violationsOf } from '../../../chaos/checker.rules.ts';
import type { Deed, Entry, Outcome, Ruling, Send } from '../../../chaos/history.ts';
import { history, LI, MUTED_UNTIL, only, WANG, ZHAO } from './right-history.ts';

/** What the checker says of the right history with something planted. */
const found = (plant: (entries: Entry[]) => Entry[]) =>
  violationsOf(history(plant)).map(({ rule, what }) => `${rule}: ${what}`);
const foundWith = (...more: Entry[]) => found((entries) => [...entries, ...more]);

const room = { roomId: 'room-1' };
const done = <T>(at: number, got: T): Outcome<T> => ({ is: 'acknowledged', at, got });
const deed = (person: string, askedAt: number, rest: Pick<Deed, 'seq' | 'act'>): Deed => ({
  ...{ kind: 'deed', ...room, person, askedAt, ...rest },
  outcome: done(askedAt + 1, { changeSeq: 7 }),
});
const refused = (askedAt: number, code: string): Send => ({
  ...{ kind: 'send', ...room, person: ZHAO, text: 'zhao#9 …', calls: [], askedAt },
  outcome: { is: 'refused', at: askedAt + 1, code },
});
const ruling = (act: Ruling['act'], askedAt: number, outcome: Ruling['outcome']): Ruling => ({
  ...{ kind: 'ruling', ...room, person: LI, act, askedAt, outcome },
});

describe('The checker of histories, of what the office rules', () => {
  it('sees what is said or done in a room that was closed before it was asked for', () => {
    expect(foundWith(deed(LI, 609, { seq: 2, act: { is: 'pin', on: true } }))).to.eql([
      'closed rooms refuse, open ones do not: li could pin number 2 in the room, which was read-only',
    ]);
  });

  it('lets be what was asked for while the room was being closed or opened', () => {
    expect(foundWith(deed(LI, 607, { seq: 2, act: { is: 'pin', on: true } }))).to.eql([]);
    expect(foundWith(deed(LI, 612, { seq: 2, act: { is: 'pin', on: true } }))).to.eql([]);
    expect(foundWith(refused(607, 'ROOM_CLOSED'))).to.eql([]);
  });

  it('sees a refusal of a room that was open', () => {
    expect(foundWith(refused(630, 'ROOM_CLOSED'))).to.eql([
      'closed rooms refuse, open ones do not: zhao could not say something: refused as closed, but the room was open',
    ]);
  });

  it('does not know whether a room is open when nobody was told that it was closed', () => {
    const closing = ruling({ is: 'state', state: 'archived' }, 625, {
      is: 'unknown',
      at: 630,
      code: 'UNAVAILABLE',
    });
    expect(foundWith(closing, refused(640, 'ROOM_CLOSED'))).to.eql([]);
  });

  it('sees somebody who is muted and can speak', () => {
    expect(foundWith(deed(ZHAO, 616, { seq: 4, act: { is: 'edit', text: 'zhao#1 改过了' } }))).to.eql([
      'the muted are silent, others are not: zhao could edit number 4, but was muted',
    ]);
  });

  it('sees somebody who is silenced and may speak, also when the time of a mute is over', () => {
    const words =
      'the muted are silent, others are not: zhao could not say something: refused as muted, but may speak';
    expect(foundWith(refused(630, 'MUTED'))).to.eql([words]);
    const short = ruling({ is: 'mute', whom: ZHAO, until: 2_000 }, 730, done(731, null));
    expect(foundWith(short, refused(1_500, 'MUTED'))).to.eql([]);
    expect(foundWith(short, refused(9_500, 'MUTED'))).to.eql([words]);
  });

  it('sees a mute that is lost, and one that nobody gave', () => {
    const none = only('fresh', (fresh) => ({ ...fresh, members: { ...fresh.members, [WANG]: null } }));
    expect(found(none)).to.include('seats converge: li reads that wang is not muted');
    const more = only('fresh', (fresh) => ({ ...fresh, members: { ...fresh.members, [LI]: MUTED_UNTIL } }));
    expect(found(more)).to.include('seats converge: zhao reads that li is muted');
  });

  it('sees a list of members that lacks somebody, or has one too many', () => {
    const lacks = only('fresh', (fresh) => ({ ...fresh, members: { [LI]: null, [WANG]: MUTED_UNTIL } }));
    expect(found(lacks)).to.include('seats converge: li misses zhao in the list');
    const more = only('fresh', (fresh) => ({ ...fresh, members: { ...fresh.members, stranger: null } }));
    expect(found(more)).to.include('seats converge: li finds stranger in the list, who has no seat');
  });

  it('sees a room whose state is not the last one acknowledged', () => {
    const closed = (entries: Entry[]) =>
      only('shown', (shown) => ({ ...shown, header: { state: 'read-only', pins: [2], memberCount: 3 } }))(
        only('standing', (s) => ({ ...s, header: { ...s.header, state: 'read-only' } }))(entries),
      );
    expect(found(closed)).to.eql(['headers converge: the room is read-only; it was made open']);
  });

  it('sees a pin that is lost, and one that nobody made', () => {
    const pinned = (pins: number[]) => (entries: Entry[]) =>
      only('shown', (shown) => ({ ...shown, header: { state: 'open', pins, memberCount: 3 } }))(
        only('standing', (s) => ({ ...s, header: { ...s.header, pins } }))(entries),
      );
    expect(found(pinned([]))).to.eql([
      'headers converge: number 2 is not pinned, against the last acknowledged act',
    ]);
    expect(found(pinned([2, 3]))).to.eql([
      'headers converge: number 3 is pinned, against the last acknowledged act',
    ]);
  });

  it('sees one client with an old header, and a wrong number of members', () => {
    const old = only('shown', (shown) =>
      shown.person === ZHAO ? { ...shown, header: { state: 'open', pins: [], memberCount: 3 } } : shown,
    );
    expect(found(old)).to.eql([
      'headers converge: zhao sees with an old client open, 3 members, pins []; li sees open, 3 members, pins [2]',
    ]);
    const fewer = (entries: Entry[]) =>
      only(
        'shown',
        () => null,
      )(only('standing', (s) => ({ ...s, header: { ...s.header, memberCount: 2 } }))(entries));
    expect(found(fewer)).to.eql(['headers converge: the room counts 2 members, 3 sit there']);
  });
});

describe('The checker of histories, of who is called', () => {
  it('sees a call that is lost, one that is invented, and one that is read', () => {
    const mentions = (...seqs: number[]) =>
      only('standing', (s) => (s.person === ZHAO ? { ...s, mentions: seqs } : s));
    expect(found(mentions())).to.eql([
      'mentions are kept: lost: number 7 calls zhao, whose inbox does not say so',
    ]);
    expect(found(mentions(7, 8))).to.eql([
      'mentions are kept: zhao is told of a call in number 8, which is read or does not call them',
    ]);
    const read = only('standing', (s) => (s.person === ZHAO ? { ...s, readSeq: 8, unread: 1 } : s));
    expect(found(read)).to.include(
      'mentions are kept: zhao is told of a call in number 7, which is read or does not call them',
    );
  });

  it('asks no call of an inbox whose person was not there all the time', () => {
    const called = only('send', (send) => (send.text.startsWith('li#3') ? { ...send, calls: [WANG] } : send));
    const none = only('standing', (s) => ({ ...s, mentions: [] }));
    expect(found((entries) => none(called(entries)))).to.eql([]);
  });

  it('sees a list of confirmations that is wrong of somebody, or names strangers', () => {
    const wrong = only('confirmations', (list) => ({ ...list, done: [LI], open: [WANG, ZHAO, 'stranger'] }));
    expect(found(wrong)).to.eql([
      'confirmations are right: who has confirmed number 2: names stranger, who has no seat',
      'confirmations are right: who has confirmed number 2: wrong of wang',
    ]);
  });

  it('sees a report that is lost, doubled, or invented', () => {
    expect(found(only('waiting', () => null))).to.eql([
      'reports wait for the office: lost: the report of number 7 by zhao',
    ]);
    expect(foundWith({ kind: 'waiting', ...room, seq: 7, person: ZHAO })).to.eql([
      'reports wait for the office: doubled: the report of number 7 by zhao',
    ]);
    expect(foundWith({ kind: 'waiting', ...room, seq: 8, person: LI })).to.eql([
      'reports wait for the office: invented: the report of number 8 by li',
    ]);
  });

  it('sees an inbox that lacks a room, and one that has a room too many', () => {
    const lacks = only('standing', (s) => (s.person === LI ? null : s));
    expect(found(lacks)).to.include('inboxes are complete: lost from the inbox of li');
    const more = only('standing', (s) => (s.person === LI ? { ...s, person: 'stranger' } : s));
    expect(found(more)).to.include('inboxes are complete: in the inbox of stranger, who has no seat');
  });

  it('sees changes that are told to somebody after their removal', () => {
    const edit = deed(LI, 720, { seq: 7, act: { is: 'edit', text: 'li#3 王走了' } });
    const told: Entry = { kind: 'heard-change', listening: 'wang-wire', at: 730, changeSeq: 7 };
    expect(foundWith(edit, { ...told, at: 870 })).to.eql([]);
    expect(foundWith(edit, told)).to.eql([
      'nobody outside is told of changes: leaked: wang was told on the wire of what was changed without them',
    ]);
  });
});
