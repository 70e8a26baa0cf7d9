import { expect } from 'chai';
import {
  AUDIENCES,
  REMINDERS,
  reminderRow,
  RULE_NAMES,
  type RuleName,
} from '../../../server/notices/reminder-table.rules.ts';
import {
  nextDayOf,
  nextStepAfter,
  offsetName,
  stepNamed,
  stepsInForce,
  stepsOn,
  stepsUntil,
  turnOf,
} from '../../../server/notices/steps.rules.ts';
import { makeWorkCalendar } from '../../../server/org/calendar/calendar.rules.ts';
import type { CivilDate } from '../../../shared/ids.ts';
import type { PolicyProfile } from '../../../shared/policies.ts';

type Reminders = Pick<PolicyProfile, 'reminders'>;
const days = makeWorkCalendar([]);
const by = (reminders: Reminders['reminders'] = {}) => ({ policy: { reminders }, days });
const owed = (rule: RuleName, since: CivilDate, due: CivilDate | null) => ({
  ...{ rule, since, due, facts: {} },
});

/** Rule, since, due, until, and the days on which reminders go out: counted by hand in the calendar of 2022. */
const BY_HAND: [RuleName, CivilDate, CivilDate | null, CivilDate, string[]][] = [
  ['R2', '2022-04-01', '2022-04-07', '2022-04-12', ['04-02', '04-07', '04-08', '04-11', '04-12']],
  ['R3', '2022-04-01', '2022-04-06', '2022-12-31', ['04-06']],
  ['R4', '2022-04-01', '2022-04-18', '2022-12-31', ['04-14', '04-18']],
  ['R5', '2022-04-11', '2022-04-24', '2022-12-31', ['04-18', '04-21']],
  ['R6', '2022-04-01', '2022-04-29', '2022-12-31', ['04-11', '04-18', '04-24', '04-29']],
  ['R7', '2022-05-09', null, '2022-12-31', ['05-11', '05-16']],
  [
    ...(['R8', '2022-04-01', '2022-05-05', '2022-05-09'] as const),
    ['04-25', '04-29', '05-05', '05-06', '05-07', '05-09'], // three days before is a day of rest: the one before it
  ],
  ['R9', '2022-04-25', '2022-04-28', '2022-12-31', ['04-28']],
  ['R10', '2022-04-01', '2022-07-01', '2022-12-31', ['05-17', '06-06']], // the Dragon Boat days are between
  [
    ...(['R11', '2022-04-01', '2022-07-01', '2022-07-18'] as const),
    ['06-01', '06-16', '06-24', '06-28', '06-30', '07-01', '07-04', '07-11', '07-18'], // from 07-04 on R12
  ],
  ['R13', '2022-04-01', '2022-07-01', '2022-12-31', ['06-21']],
  ['R14', '2022-06-21', null, '2022-12-31', ['06-21']],
  ['R15', '2022-06-21', null, '2022-12-31', ['06-21']],
  ['R16', '2022-06-20', '2022-06-29', '2022-12-31', ['06-23', '06-29']],
  ['R17', '2022-06-20', '2022-07-18', '2022-12-31', ['06-27', '07-04', '07-11']],
  ['R18', '2022-06-20', '2022-07-18', '2022-12-31', ['06-27']],
  ['R19', '2022-06-20', null, '2022-12-31', ['06-20']],
  ['R20', '2022-07-04', '2022-08-04', '2022-08-04', ['07-20', '07-28', '08-01', '08-04']],
  ['R21', '2022-06-20', '2022-12-30', '2023-12-31', ['11-30', '12-23', '12-30', '01-06']],
  ['R22', '2022-10-01', '2022-11-01', '2022-12-31', ['10-08', '11-01']],
  ['R23', '2022-06-20', '2022-07-18', '2022-12-31', ['07-04', '07-14']],
  ['R24', '2022-05-09', '2022-05-23', '2022-07-31', ['05-23', '06-09', '07-11']],
  ['R25', '2022-05-09', null, '2022-06-30', ['05-30', '06-14', '06-28']],
  ['R28', '2022-06-20', null, '2022-12-31', ['06-20']],
  ['R29', '2022-06-01', '2022-06-30', '2022-12-31', ['06-23']],
];

describe('the table of reminders', () => {
  it('has R1 to R29, each once', () => {
    expect(RULE_NAMES).to.deep.equal(Array.from({ length: 29 }, (_, i) => `R${i + 1}`));
  });

  it('gives no reminder that nobody hears', () => {
    for (const name of RULE_NAMES)
      for (const { room, notify } of reminderRow(name).steps)
        expect(room === true || notify.length > 0, name).to.equal(true);
  });

  it('has no steps only where another part of the product speaks', () => {
    for (const name of RULE_NAMES) {
      const { kind, steps } = reminderRow(name);
      expect(steps.length === 0, name).to.equal(kind === 'elsewhere');
    }
  });

  it('writes to deputies gently: three times at most, and never in the room', () => {
    const gentle = RULE_NAMES.filter((name) => reminderRow(name).gentle);
    expect(gentle).to.deep.equal(['R15', 'R17', 'R18']);
    for (const name of gentle) {
      expect(reminderRow(name).steps.length, name).to.be.at.most(3);
      expect(
        reminderRow(name).steps.some((s) => s.room === true || s.every !== undefined),
        name,
      ).to.equal(false);
    }
  });

  it('names no audience that no reminder is meant for', () => {
    const used = new Set(RULE_NAMES.flatMap((name) => reminderRow(name).steps.flatMap((s) => s.notify)));
    expect(AUDIENCES.filter((audience) => !used.has(audience))).to.deep.equal([]);
  });
});

