import { expect } from 'chai';
import fc from 'fast-check';
import type { EventKind } from '../../../../shared/case-events.ts';
import { stepsUntil } from '../../../../server/notices/steps.rules.ts';
import { makeWorkCalendar } from '../../../../server/org/calendar/calendar.rules.ts';
import { plusDays } from '../../../../server/org/calendar/civil-date.rules.ts';
import {
  COMMITTEE,
  given,
  handedOver,
  HELPER,
  MAIN,
  OTHER,
  promised,
  rated,
  reply,
  SECONDER,
  signed,
  spoke,
} from './history.ts';

const SEED = 20220401;
const LAST_DAY = '2023-12-31';

/** Anything that may happen, in any order: the fold refuses nothing, and neither may what reckons duties. */
const HAPPENINGS: readonly [EventKind, (on: string) => object][] = [
  ['signed-for', () => signed(MAIN)],
  ['signed-for', () => signed(HELPER, [])],
  ['contacts-named', () => ({ unitId: HELPER, contactIds: [SECONDER] })],
  ['return-requested', () => ({ unitId: MAIN, reason: '', suggestedUnitId: null, signedBy: '' })],
  ['return-refused', () => ({ unitId: MAIN })],
  ['reassigned', () => ({ fromUnitId: MAIN, to: [given(OTHER, 'lead')] })],
  ['reassigned', () => ({ fromUnitId: OTHER, to: [given(MAIN, 'lead')] })],
  ['contact-recorded', (on) => spoke('pre', on)],
  ['contact-recorded', (on) => spoke('mid', on)],
  ['contact-recorded', (on) => spoke('post', on)],
  ['opinion-filed', () => ({ unitId: HELPER, text: '', signedBy: '' })],
  ['opinion-sent-back', () => ({ unitId: HELPER })],
  ['opinion-accepted', () => ({ unitId: HELPER })],
  ['extension-requested', () => ({ unitId: MAIN, reason: '', until: '2022-09-30' })],
  ['extension-decided', () => ({ unitId: MAIN, approved: true, until: '2022-09-30' })],
  ['replied', () => reply(1, [promised('c1', '2022-12-30')])],
  ['replied', () => reply(2)],
  ['feedback-asked', () => ({ round: 1 })],
  ['feedback-asked', () => ({ round: 2 })],
  ['feedback-given', () => rated(1, true)],
  ['feedback-given', () => rated(2)],
  ['feedback-lapsed', () => ({ round: 1 })],
  ['rehandling-ordered', (on) => ({ round: 2, unitIds: [MAIN], due: plusDays(on, 30) })],
  ['rehandling-declined', () => ({ round: 1 })],
  ['commitment-reported', () => ({ commitmentId: 'c1', progress: '' })],
  ['commitment-fulfilled', () => ({ commitmentId: 'c1', text: '', signedBy: '' })],
  ['commitment-explained', () => ({ commitmentId: 'c1', text: '', signedBy: '', due: '2023-06-30' })],
  ['designated', () => ({ topicId: 't1', committeeUnitId: COMMITTEE, leaderId: null })],
  ['supervised', (on) => ({ form: 'meeting', on, summary: '' })],
  ['published', (on) => ({ on })],
];

const lives = fc.array(
  fc.record({
    days: fc.integer({ min: 0, max: 40 }),
    what: fc.integer({ min: 0, max: HAPPENINGS.length - 1 }),
  }),
  { maxLength: 25 },
);

type Life = readonly { days: number; what: number }[];

/** The case after each thing that happened, one day after it. */
function* livesOf(life: Life) {
  const found = handedOver();
  let on = '2022-04-01';
  for (const { days, what } of life) {
    on = plusDays(on, days);
    const [kind, bodyOf] = HAPPENINGS[what] ?? ['closed', () => ({})];
    found.add(on, kind, bodyOf(on));
    yield { found, today: plusDays(on, 1) };
  }
}

const check = (holds: (life: Life) => void, numRuns = 60) =>
  fc.assert(fc.property(lives, holds), { seed: SEED, numRuns });

describe('whatever happens to a case', () => {
  it('two duties never have one key, and one that is open has no end', () => {
    check((life) => {
      for (const { found, today } of livesOf(life)) {
        const owed = found.owed(today);
        const keys = owed.map((d) => d.key);
        expect(keys).to.deep.equal([...new Set(keys)]);
        for (const { state, closedOn } of owed) if (state === 'open') expect(closedOn).to.equal(null);
      }
    });
  });

  it('the reminders of a duty have names of their own, ordered by day, none before it began', () => {
    const by = { policy: { reminders: {} }, days: makeWorkCalendar([]) };
    check((life) => {
      const last = [...livesOf(life)].at(-1);
      for (const duty of last?.found.owed(last.today) ?? []) {
        const steps = stepsUntil(duty, LAST_DAY, by);
        const names = steps.map((s) => `${s.rule}|${s.offset}`);
        expect(names).to.deep.equal([...new Set(names)]);
        const on = steps.map((s) => s.day);
        expect(on).to.deep.equal(on.toSorted());
        expect(on.every((day) => day >= duty.since)).to.equal(true);
      }
    }, 40);
  });

  it('what was done late is never done in time afterwards', () => {
    check((life) => {
      const late = new Set<string>();
      for (const { found, today } of livesOf(life)) {
        for (const duty of found.owed(today)) {
          if (duty.state === 'late') late.add(duty.key);
          if (late.has(duty.key)) expect(duty.state, duty.key).to.equal('late');
        }
      }
    });
  });

  it('nothing is open once it is withdrawn', () => {
    check((life) => {
      const last = [...livesOf(life)].at(-1);
      const gone = last?.found.add(last.today, 'withdrawn').owed(last.today) ?? [];
      expect(gone.filter((d) => d.state === 'open')).to.deep.equal([]);
    });
  });
});
