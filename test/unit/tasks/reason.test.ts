import { expect } from 'chai';
import { daysAt, type OpenDuty } from '../../../server/notices/index.ts';
import { makeWorkCalendar } from '../../../server/org/calendar/calendar.rules.ts';
import { causesOf, isQuiet, type Known, putOffUntil } from '../../../server/tasks/reason.rules.ts';
import { dayToPutOff } from '../../../server/tasks/put-off.rules.ts';
import type { RoomId } from '../../../shared/ids.ts';

const at = (day: string) => ({
  ...daysAt(new Date(`${day}T02:00:00.000Z`)),
  days: makeWorkCalendar([]),
});

const duty = (rule: OpenDuty['rule'], more: Partial<OpenDuty> = {}): OpenDuty => ({
  ...{ _id: `s1|${rule}`, roomId: 'r1' as RoomId, rule, since: '2022-04-01', due: null, facts: {} },
  ...{ decided: [], ...more },
});

const room = (more: Partial<Known> = {}): Known => ({
  ...{ seat: { readSeq: 5 }, seq: 5, duties: [], unansweredOn: null },
  ...more,
});

const reasonsOf = (known: Known, day = '2022-06-07') => causesOf(known, at(day)).map(({ reason }) => reason);

describe('the reason why a room asks something of somebody', () => {
  it('is nothing when nothing is owed and all is read', () => {
    expect(reasonsOf(room())).to.deep.equal([]);
  });

  it('is that a last day is over, from the day after it', () => {
    const owing = room({ duties: [duty('R11', { due: '2022-06-06' })] });
    expect(reasonsOf(owing, '2022-06-06')).to.deep.equal(['soon']);
    expect(reasonsOf(owing, '2022-06-07')).to.deep.equal(['overdue']);
  });

  it('is that a last day comes within seven days, today among them', () => {
    const owing = room({ duties: [duty('R8', { due: '2022-06-13' })] });
    expect(reasonsOf(owing, '2022-06-06')).to.deep.equal([]);
    expect(reasonsOf(owing, '2022-06-07')).to.deep.equal(['soon']);
    expect(reasonsOf(owing, '2022-06-13')).to.deep.equal(['soon']);
  });

  it('is never that a window closes in which nobody has to do anything', () => {
    const windows = [duty('R4', { due: '2022-06-01' }), duty('R13', { due: '2022-06-08' })];
    expect(reasonsOf(room({ duties: windows }))).to.deep.equal([]);
  });

  it('is a deputy’s word that waits for a working day, whatever days of rest lie between', () => {
    const waiting = (on: string) => room({ duties: [duty('R7', { since: on })], unansweredOn: on });
    expect(reasonsOf(waiting('2022-06-07'), '2022-06-07')).to.deep.equal([]);
    expect(reasonsOf(waiting('2022-06-07'), '2022-06-08')).to.deep.equal(['unanswered']);
    // 2022-06-02 was a Thursday before the Dragon Boat Festival (3 to 5 June).
    for (const day of ['2022-06-03', '2022-06-04', '2022-06-05'])
      expect(reasonsOf(waiting('2022-06-02'), day), day).to.deep.equal([]);
    expect(reasonsOf(waiting('2022-06-02'), '2022-06-06')).to.deep.equal(['unanswered']);
  });

  it('is no word that has been answered since the duty was written', () => {
    const answered = room({ duties: [duty('R7', { since: '2022-06-01' })], unansweredOn: null });
    expect(reasonsOf(answered)).to.deep.equal([]);
  });

  it('is a mention that was not read, and none that was', () => {
    const seat = { readSeq: 5, mentionSeqs: [3, 7] };
    expect(reasonsOf(room({ seat, seq: 8 }))).to.deep.equal(['mentioned', 'unread']);
    expect(reasonsOf(room({ seat: { ...seat, readSeq: 8 }, seq: 8 }))).to.deep.equal([]);
  });

  it('is an opinion to review', () => {
    expect(reasonsOf(room({ duties: [duty('R9')] }))).to.deep.equal(['opinion']);
  });

  it('is a contact or a promise once somebody was reminded of it, and a contact after the reply at once', () => {
    for (const [rule, reason] of [
      ['R6', 'contact'],
      ['R10', 'contact'],
      ['R21', 'promise'],
      ['R22', 'promise'],
    ] as const) {
      expect(reasonsOf(room({ duties: [duty(rule)] })), rule).to.deep.equal([]);
      expect(reasonsOf(room({ duties: [duty(rule, { decided: [`${rule}|x`] })] })), rule).to.deep.equal([
        reason,
      ]);
    }
    expect(reasonsOf(room({ duties: [duty('R16')] }))).to.deep.equal(['after-reply']);
  });

  it('is one of many: the most urgent, and of one kind the earliest', () => {
    const known = room({
      seat: { readSeq: 5, mentionSeqs: [6] },
      seq: 6,
      unansweredOn: '2022-06-01',
      duties: [
        duty('R21', { decided: ['R21|x'] }),
        duty('R16'),
        duty('R6', { decided: ['R6|x'] }),
        duty('R9'),
        duty('R20', { due: '2022-06-10' }),
        duty('R8', { due: '2022-06-09' }),
        duty('R7', { since: '2022-06-01' }),
        duty('R11', { due: '2022-06-01' }),
      ],
    });
    expect(reasonsOf(known)).to.deep.equal([
      ...['overdue', 'unanswered', 'soon', 'soon', 'mentioned'],
      ...['opinion', 'contact', 'after-reply', 'promise', 'unread'],
    ]);
    expect(causesOf(known, at('2022-06-07'))[2]).to.include({ rule: 'R8', due: '2022-06-09' });
  });
});

