import { expect } from 'chai';
import fc from 'fast-check';
import type { ReminderOffset, Span } from '../../../shared/policies.ts';
import { makeWorkCalendar } from '../../../server/org/calendar/calendar.rules.ts';
import { daysBetween, plusDays } from '../../../server/org/calendar/civil-date.rules.ts';
import { before as beforeDue, dayOf, dueDay, share } from '../../../server/org/calendar/counting.rules.ts';

const calendar = makeWorkCalendar([]);
const UNITS = { wd: 'workdays', d: 'days', m: 'months' } as const;
const span = (text: string): Span => {
  const [n, unit] = text.split(' ') as [string, keyof typeof UNITS];
  return { n: Number(n), unit: UNITS[unit] };
};
const due = (since: string, text: string) => dueDay(since, span(text), calendar);
const warned = (last: string, text: string) => beforeDue(last, span(text), calendar);

describe('the last day of a term', () => {
  it('of months is the corresponding day, or the month’s end where there is none', () => {
    expect(due('2022-11-30', '3 m')).to.equal('2023-02-28');
    expect(due('2023-11-30', '3 m')).to.equal('2024-02-29'); // leap year
    expect(due('2022-08-31', '6 m')).to.equal('2023-02-28');
    expect(due('2024-02-29', '12 m')).to.equal('2025-02-28');
    expect(due('2022-05-31', '1 m')).to.equal('2022-06-30');
    expect(due('2022-04-01', '3 m')).to.equal('2022-07-01');
  });

  it('of days or months that is a day of rest gives way to the next working day', () => {
    expect(due('2022-04-20', '10 d')).to.equal('2022-05-05'); // 04-30 begins Labour Day’s holiday
    expect(due('2022-07-01', '3 m')).to.equal('2022-10-08'); // National Day, then a make-up Saturday
    expect(due('2023-06-05', '5 d')).to.equal('2023-06-12'); // Saturday → Monday
    expect(due('2022-06-30', '6 m')).to.equal('2022-12-30');
    expect(due('2022-09-30', '3 m')).to.equal('2022-12-30');
    expect(due('2022-07-31', '5 m')).to.equal('2023-01-03'); // New Year’s holiday begins on 12-31
  });

  it('stays on a Saturday or Sunday that is made up', () => {
    expect(due('2022-03-02', '1 m')).to.equal('2022-04-02');
    expect(due('2024-01-11', '1 m')).to.equal('2024-02-18'); // 02-11 lies in Spring Festival; Sunday 02-18 is made up
    expect(due('2022-04-20', '4 d')).to.equal('2022-04-24');
  });

  it('counts working days over each Spring Festival as its notice has it', () => {
    expect(due('2022-01-28', '5 wd')).to.equal('2022-02-09'); // 01-29 and 01-30 are made up
    expect(due('2023-01-20', '5 wd')).to.equal('2023-02-01'); // 01-28 and 01-29
    expect(due('2024-02-08', '5 wd')).to.equal('2024-02-21'); // 02-09 is worked, 02-18 made up
    expect(due('2025-01-27', '5 wd')).to.equal('2025-02-10'); // 02-08
    expect(due('2026-02-13', '5 wd')).to.equal('2026-02-27'); // 02-14
  });

  it('leaves Spring Festival when months end in it', () => {
    expect(due('2021-10-31', '3 m')).to.equal('2022-02-07');
    expect(due('2022-10-21', '3 m')).to.equal('2023-01-28');
    expect(due('2023-11-10', '3 m')).to.equal('2024-02-18');
    expect(due('2024-10-28', '3 m')).to.equal('2025-02-05');
    expect(due('2025-12-15', '2 m')).to.equal('2026-02-24');
  });

  it('goes by the law alone in a year whose notice is not known, which can be told', () => {
    expect(calendar.isProvisional(2027)).to.equal(true);
    expect(due('2026-11-05', '3 m')).to.equal('2027-02-11'); // 除夕 … 初三 and their substitutes
    expect(due('2027-02-04', '1 wd')).to.equal('2027-02-11');
  });

  it('moves with the congress’s own entries', () => {
    const mine = makeWorkCalendar([{ date: '2022-07-01', kind: 'rest', name: '停电', source: 'own' }]);
    expect(dueDay('2022-04-01', span('3 m'), mine)).to.equal('2022-07-04');
  });
});

describe('a day before the last one', () => {
  it('counts working days backwards, over rest and made-up days', () => {
    expect(warned('2022-05-05', '2 wd')).to.equal('2022-04-28');
    expect(warned('2022-04-06', '1 wd')).to.equal('2022-04-02'); // made-up Saturday before Qingming
    expect(warned('2024-02-18', '1 wd')).to.equal('2024-02-09');
  });

  it('of days or months that is a day of rest gives way to the working day before it', () => {
    expect(warned('2022-07-01', '30 d')).to.equal('2022-06-01');
    expect(warned('2022-07-04', '1 d')).to.equal('2022-07-01'); // Sunday → Friday
    expect(warned('2022-10-08', '3 d')).to.equal('2022-09-30');
    expect(warned('2022-11-01', '1 m')).to.equal('2022-09-30');
  });
});

