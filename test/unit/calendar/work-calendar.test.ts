import { expect } from 'chai';
import chineseDays from 'chinese-days';
import fc from 'fast-check';
import { makeWorkCalendar, type SpecialDay } from '../../../server/org/calendar/calendar.rules.ts';
import { isWeekend, plusDays } from '../../../server/org/calendar/civil-date.rules.ts';
import { statutoryDays } from '../../../server/org/calendar/statutory-days.rules.ts';

const calendar = makeWorkCalendar([]);
const restDays = (year: number) =>
  calendar
    .specialDays(year)
    .filter((d) => d.kind === 'rest')
    .map((d) => d.date);
const makeUpDays = (year: number) =>
  calendar
    .specialDays(year)
    .filter((d) => d.kind === 'work')
    .map((d) => d.date);

/** Runs with the machine's clock in another time zone. */
function inZone<T>(zone: string, act: () => T): T {
  const before = process.env['TZ'];
  process.env['TZ'] = zone;
  try {
    return act();
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
}

describe('work calendar', () => {
  it('works on the Saturday made up for Qingming 2022, and rests on the Monday', () => {
    expect(calendar.isWorkday('2022-04-02')).to.equal(true); // Saturday
    expect(calendar.isWorkday('2022-04-04')).to.equal(false); // Monday
    expect(calendar.isWorkday('2022-04-05')).to.equal(false);
    expect(calendar.isWorkday('2022-04-06')).to.equal(true);
  });

  it('knows all seven make-up days of 2022, as the notice (国办发明电〔2021〕11号) names them', () => {
    expect(makeUpDays(2022)).to.deep.equal([
      '2022-01-29',
      '2022-01-30',
      '2022-04-02',
      '2022-04-24',
      '2022-05-07',
      '2022-10-08',
      '2022-10-09',
    ]);
  });

  it('knows the days of the notice of 2025-11-04 for 2026', () => {
    expect(makeUpDays(2026)).to.deep.equal([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ]);
    expect(restDays(2026).filter((d) => d.startsWith('2026-02'))).to.deep.equal(
      Array.from({ length: 9 }, (_, i) => plusDays('2026-02-15', i)),
    );
  });

  it('has a notice for 2022 to 2026 and none for 2027', () => {
    expect([2022, 2023, 2024, 2025, 2026, 2027].map((y) => calendar.isProvisional(y))).to.deep.equal([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  it('takes 2027 from the law: statutory days, and a working day for each that falls on a weekend', () => {
    expect(restDays(2027)).to.deep.equal([
      '2027-01-01', // 元旦, Friday
      '2027-02-05', // 除夕, Friday
      '2027-02-06',
      '2027-02-07',
      '2027-02-08', // 初三, Monday
      '2027-02-09', // for Saturday
      '2027-02-10', // for Sunday
      '2027-04-05', // 清明, Monday
      '2027-05-01',
      '2027-05-02',
      '2027-05-03', // for Saturday
      '2027-05-04', // for Sunday
      '2027-06-09', // 端午, Wednesday
      '2027-09-15', // 中秋, Wednesday
      '2027-10-01', // 国庆, Friday
      '2027-10-02',
      '2027-10-03',
      '2027-10-04', // for Saturday
      '2027-10-05', // for Sunday
    ]);
    expect(makeUpDays(2027)).to.deep.equal([]);
    expect(calendar.specialDays(2027).every((d) => d.source === 'provisional')).to.equal(true);
  });

  it('agrees with the package’s lunar calendar and solar terms for 2020–2099', () => {
    inZone('Asia/Shanghai', () => {
      for (let year = 2020; year <= 2099; year++) {
        const days = statutoryDays(year);
        const lunar = (date: string) => chineseDays.getSolarDateFromLunar(`${year}-${date}`).date;
        expect(days.get(lunar('01-01')), `${year} 春节`).to.equal('春节');
        expect(days.get(plusDays(lunar('01-01'), -1)), `${year} 除夕`).to.equal('春节');
        expect(days.get(plusDays(lunar('01-01'), 2)), `${year} 初三`).to.equal('春节');
        expect(days.get(lunar('05-05')), `${year} 端午`).to.equal('端午节');
        expect(days.has(lunar('08-15')), `${year} 中秋`).to.equal(true); // may coincide with 国庆
        const clear = chineseDays.getSolarTermDate(year, 4, 'pure_brightness');
        expect(days.get(clear), `${year} 清明`).to.equal('清明节');
      }
    });
  });

  it('gives the statutory days of 2025 and 2026 as days off that the notices confirm', () => {
    for (const year of [2025, 2026]) {
      for (const date of statutoryDays(year).keys()) {
        const inNotice = calendar.specialDays(year).find((d) => d.date === date);
        expect(inNotice?.kind, date).to.equal('rest');
      }
    }
  });

  it('gives thirteen working days off in any year, twelve when Mid-Autumn falls into National Day', () => {
    const midAutumn = (year: number) =>
      inZone('Asia/Shanghai', () => chineseDays.getSolarDateFromLunar(`${year}-08-15`).date);
    for (let year = 2020; year <= 2099; year++) {
      const off = [...statutoryDays(year).keys()].filter((d) => !isWeekend(d));
      const coincide = midAutumn(year) >= `${year}-10-01` && midAutumn(year) <= `${year}-10-03`;
      expect(off, String(year)).to.have.length(coincide ? 12 : 13);
    }
  });

  it('counts the same in every time zone of the machine', () => {
    const there = (zone: string) => inZone(zone, () => makeWorkCalendar([]).specialDays(2022));
    expect(there('America/New_York')).to.deep.equal(there('Asia/Shanghai'));
    expect(there('Pacific/Kiritimati')).to.deep.equal(there('UTC'));
  });
});

describe('counting of working days', () => {
  it('does not count the day it starts from', () => {
    expect(calendar.addWorkdays('2023-06-05', 1)).to.equal('2023-06-06');
  });

  it('counts +5, +10, +15, +20 from the hand-over of 2022-04-01 over Qingming, the make-up days and Labour Day', () => {
    // 04-02 is a make-up Saturday, 04-03…05 Qingming, 04-24 a make-up Sunday, 04-30…05-04 Labour Day.
    expect([5, 10, 15, 20].map((n) => calendar.addWorkdays('2022-04-01', n))).to.deep.equal([
      '2022-04-11',
      '2022-04-18',
      '2022-04-24',
      '2022-04-29',
    ]);
    expect(calendar.addWorkdays('2022-04-01', 21)).to.equal('2022-05-05');
    expect(calendar.addWorkdays('2022-04-01', 23)).to.equal('2022-05-07'); // make-up Saturday
  });

  it('leaps over Spring Festival and National Day', () => {
    expect(calendar.addWorkdays('2023-01-20', 1)).to.equal('2023-01-28'); // make-up Saturday
    expect(calendar.addWorkdays('2023-09-28', 1)).to.equal('2023-10-07'); // make-up Saturday
    expect(calendar.nextWorkday('2025-10-01')).to.equal('2025-10-09');
  });

  it('takes over the turn of the year into a year without notice', () => {
    expect(calendar.addWorkdays('2026-12-31', 1)).to.equal('2027-01-04');
  });

  it('takes New Year’s holiday that begins in the old year', () => {
    expect(calendar.isWorkday('2022-12-31')).to.equal(false);
    expect(calendar.nextWorkday('2022-12-31')).to.equal('2023-01-03');
  });

  it('ends on a working day, with exactly n of them after the start (any start 2022–2030, any n)', () => {
    const start = fc.integer({ min: 0, max: 365 * 8 }).map((n) => plusDays('2022-01-01', n));
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 40 }), (date, n) => {
        const end = calendar.addWorkdays(date, n);
        let counted = 0;
        for (let day = plusDays(date, 1); day <= end; day = plusDays(day, 1)) {
          if (calendar.isWorkday(day)) counted++;
        }
        return counted === n && calendar.isWorkday(end);
      }),
      { numRuns: 200 },
    );
  });

  it('refuses a calendar in which nobody ever works', () => {
    const never: SpecialDay[] = Array.from({ length: 90 }, (_, i) => ({
      date: plusDays('2023-06-01', i),
      kind: 'rest',
      name: 'x',
      source: 'own',
    }));
    expect(() => makeWorkCalendar(never).addWorkdays('2023-06-01', 1)).to.throw(/no working day/);
  });
});

describe('counting of months', () => {
  it('ends on the corresponding day', () => {
    expect(calendar.addMonths('2022-04-01', 3)).to.equal('2022-07-01');
  });

  it('ends at the end of a month that lacks the day, leap year or not', () => {
    expect(calendar.addMonths('2022-11-30', 3)).to.equal('2023-02-28');
    expect(calendar.addMonths('2023-11-30', 3)).to.equal('2024-02-29');
    expect(calendar.addMonths('2022-08-31', 1)).to.equal('2022-09-30');
  });

  it('moves a last day of rest to the next working day', () => {
    expect(calendar.addMonths('2022-07-01', 3)).to.equal('2022-10-08'); // National Day, then the make-up Saturday
    expect(calendar.addMonths('2022-10-22', 3)).to.equal('2023-01-28'); // Spring Festival, make-up Saturday
    expect(calendar.addMonths('2023-01-10', 3)).to.equal('2023-04-10');
    expect(calendar.addMonths('2023-03-15', 1)).to.equal('2023-04-17'); // Saturday → Monday
  });

  it('keeps a last day that is a make-up Saturday', () => {
    expect(calendar.addMonths('2022-03-02', 1)).to.equal('2022-04-02');
  });

  it('passes the turn of the year', () => {
    expect(calendar.addMonths('2023-10-10', 6)).to.equal('2024-04-10');
    expect(calendar.addMonths('2022-12-15', 2)).to.equal('2023-02-15');
  });
});

describe('a congress’s own entries', () => {
  const own: SpecialDay[] = [
    { date: '2023-06-07', kind: 'rest', name: '本地节日', source: 'own' },
    { date: '2022-04-02', kind: 'rest', name: '不补班', source: 'own' },
    { date: '2027-02-20', kind: 'work', name: '补班', source: 'own' },
  ];
  const mine = makeWorkCalendar(own);

  it('outrank weekday, notice and law', () => {
    expect(mine.isWorkday('2023-06-07')).to.equal(false);
    expect(mine.isWorkday('2022-04-02')).to.equal(false);
    expect(mine.isWorkday('2027-02-20')).to.equal(true);
    expect(mine.addWorkdays('2023-06-06', 1)).to.equal('2023-06-08');
  });

  it('do not reach another calendar', () => {
    expect(calendar.isWorkday('2023-06-07')).to.equal(true);
  });

  it('are listed among the special days of their year, in order', () => {
    const days = mine.specialDays(2022);
    expect(days.find((d) => d.date === '2022-04-02')).to.deep.equal(own[1]);
    expect(days.map((d) => d.date)).to.deep.equal(days.map((d) => d.date).sort());
  });
});
