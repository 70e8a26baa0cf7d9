import { expect } from 'chai';
import { v7 } from 'uuid';
import {
  changeOf,
  dutyDoc,
  nextAtOf,
  remindingDay,
  saidOf,
  whenToSend,
} from '../../../server/notices/duties.rules.ts';
import type { Owed, Standing } from '../../../server/notices/owed.rules.ts';
import { makeWorkCalendar } from '../../../server/org/calendar/calendar.rules.ts';
import { instantAt } from '../../../server/org/index.ts';
import type { CongressId, RoomId, SuggestionId, UnitId } from '../../../shared/ids.ts';

const days = makeWorkCalendar([]);
const unitId = v7() as UnitId;
const at = (date: string, time = '09:00') => instantAt(date, time);
const contact: Owed = {
  ...{ key: `R6|unit:${unitId}|1|2022-04-01`, rule: 'R6', ower: { kind: 'unit', unitId }, round: 1 },
  ...{ since: '2022-04-01', due: '2022-04-29', state: 'open', closedOn: null, facts: { phase: 'pre' } },
};
const nobody = { leadId: null, seconderIds: [], delegationId: null, committeeUnitId: null, tracks: [] };
const standing = (owed: readonly Owed[], tellings: Standing['tellings'] = []): Standing => ({
  ...{ congressId: v7() as CongressId, suggestionId: v7() as SuggestionId, roomId: v7() as RoomId },
  ...{
    session: 5,
    number: '7238',
    title: '关于加强基层医疗的建议',
    reminders: {},
    owed,
    tellings,
    parties: nobody,
  },
});

/** The only duty of a case, as it is kept on a day, and what changes of it when the record says this later. */
function kept(owed: Owed, now: Date) {
  const case_ = standing([owed]);
  const [said] = saidOf(case_);
  if (!said) throw new Error('nothing is said');
  const doc = dutyDoc(case_, said, { days, now });
  const change = (then: Owed | null, later: Date) =>
    changeOf(doc, then ? saidOf(standing([then])).get(then.key) : undefined, {
      days,
      now: later,
      reminders: {},
    });
  return { doc, change };
}

describe('a duty that is kept', () => {
  it('is known by suggestion and key, belongs to its unit, and waits for its first reminder at nine', () => {
    const { doc } = kept(contact, at('2022-04-01'));
    expect(doc._id).to.equal(`${doc.suggestionId}|${contact.key}`);
    expect(doc).to.include({
      unitId,
      personId: null,
      delegationId: null,
      by: '2022-04-29',
      state: 'open',
      turn: 0,
    });
    expect(doc.nextAt).to.deep.equal(at('2022-04-11'));
  });

  it('waits at once, when its reminders are past already', () => {
    expect(kept(contact, at('2022-04-20')).doc.nextAt).to.deep.equal(at('2022-04-18'));
  });

  it('sorts behind all days, when nothing says by when', () => {
    expect(kept({ ...contact, due: null }, at('2022-04-01')).doc).to.include({ due: null, by: '9999-12-31' });
  });

  it('does not change while the record says the same', () => {
    const { change } = kept(contact, at('2022-04-01'));
    expect(change(contact, at('2022-04-02'))).to.equal(null);
  });

  it('moves with its last day, and its reminders with it', () => {
    const { change } = kept(contact, at('2022-04-20'));
    const moved = change({ ...contact, due: '2022-05-31' }, at('2022-05-01'));
    expect(moved).to.include({ due: '2022-05-31', by: '2022-05-31' });
  });

  it('ends when it was done, and is reminded of no more', () => {
    const { change } = kept(contact, at('2022-04-01'));
    const done = change({ ...contact, state: 'late', closedOn: '2022-05-05' }, at('2022-05-05'));
    expect(done).to.deep.equal({ state: 'late', closedOn: '2022-05-05', nextAt: null }); // and nothing else is written
  });

  it('is moot when the record knows it no more; what was done stays done', () => {
    expect(kept(contact, at('2022-04-01')).change(null, at('2022-04-05'))).to.include({
      state: 'moot',
      nextAt: null,
    });
    const done: Owed = { ...contact, state: 'done', closedOn: '2022-04-04' };
    expect(kept(done, at('2022-04-05')).change(null, at('2022-04-06'))).to.equal(null);
  });

  it('is looked at once more on the day after its last, where its time simply ends', () => {
    const window: Owed = { ...contact, rule: 'R4', key: 'R4', due: '2022-04-18' };
    const decided = ['R4|due-2wd', 'R4|due+0d'];
    const { doc } = kept(window, at('2022-04-01'));
    const next = (now: Date) => nextAtOf({ ...doc, decided }, {}, { days, now });
    expect(next(at('2022-04-18'))).to.deep.equal(at('2022-04-19'));
    expect(next(at('2022-04-19'))).to.equal(null);
  });
});

describe('a telling that is kept', () => {
  const replied = { key: 'R15|7|u', rule: 'R15', on: '2022-06-20', due: null, unitId } as const;
  const told = standing([], [replied]);
  const [said] = saidOf(told);
  if (!said) throw new Error('nothing is said');

  it('waits to be said on its day, and nobody owes it', () => {
    const doc = dutyDoc(told, said, { days, now: at('2022-06-20', '15:00') });
    expect(doc).to.include({ state: 'telling', since: '2022-06-20', due: null });
    expect(doc.nextAt).to.deep.equal(at('2022-06-20'));
  });

  it('stays told', () => {
    const doc = {
      ...dutyDoc(told, said, { days, now: at('2022-06-20') }),
      state: 'told' as const,
      nextAt: null,
    };
    expect(changeOf(doc, said[1], { days, now: at('2022-06-21'), reminders: {} })).to.equal(null);
    expect(changeOf(doc, undefined, { days, now: at('2022-06-21'), reminders: {} })).to.equal(null);
  });
});

describe('the day of whose reminders it is time', () => {
  it('is today from nine o’clock on, yesterday before', () => {
    expect(remindingDay(at('2022-04-11', '08:59'))).to.equal('2022-04-10');
    expect(remindingDay(at('2022-04-11', '09:00'))).to.equal('2022-04-11');
  });
});

describe('the hours for reminding', () => {
  const cases: [string, Date, Date][] = [
    ['a working morning: now', at('2022-04-11', '09:00'), at('2022-04-11', '09:00')],
    ['just before ten at night: now', at('2022-04-11', '21:59'), at('2022-04-11', '21:59')],
    ['ten at night: tomorrow at nine', at('2022-04-11', '22:00'), at('2022-04-12', '09:00')],
    ['before eight: at nine', at('2022-04-11', '07:59'), at('2022-04-11', '09:00')],
    ['eight: now', at('2022-04-11', '08:00'), at('2022-04-11', '08:00')],
    ['Friday night: Monday', at('2022-04-15', '23:00'), at('2022-04-18', '09:00')],
    ['Saturday noon: Monday', at('2022-04-16', '12:00'), at('2022-04-18', '09:00')],
    ['a make-up Saturday: now', at('2022-04-02', '12:00'), at('2022-04-02', '12:00')],
    ['the eve of Labour Day: after it', at('2022-04-29', '22:30'), at('2022-05-05', '09:00')],
  ];
  for (const [what, now, then] of cases) {
    it(`on ${what}`, () => {
      expect(whenToSend(now, days)).to.deep.equal(then);
    });
  }
});
