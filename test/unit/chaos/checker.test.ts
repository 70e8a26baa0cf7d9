import { expect } from 'chai';
import { violationsOf } from '../../../chaos/checker.rules.ts';
import type { Entry, Seen } from '../../../chaos/history.ts';
import { history, LI, only, STRANGER, WANG, ZHAO } from './right-history.ts';

/** What the checker says of the right history with something planted. */
const found = (plant: (entries: Entry[]) => Entry[]) =>
  violationsOf(history(plant)).map(({ rule, what }) => `${rule}: ${what}`);

/** Every reader’s record changed. */
const inRecord = (change: (seen: readonly Seen[]) => Seen[]) => (entries: Entry[]) =>
  only('shown', () => null)(only('fresh', (fresh) => ({ ...fresh, seen: change(fresh.seen) }))(entries));
const oneSeen = (seq: number, change: (seen: Seen) => Seen) =>
  inRecord((all) => all.map((seen) => (seen.seq === seq ? change(seen) : seen)));

describe('The checker of histories', () => {
  it('finds nothing in a history in which everything is as promised', () => {
    expect(violationsOf(history())).to.eql([]);
  });

  it('sees a message that is lost from the record', () => {
    const lost = oneSeen(7, (seen) => ({ ...seen, body: 'tombstone', author: '', text: '', messageId: '' }));
    expect(found(lost)).to.include(
      'acknowledged is kept: lost: "li#3" of li was acknowledged as number 7; there is tombstone  of  (change 0)',
    );
  });

  it('sees a message that one listener never heard', () => {
    const deaf = only('heard', (heard) => (heard.listening === 'li-1' && heard.seq === 4 ? null : heard));
    expect(found(deaf)).to.eql([
      'everybody hears all, once, in one order: lost: li heard numbers 1 to 9 without number 4',
    ]);
  });

  it('sees a last message that one listener never heard', () => {
    const deaf = only('heard', (heard) => (heard.listening === 'li-1' && heard.seq === 9 ? null : heard));
    expect(found(deaf)).to.eql([
      'everybody hears all, once, in one order: li listened to the end and heard nothing after number 8, but number 9 was said',
    ]);
  });

  it('sees a message that is kept twice', () => {
    const doubled = inRecord((all) => [...all, { ...(all[7] as Seen), seq: 10, messageId: 'm10' }]);
    const heads = only('fresh', (fresh) => ({ ...fresh, head: 10 }));
    expect(found((entries) => heads(doubled(entries)))).to.include(
      'nothing is doubled or invented: doubled: "zhao#2" of zhao is number 8 and number 10',
    );
  });

  it('sees a message that was not acknowledged, and is kept twice', () => {
    const unanswered = only('send', (send) =>
      send.text.startsWith('zhao#2')
        ? { ...send, outcome: { is: 'unknown', at: 900, code: 'UNAVAILABLE' } }
        : send,
    );
    const doubled = oneSeen(7, (seen) => ({ ...seen, author: ZHAO, text: 'zhao#2 是的' }));
    expect(found((entries) => doubled(unanswered(entries)))).to.include(
      'nothing is doubled or invented: doubled: "zhao#2" of zhao is number 7 and number 8',
    );
  });

  it('sees a message that a listener heard twice', () => {
    const twice = (entries: Entry[]) =>
      entries.flatMap((entry) =>
        entry.kind === 'heard' && entry.listening === 'li-1' && entry.seq === 6 ? [entry, entry] : [entry],
      );
    expect(found(twice)).to.eql([
      'everybody hears all, once, in one order: doubled: li heard number 6 twice',
    ]);
  });

  it('sees two messages that a listener heard in the other order', () => {
    const swapped = only('heard', (heard) => {
      if (heard.listening !== 'li-1' || (heard.seq !== 7 && heard.seq !== 8)) return heard;
      const seq = heard.seq === 7 ? 8 : 7;
      return { ...heard, seq, messageId: `m${seq}` };
    });
    expect(found(swapped)).to.eql([
      'everybody hears all, once, in one order: swapped: li heard number 7 after number 8',
    ]);
  });

  it('sees two messages that stand in another order than they were written in', () => {
    const swapped = only('send', (send) => (send.text.startsWith('li#3') ? { ...send, askedAt: 599 } : send));
    expect(found(swapped)).to.eql([
      'writers keep their order: swapped: li wrote "li#3" before "li#2", which are numbers 7 and 6',
    ]);
  });

  it('sees two readers who read different things', () => {
    const other = only('fresh', (fresh) =>
      fresh.person === ZHAO
        ? { ...fresh, seen: fresh.seen.map((s) => (s.seq === 8 ? { ...s, messageId: 'other' } : s)) }
        : fresh,
    );
    expect(found(other)).to.eql([
      'everybody reads the same: li and zhao read different things as number 8: text m8 of zhao "zhao#2 是的" (change 0) and text other of zhao "zhao#2 是的" (change 0)',
    ]);
  });

  it('sees a number that is neither a message nor a tombstone', () => {
    const hole = inRecord((all) => all.filter(({ seq }) => seq !== 5));
    expect(found(hole)).to.include('numbers are complete: li reads number 6 where number 5 should be');
  });

  it('sees what nobody wrote', () => {
    const invented = oneSeen(8, (seen) => ({ ...seen, text: 'nobody#1 ?' }));
    expect(found(invented)).to.include(
      'nothing is doubled or invented: invented: number 8 "nobody#1" was not written by zhao',
    );
  });

  it('sees what was told to somebody after their removal', () => {
    const leaked = (entries: Entry[]): Entry[] => [
      ...entries,
      { kind: 'heard', listening: 'wang-1', at: 710, seq: 7, messageId: 'm7' },
    ];
    expect(found(leaked)).to.eql([
      'nobody outside hears: leaked: wang heard number 7, said when they had no seat in the room',
    ]);
  });

  it('lets somebody hear late what was said before the removal', () => {
    const late = (entries: Entry[]): Entry[] =>
      only('heard', (heard) =>
        heard.listening === 'wang-1' && heard.seq === 6 ? { ...heard, at: 700 } : heard,
      )(entries);
    expect(found(late)).to.eql([]);
  });

  it('sees what is heard and read in a room by somebody who never sat there', () => {
    const leaked = (entries: Entry[]): Entry[] => [
      ...entries,
      { kind: 'listening', listening: 's', person: STRANGER, roomId: 'room-1', by: 'wire' },
      { kind: 'heard', listening: 's', at: 220, seq: 2, messageId: 'm2' },
      {
        kind: 'pry',
        person: STRANGER,
        roomId: 'room-1',
        askedAt: 400,
        outcome: { is: 'acknowledged', at: 401, got: { head: 4 } },
      },
      {
        kind: 'pry',
        person: WANG,
        roomId: 'room-1',
        askedAt: 700,
        outcome: { is: 'acknowledged', at: 701, got: { head: 7 } },
      },
    ];
    expect(found(leaked)).to.eql([
      'nobody outside hears: leaked: stranger heard number 2 on the wire, said when they had no seat in the room',
      'nobody outside reads: leaked: stranger could read the room (up to number 4) without a seat in it',
      'nobody outside reads: leaked: wang could read the room (up to number 7) without a seat in it',
    ]);
  });

  it('sees an edit that was acknowledged and is not there', () => {
    const old = oneSeen(4, (seen) => ({ ...seen, text: 'zhao#1 原来的' }));
    expect(found(old)).to.include(
      'edits and recalls converge: number 4 should read "zhao#1 改过了" after its last acknowledged edit, and reads "zhao#1 原来的"',
    );
  });

  it('lets an edit without an answer be there or not', () => {
    const unanswered = only('deed', (deed) =>
      deed.act.is === 'edit' ? { ...deed, outcome: { is: 'unknown', at: 900, code: 'UNAVAILABLE' } } : deed,
    );
    expect(found(unanswered)).to.eql([]);
    const old = oneSeen(4, (seen) => ({ ...seen, text: 'zhao#1 原来的' }));
    expect(found((entries) => old(unanswered(entries)))).to.eql([]);
  });

  it('sees a recall that did not hold, and one that nobody asked for', () => {
    const back = oneSeen(6, (seen) => ({ ...seen, body: 'text', text: 'li#2 收回' }));
    expect(found(back)).to.include(
      'edits and recalls converge: number 6 was recalled, and is there as text m6 of li "li#2 收回" (change 4)',
    );
    const gone = oneSeen(8, (seen) => ({ ...seen, body: 'recalled', text: '' }));
    expect(found(gone)).to.include(
      'edits and recalls converge: number 8 is recalled, and nobody recalled it',
    );
  });

  it('sees reactions that are not those acknowledged, and lists that do not fit', () => {
    const one = oneSeen(3, (seen) => ({ ...seen, reactions: { received: 1 } }));
    expect(found(one)).to.include('reactions converge: number 3 shows 1 × received; acknowledged are 2');
    const unlisted = only('reaction-list', (list) => ({ ...list, people: { [ZHAO]: ['received'] } }));
    expect(found(unlisted)).to.eql([
      'reactions converge: the list of reactions to number 3 lacks li (received)',
      'reactions converge: number 3 shows 2 × received, its list names 1',
    ]);
  });

  it('sees a client that shows an old state, or not all', () => {
    const stale = only('shown', (shown) =>
      shown.person === ZHAO
        ? {
            ...shown,
            seen: shown.seen.map((s) => (s.seq === 4 ? { ...s, text: 'zhao#1 原来的', changeSeq: 0 } : s)),
          }
        : shown,
    );
    expect(found(stale)).to.eql([
      'old clients show the record: zhao shows as number 4 text m4 of zhao "zhao#1 原来的" (change 0); the record is text m4 of zhao "zhao#1 改过了" (change 3)',
    ]);
    const short = only('shown', (shown) =>
      shown.person === LI ? { ...shown, seen: shown.seen.filter(({ seq }) => seq < 9) } : shown,
    );
    expect(found(short)).to.eql(['old clients show the record: li shows the room up to number 8 of 9']);
  });

  it('sees an unread count that does not fit what was read', () => {
    const miscounted = only('standing', (s) => (s.person === ZHAO ? { ...s, unread: 4 } : s));
    expect(found(miscounted)).to.eql([
      'unread is right: zhao has read up to 4 of 9, and is told that 4 are unread',
    ]);
    const fallen = only('standing', (s) => (s.person === LI ? { ...s, readSeq: 3, unread: 6 } : s));
    expect(found(fallen)).to.include(
      'unread is right: li has read up to 3 by the inbox; acknowledged was 9, and no more than 9 was ever said to be read',
    );
    const risen = only('standing', (s) => (s.person === ZHAO ? { ...s, readSeq: 9, unread: 0 } : s));
    expect(found(risen)).to.include(
      'unread is right: zhao has read up to 9 by the inbox; acknowledged was 4, and no more than 8 was ever said to be read',
    );
  });

  it('sees a list of readers that is wrong of somebody', () => {
    const wrong = only('read-list', (list) => ({ ...list, done: [LI], open: [WANG, ZHAO], commonSeq: 8 }));
    expect(found(wrong)).to.eql([
      'read lists are right: who has read number 7: wrong of wang, who has read up to 8',
      'read lists are right: everybody has read up to 4; the list says 8',
    ]);
  });
});
