import { expect } from 'chai';
import { v7 } from 'uuid';
import {
  dutyOf,
  isSuperseded,
  nextAfter,
  stepsDue,
  whenToSend,
  type NewDuty,
} from '../../../server/notices/duties.rules.ts';
import {
  REMINDER_RULES,
  reminderRule,
  type RuleName,
} from '../../../server/notices/reminder-policy.rules.ts';
import { makeWorkCalendar } from '../../../server/org/calendar/calendar.rules.ts';
import { instantAt } from '../../../server/org/index.ts';
import type { CongressId, RoomId, SuggestionId, UnitId } from '../../../shared/ids.ts';

const calendar = makeWorkCalendar([]);
const row: NewDuty = {
  rule: 'R6',
  congressId: v7() as CongressId,
  suggestionId: v7() as SuggestionId,
  roomId: v7() as RoomId,
  number: '7238',
  title: '关于加强基层医疗的建议',
  unitId: v7() as UnitId,
  unitName: '国家卫生健康委员会',
  since: '2022-04-01',
};
const duty = dutyOf(row, 1, calendar);
const at = (date: string, time = '09:00') => instantAt(date, time);

describe('the table of reminder rules', () => {
  it('has ascending steps, the last of them on the due day, and a source', () => {
    for (const name of Object.keys(REMINDER_RULES) as RuleName[]) {
      const rule = reminderRule(name);
      const steps = rule.steps.map((s) => s.step);
      expect(steps).to.deep.equal([...new Set(steps)].sort((a, b) => a - b));
      expect(steps.at(-1)).to.equal(rule.due);
      expect(rule.source).to.match(/\d/);
      expect(rule.steps.every((s) => s.roomCard || s.notify.length > 0)).to.equal(true);
    }
  });

  it('tells leaders and the congress office on the due day only', () => {
    const high = REMINDER_RULES.R6.steps.filter((s) => s.notify.includes('unit-leaders'));
    expect(high.map((s) => s.step)).to.deep.equal([20]);
  });
});

describe('a duty opened by the hand-over of 2022-04-01', () => {
  it('is due on the 20th working day', () => {
    expect(duty.due).to.equal('2022-04-29');
  });

  it('has its reminders at nine in Shanghai on working days 5, 10, 15 and 20', () => {
    expect(duty.steps.map((s) => [s.step, s.at.toISOString()])).to.deep.equal([
      [5, '2022-04-11T01:00:00.000Z'],
      [10, '2022-04-18T01:00:00.000Z'],
      [15, '2022-04-24T01:00:00.000Z'], // make-up Sunday
      [20, '2022-04-29T01:00:00.000Z'],
    ]);
    expect(duty.nextAt).to.deep.equal(duty.steps[0]?.at);
  });

  it('has nothing due a millisecond before nine, and step 5 at nine', () => {
    expect(stepsDue(duty, new Date(at('2022-04-11').getTime() - 1)).latest).to.equal(null);
    expect(stepsDue(duty, at('2022-04-11'))).to.deep.equal({ latest: 5, superseded: [] });
  });

  it('sends only the latest of several past steps', () => {
    expect(stepsDue(duty, at('2022-04-24'))).to.deep.equal({ latest: 15, superseded: [5, 10] });
    expect(stepsDue({ ...duty, reminded: 5 }, at('2022-04-24'))).to.deep.equal({
      latest: 15,
      superseded: [10],
    });
  });

  it('looks again at the first step beyond the decided ones, never after the last', () => {
    expect(nextAfter(duty.steps, 10)).to.deep.equal(duty.steps[2]?.at);
    expect(nextAfter(duty.steps, 20)).to.equal(null);
  });

  it('lets a step fall silent when the next one has come', () => {
    expect(isSuperseded(duty, 5, at('2022-04-17'))).to.equal(false);
    expect(isSuperseded(duty, 5, at('2022-04-18'))).to.equal(true);
    expect(isSuperseded(duty, 20, at('2022-12-01'))).to.equal(false);
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
      expect(whenToSend(now, calendar)).to.deep.equal(then);
    });
  }
});