describe('reminders of a duty', () => {
  for (const [rule, since, due, until, expected] of BY_HAND) {
    it(`${rule} since ${since}: ${expected.join(', ')}`, () => {
      const steps = stepsUntil(owed(rule, since, due), until, by());
      expect(steps.map((s) => s.day.slice(5))).to.deep.equal(expected);
      expect(new Set(steps.map((s) => `${s.rule}|${s.offset}`)).size).to.equal(steps.length);
    });
  }

  it('are all counted by hand above, but for those that another part gives', () => {
    const counted = new Set<RuleName>([...BY_HAND.map(([rule]) => rule), 'R12']);
    expect(
      RULE_NAMES.filter((name) => reminderRow(name).kind !== 'elsewhere' && !counted.has(name)),
    ).to.deep.equal([]);
  });

  it('have names that do not move with their days', () => {
    const names = (due: CivilDate) =>
      stepsUntil(owed('R8', '2022-04-01', due), '2022-06-10', by()).map((s) => s.offset);
    expect(names('2022-05-05').slice(0, 5)).to.deep.equal([
      'due-10d',
      'due-3d',
      'due+0d',
      'due+1wd',
      'due+1wd#2',
    ]);
    expect(names('2022-06-01').slice(0, 5)).to.deep.equal(names('2022-05-05').slice(0, 5));
  });

  it('come to the heads and the office once the last day of a reply has passed, as R12', () => {
    const late = stepsUntil(owed('R20', '2022-07-04', '2022-08-04'), '2022-08-15', by()).slice(4);
    expect(late.map((s) => [s.rule, s.day])).to.deep.equal([
      ['R12', '2022-08-05'],
      ['R12', '2022-08-12'],
    ]);
    expect(late[0]?.step.notify).to.deep.equal(['unit-leaders', 'congress-office', 'committee']);
  });

  it('are not given where they would have come before the duty began', () => {
    const short = stepsUntil(owed('R20', '2022-07-04', '2022-07-15'), '2022-07-15', by());
    expect(short.map((s) => s.offset)).to.deep.equal(['due-7d', 'due-3d', 'due+0d']);
  });

  it('are answered by a word on it, once', () => {
    const told = (heardOn: CivilDate) =>
      stepsUntil({ ...owed('R21', '2022-06-20', '2022-12-30'), facts: { heardOn } }, '2023-01-31', by()).map(
        (s) => s.offset,
      );
    expect(told('2022-11-01')).to.deep.equal(['due-7d', 'due+0d', 'due+7d']);
    expect(told('2022-12-02')).to.deep.equal(['due-30d', 'due+0d', 'due+7d']);
    expect(told('2023-01-20')).to.deep.equal(['due-30d', 'due-7d', 'due+0d', 'due+7d']);
  });
});

describe('what a jurisdiction sets', () => {
  const ten = { from: 'since', n: 10, unit: 'workdays' } as const;
  const two = { from: 'since', n: 2, unit: 'workdays' } as const;

  it('stands in the place of the table’s offsets, heard by the same people', () => {
    const policy = { reminders: { R6: { offsets: [two, ten], source: '测试' } } };
    expect(stepsInForce('R6', policy).map((s) => [offsetName(s.offset), s.notify.length])).to.deep.equal([
      ['since+2wd', 1],
      ['since+10wd', 3], // the last goes to whom the last goes
    ]);
    const steps = stepsUntil(owed('R6', '2022-04-01', '2022-04-29'), '2022-12-31', by(policy.reminders));
    expect(steps.map((s) => s.day)).to.deep.equal(['2022-04-06', '2022-04-18']);
  });

  it('may silence a rule, and changes nothing by a source alone', () => {
    expect(stepsInForce('R25', { reminders: { R25: { offsets: [], source: '测试' } } })).to.deep.equal([]);
    expect(stepsInForce('R25', { reminders: { R25: { source: '测试' } } })).to.deep.equal(
      REMINDERS.R25.steps,
    );
  });
});

