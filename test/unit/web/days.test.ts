import { expect } from 'chai';
import {
  civilDateOf,
  dayName,
  daysBetween,
  inputOfInstant,
  instantOfInput,
  recentDayName,
  wallClockOf,
} from '../../../web/src/wording/days.rules.ts';

describe('days and times on the screens', () => {
  it('are those of Shanghai wherever the browser is', () => {
    expect(civilDateOf('2022-04-01T16:30:00.000Z')).to.equal('2022-04-02');
    expect(wallClockOf('2022-04-01T16:30:00.000Z')).to.equal('00:30');
  });

  it('go through an input field and back unchanged', () => {
    const ms = Date.parse('2022-04-01T16:30:00.000Z');
    expect(inputOfInstant(ms)).to.equal('2022-04-02T00:30');
    expect(instantOfInput('2022-04-02T00:30')).to.equal('2022-04-01T16:30:00.000Z');
    expect(instantOfInput('')).to.equal(null);
  });

  it('are named with the year only when it is another', () => {
    expect(dayName('2022-06-30', '2022-04-01', 'zh-CN')).to.equal('6月30日');
    expect(dayName('2023-06-30', '2022-04-01', 'zh-CN')).to.equal('2023年6月30日');
  });

  it('are today and yesterday while they are', () => {
    expect(recentDayName('2022-04-01', '2022-04-01', 'zh-CN')).to.equal('今天');
    expect(recentDayName('2022-03-31', '2022-04-01', 'zh-CN')).to.equal('昨天');
    expect(recentDayName('2022-03-30', '2022-04-01', 'zh-CN')).to.equal('3月30日');
    expect(daysBetween('2022-02-28', '2022-03-01')).to.equal(1);
  });
});