describe('a room that is put off', () => {
  const today = '2022-06-07';
  const soon = room({ duties: [duty('R11', { due: '2022-06-12' })] });
  const causeOf = (known: Known, day = today) => causesOf(known, at(day))[0] ?? null;
  const later = { until: '2022-06-09', cause: causeOf(soon)?.key ?? '' };
  const stands = (known: Known, day = today) => putOffUntil(known.seat, causeOf(known, day), day);

  it('stays away until its day', () => {
    const put = { ...soon, seat: { ...soon.seat, later } };
    expect(stands(put)).to.equal('2022-06-09');
    expect(stands(put, '2022-06-08')).to.equal('2022-06-09');
    expect(stands(put, '2022-06-09')).to.equal(null);
  });

  it('is back when it asks something else, and when its last day has moved', () => {
    const spoken = { ...soon, unansweredOn: '2022-06-01', duties: [duty('R7'), ...soon.duties] };
    expect(stands({ ...spoken, seat: { ...soon.seat, later } })).to.equal(null);
    const moved = { ...soon, duties: [duty('R11', { due: '2022-06-13' })] };
    expect(stands({ ...moved, seat: { ...soon.seat, later } })).to.equal(null);
  });

  it('is never one that is overdue, whatever was kept', () => {
    const overdue = room({ duties: [duty('R11', { due: '2022-06-06' })] });
    const kept = { until: '2022-12-31', cause: causeOf(overdue)?.key ?? '' };
    expect(stands({ ...overdue, seat: { ...overdue.seat, later: kept } })).to.equal(null);
    const asked = { cause: causeOf(overdue), duties: overdue.duties };
    for (const until of ['tomorrow', 'monday', 'before-due'] as const)
      expect(dayToPutOff(asked, until, today)).to.deep.equal({ refused: 'TOO_LATE' });
  });

  it('comes back tomorrow, next Monday, or three days before its last day if that lies ahead', () => {
    const asked = { cause: causeOf(soon), duties: soon.duties };
    expect(dayToPutOff(asked, 'tomorrow', today)).to.deep.equal({ until: '2022-06-08' });
    expect(dayToPutOff(asked, 'monday', today)).to.deep.equal({ until: '2022-06-13' });
    expect(dayToPutOff(asked, 'monday', '2022-06-13')).to.deep.equal({ until: '2022-06-20' });
    expect(dayToPutOff(asked, 'before-due', today)).to.deep.equal({ until: '2022-06-09' });
    expect(dayToPutOff(asked, 'before-due', '2022-06-09')).to.deep.equal({ refused: 'TOO_LATE' });
  });

  it('needs something to be put off, and a day to be put off to', () => {
    expect(dayToPutOff({ cause: null, duties: [] }, 'tomorrow', today)).to.deep.equal({ refused: 'NOT_YET' });
    const unread = causeOf(room({ seq: 9 }));
    expect(dayToPutOff({ cause: unread, duties: [] }, 'before-due', today)).to.deep.equal({
      refused: 'NOT_YET',
    });
  });
});

describe('a quiet room', () => {
  it('says nothing of what is only unread, and all of what is owed', () => {
    const seat = { readSeq: 5, quietFrom: 5 };
    expect(reasonsOf(room({ seat, seq: 9 }))).to.deep.equal([]);
    expect(reasonsOf(room({ seat, seq: 9, duties: [duty('R16')] }))).to.deep.equal(['after-reply']);
  });

  it('is quiet until a later mention, also after that was read', () => {
    expect(isQuiet({ readSeq: 5, quietFrom: 5, mentionSeqs: [4, 5] })).to.equal(true);
    expect(isQuiet({ readSeq: 9, quietFrom: 5, mentionSeqs: [4, 6] })).to.equal(false);
    expect(isQuiet({ readSeq: 5, quietFrom: null })).to.equal(false);
  });
});