describe('what goes out on a day', () => {
  const duty = owed('R11', '2022-04-01', '2022-07-01');
  const on = (today: CivilDate, ...decided: string[]) => {
    const { latest, superseded } = stepsOn(duty, today, { ...by(), decided: new Set(decided) });
    return [latest?.offset ?? null, superseded.map((s) => s.offset)];
  };

  it('is nothing before the first day', () => {
    expect(on('2022-05-31')).to.deep.equal([null, []]);
  });

  it('is only the latest, after an outage of days: the older ones are superseded', () => {
    expect(on('2022-06-30', 'R11|due-30d', 'R11|due-15d')).to.deep.equal(['due-1d', ['due-7d', 'due-3d']]);
  });

  it('is nothing that was decided before', () => {
    expect(on('2022-06-01', 'R11|due-30d')).to.deep.equal([null, []]);
  });

  it('is nothing that a later one has overtaken: not even when another word makes it due again', () => {
    const promise = owed('R21', '2022-06-08', '2022-10-29');
    const heard = { ...promise, facts: { heardOn: '2022-10-21' } }; // before it a word of August answered the first
    const decided = new Set(['R21|due-7d']);
    const { latest, superseded } = stepsOn(heard, '2022-10-21', { ...by(), decided });
    expect([latest, superseded.map((s) => s.offset)]).to.deep.equal([null, ['due-30d']]);
    expect(nextDayOf(heard, '2022-10-21', { ...by(), decided })).to.equal('2022-10-31');
  });

  it('moves with the last day, but for what was given already', () => {
    const moved = { ...duty, due: '2022-10-08' };
    const decided = new Set(['R11|due-30d']);
    expect(stepsOn(moved, '2022-09-23', { ...by(), decided }).latest?.offset).to.equal('due-15d');
    expect(stepsOn(moved, '2022-09-20', { ...by(), decided }).latest).to.equal(null);
  });

  it('is looked for again on the day of the next', () => {
    expect(nextStepAfter(duty, '2022-04-01', by())).to.equal('2022-06-01');
    expect(nextStepAfter(duty, '2022-07-01', by())).to.equal('2022-07-04');
    expect(nextStepAfter(duty, '2022-07-11', by())).to.equal('2022-07-18');
    expect(nextStepAfter(owed('R3', '2022-04-01', '2022-04-06'), '2022-04-06', by())).to.equal(null);
  });

  it('is found by looking at each next day in turn, for every rule', () => {
    for (const [rule, since, due, until] of BY_HAND) {
      const of = owed(rule, since, due);
      const found: CivilDate[] = [];
      let next = nextStepAfter(of, '2022-01-01', by());
      while (next !== null && next <= until) {
        found.push(next);
        next = nextStepAfter(of, next, by());
      }
      const planned = [...new Set(stepsUntil(of, until, by()).map((s) => s.day))];
      expect(found, rule).to.deep.equal(planned);
    }
  });
});

describe('a reminder that was decided upon', () => {
  const duty = owed('R11', '2022-04-01', '2022-07-01');
  const turn = (name: string, today: CivilDate, of: Parameters<typeof turnOf>[0] = duty) => {
    const [rule = '', offset = ''] = name.split('|');
    return turnOf(of, { rule: rule as RuleName, offset }, { ...by(), today });
  };

  it('is given on its day and after it, until a later one has come', () => {
    expect(turn('R11|due-30d', '2022-06-01')).to.equal('now');
    expect(turn('R11|due-30d', '2022-06-15')).to.equal('now');
    expect(turn('R11|due-30d', '2022-06-16')).to.equal('overtaken');
    expect(turn('R11|due+0d', '2022-07-04')).to.equal('overtaken'); // by R12
    expect(turn('R12|due+1wd', '2022-07-04')).to.equal('now');
  });

  it('waits for its new day, when its last day has moved', () => {
    expect(turn('R11|due-30d', '2022-06-01', { ...duty, due: '2022-10-08' })).to.deep.equal({
      movedTo: '2022-09-08',
    });
  });

  it('is gone when it was answered, or is no reminder of the duty any more', () => {
    const promise = { ...owed('R21', '2022-06-20', '2022-12-30'), facts: { heardOn: '2022-11-15' } };
    expect(turn('R21|due-30d', '2022-12-01', promise)).to.equal('gone');
    expect(turn('R11|due-31d', '2022-06-01')).to.equal('gone');
    expect(turn('R6|due-30d', '2022-06-01')).to.equal('gone');
    expect(stepNamed(duty, { rule: 'R6', offset: 'due+0d' }, by())).to.equal(null);
  });

  it('keeps its recipients when it is given again and again', () => {
    const again = stepNamed(duty, { rule: 'R12', offset: 'due+8d#3' }, by());
    expect(again).to.deep.equal(REMINDERS.R12.steps[1]);
  });
});

describe('the day on which the sweeper looks again', () => {
  const duty = owed('R6', '2022-04-01', '2022-04-29');
  const next = (today: CivilDate, ...decided: string[]) =>
    nextDayOf(duty, today, { ...by(), decided: new Set(decided) });

  it('is that of the latest that is past, else of the next', () => {
    expect(next('2022-04-10')).to.equal('2022-04-11');
    expect(next('2022-04-20')).to.equal('2022-04-18');
    expect(next('2022-04-20', 'R6|since+5wd', 'R6|since+10wd')).to.equal('2022-04-24');
    expect(
      next('2022-05-20', ...['since+5wd', 'since+10wd', 'since+15wd', 'due+0d'].map((o) => `R6|${o}`)),
    ).to.equal(null);
  });
});
