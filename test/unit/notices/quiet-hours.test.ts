import { expect } from 'chai';
import { quietUntil } from '../../../server/notices/quiet-hours.rules.ts';
import { instantAt } from '../../../server/org/index.ts';

describe('quiet hours', () => {
  const until = (time: string, from: string, to: string) =>
    quietUntil(instantAt('2022-04-29', time), { from, to })?.toISOString() ?? null;
  const at = (day: string, time: string) => instantAt(day, time).toISOString();

  it('begin with their first minute and end before their last', () => {
    expect(until('12:29', '12:30', '14:00')).to.equal(null);
    expect(until('12:30', '12:30', '14:00')).to.equal(at('2022-04-29', '14:00'));
    expect(until('13:59', '12:30', '14:00')).to.equal(at('2022-04-29', '14:00'));
    expect(until('14:00', '12:30', '14:00')).to.equal(null);
  });

  it('go on over midnight', () => {
    expect(until('21:30', '21:00', '07:30')).to.equal(at('2022-04-30', '07:30'));
    expect(until('00:00', '21:00', '07:30')).to.equal(at('2022-04-29', '07:30'));
    expect(until('07:29', '21:00', '07:30')).to.equal(at('2022-04-29', '07:30'));
    expect(until('07:30', '21:00', '07:30')).to.equal(null);
  });

  it('that end at midnight end with the day', () => {
    expect(until('23:59', '20:00', '00:00')).to.equal(at('2022-04-30', '00:00'));
    expect(until('00:00', '20:00', '00:00')).to.equal(null);
  });
});