describe('a share of a term', () => {
  const term = { since: '2022-04-01', due: '2022-07-01' }; // 91 days

  it('is the working day on which so much of its calendar days is over', () => {
    expect(share(term, 50, calendar)).to.equal('2022-05-17'); // 46 days
    expect(share(term, 70, calendar)).to.equal('2022-06-06'); // 64 days: Dragon Boat Saturday → Monday
  });

  it('never comes after the last day', () => {
    const short = { since: '2022-09-29', due: '2022-09-30' };
    expect(share(short, 70, calendar)).to.equal('2022-09-30');
    expect(share({ since: '2022-09-28', due: '2022-10-02' }, 90, calendar)).to.equal('2022-10-02');
  });
});

describe('an offset of a reminder', () => {
  const duty = { since: '2022-04-01', due: '2022-07-01' };
  const day = (offset: ReminderOffset, at: { since: string; due: string | null } = duty) =>
    dayOf(offset, at, calendar);

  it('is counted from the beginning or from the last day, forwards or backwards', () => {
    expect(day({ from: 'since', n: 5, unit: 'workdays' })).to.equal('2022-04-11');
    expect(day({ from: 'since', n: 0, unit: 'workdays' })).to.equal('2022-04-01');
    expect(day({ from: 'due', n: -15, unit: 'days' })).to.equal('2022-06-16');
    expect(day({ from: 'due', n: 0, unit: 'days' })).to.equal('2022-07-01');
    expect(day({ from: 'due', n: 1, unit: 'workdays' })).to.equal('2022-07-04');
    expect(day({ from: 'since', n: 50, unit: 'percent' })).to.equal('2022-05-17');
  });

  it('that hangs on a last day is none where there is no last day', () => {
    const endless = { since: '2022-04-01', due: null };
    expect(day({ from: 'due', n: -3, unit: 'days' }, endless)).to.equal(null);
    expect(day({ from: 'since', n: 50, unit: 'percent' }, endless)).to.equal(null);
    expect(day({ from: 'since', n: 1, unit: 'workdays' }, endless)).to.equal('2022-04-02');
  });
});

describe('counting, whatever the term', () => {
  const date = fc.integer({ min: 0, max: 365 * 8 }).map((n) => plusDays('2021-06-01', n));
  const anySpan = fc.oneof(
    fc.record({ n: fc.integer({ min: 1, max: 60 }), unit: fc.constant('workdays' as const) }),
    fc.record({ n: fc.integer({ min: 1, max: 180 }), unit: fc.constant('days' as const) }),
    fc.record({ n: fc.integer({ min: 1, max: 12 }), unit: fc.constant('months' as const) }),
  );
  const holds = <T>(values: fc.Arbitrary<T>, predicate: (value: T) => boolean) =>
    fc.assert(fc.property(values, predicate), { numRuns: 400, seed: 20220401 });

  it('ends on a working day, after the day it counts from', () => {
    holds(fc.tuple(date, anySpan), ([since, term]) => {
      const end = dueDay(since, term, calendar);
      return end > since && calendar.isWorkday(end);
    });
  });

  it('never ends earlier for whoever begins later', () => {
    holds(fc.tuple(date, fc.integer({ min: 0, max: 40 }), anySpan), ([since, later, term]) => {
      const other = dueDay(plusDays(since, later), term, calendar);
      return dueDay(since, term, calendar) <= other;
    });
  });

  it('never ends earlier for whoever is given more', () => {
    holds(fc.tuple(date, anySpan), ([since, term]) => {
      const more = dueDay(since, { ...term, n: term.n + 1 }, calendar);
      return dueDay(since, term, calendar) <= more;
    });
  });

  it('warns on a working day, before the last day, and never later than it says', () => {
    holds(fc.tuple(date, anySpan), ([last, term]) => {
      const day = beforeDue(last, term, calendar);
      const enough = term.unit !== 'days' || daysBetween(day, last) >= term.n;
      return day < last && enough && calendar.isWorkday(day);
    });
  });

  it('backwards undoes forwards, from one working day to another', () => {
    holds(fc.tuple(date, fc.integer({ min: 1, max: 60 })), ([day, n]) => {
      const start = calendar.nextWorkday(day);
      return calendar.subtractWorkdays(calendar.addWorkdays(start, n), n) === start;
    });
  });

  it('shares a term without leaving it, more per cent never earlier', () => {
    const percent = fc.integer({ min: 1, max: 98 });
    holds(fc.tuple(date, anySpan, percent), ([since, term, part]) => {
      const whole = { since, due: dueDay(since, term, calendar) };
      const day = share(whole, part, calendar);
      return day > since && day <= whole.due && day <= share(whole, part + 1, calendar);
    });
  });
});
