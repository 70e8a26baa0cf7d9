import { expect } from 'chai';
import {
  civilDateOf,
  instantAt,
  isWeekend,
  plusDays,
  plusMonths,
} from '../../../server/org/calendar/civil-date.rules.ts';

describe('civil dates in Asia/Shanghai', () => {
  it('change at 16:00 UTC', () => {
    expect(civilDateOf(new Date('2022-03-31T15:59:59.999Z'))).to.equal('2022-03-31');
    expect(civilDateOf(new Date('2022-03-31T16:00:00.000Z'))).to.equal('2022-04-01');
  });

  it('make instants that read back as the same day', () => {
    expect(instantAt('2022-04-11', '09:00').toISOString()).to.equal('2022-04-11T01:00:00.000Z');
    expect(instantAt('2022-07-11', '09:00').toISOString()).to.equal('2022-07-11T01:00:00.000Z'); // no summer time
    expect(civilDateOf(instantAt('2022-12-31', '23:59'))).to.equal('2022-12-31');
    expect(civilDateOf(instantAt('2023-01-01', '00:00'))).to.equal('2023-01-01');
  });

  it('agree with the time zone database, hour by hour through a year', () => {
    const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
    for (let hour = 0; hour < 366 * 24; hour++) {
      const at = new Date(Date.UTC(2024, 0, 1, hour));
      expect(civilDateOf(at)).to.equal(shanghai.format(at));
    }
  });

  it('step over month ends and leap days', () => {
    expect(plusDays('2024-02-28', 1)).to.equal('2024-02-29');
    expect(plusDays('2023-02-28', 1)).to.equal('2023-03-01');
    expect(plusDays('2023-01-01', -1)).to.equal('2022-12-31');
  });

  it('know weekends', () => {
    expect(['2022-04-01', '2022-04-02', '2022-04-03', '2022-04-04'].map(isWeekend)).to.deep.equal([
      false,
      true,
      true,
      false,
    ]);
  });

  it('add months by the corresponding day or the month’s end', () => {
    expect(plusMonths('2023-01-31', 1)).to.equal('2023-02-28');
    expect(plusMonths('2024-01-31', 1)).to.equal('2024-02-29');
    expect(plusMonths('2023-12-31', 2)).to.equal('2024-02-29');
    expect(plusMonths('2023-03-15', 12)).to.equal('2024-03-15');
  });
});
