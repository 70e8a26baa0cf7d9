import { expect } from 'chai';
import { makeWorkCalendar } from '../../../../server/org/calendar/calendar.rules.ts';
import type { Heard } from '../../../../server/suggestions/duties/owing.rules.ts';
import { type Basis, makeStandingOf } from '../../../../server/suggestions/duties/standing.actions.ts';
import { jurisdictionOf } from '../../../../server/suggestions/policy/jurisdictions.rules.ts';
import { resolved } from '../../../../server/suggestions/policy/policy.rules.ts';
import { handedOver, HELPER, MAIN, rulesOf, signed } from './history.ts';

describe('how a case stands', () => {
  const days = makeWorkCalendar([]);
  const policy = resolved(jurisdictionOf('national'), { overrides: {}, version: 1 });
  let of = handedOver();
  let moment: Omit<Basis, 'revision'>;
  let histories = 0;

  const asked = (ids: readonly string[]) => [of.found].filter((found) => ids.includes(found.suggestionId));
  const standingOf = () =>
    makeStandingOf(
      {
        basesOf: (ids) =>
          Promise.resolve(
            new Map(asked(ids).map(({ suggestionId, revision }) => [suggestionId, { ...moment, revision }])),
          ),
        ofIds: (ids) => {
          histories += ids.length;
          return Promise.resolve(
            asked(ids).map((found) => ({ ...moment, found, room: undefined, entries: [...of.entries] })),
          );
        },
      },
      { now: () => new Date(`${moment.today}T04:00:00Z`) },
    );
  let look = standingOf();
  const open = async () => {
    const { suggestionId } = of.found;
    return rulesOf((await look([suggestionId])).get(suggestionId)?.owed ?? []);
  };

  beforeEach(() => {
    of = handedOver();
    moment = {
      ...{ policy, days, today: '2022-04-02' },
      heard: { unansweredSince: null, lastWordOn: null },
    };
    histories = 0;
    look = standingOf();
  });

  it('is reckoned from its history once, as long as nothing is another', async () => {
    const first = await open();
    expect(first).to.include.members(['R2', 'R4']);
    expect(await open()).to.deep.equal(first);
    expect(histories).to.equal(1);
  });

  it('is reckoned anew when somebody has acted', async () => {
    await open();
    of.add('2022-04-02', 'signed-for', signed(MAIN)).add('2022-04-02', 'signed-for', signed(HELPER));
    expect(await open()).not.to.include('R2');
    expect(histories).to.equal(2);
  });

  it('is reckoned anew on another day', async () => {
    await open();
    moment = { ...moment, today: '2022-06-01' };
    expect(await open()).not.to.include('R4'); // the window has shut
    expect(histories).to.equal(2);
  });

  it('is reckoned anew when other words were heard', async () => {
    const heard: Heard = { unansweredSince: '2022-04-02', lastWordOn: null };
    expect(await open()).not.to.include('R7');
    moment = { ...moment, heard };
    expect(await open()).to.include('R7');
    moment = { ...moment, heard: { ...heard } };
    await open();
    expect(histories).to.equal(2);
  });

  it('is reckoned anew by other rules and another calendar', async () => {
    await open();
    moment = { ...moment, policy: { ...policy, version: 2 } };
    await open();
    moment = { ...moment, days: makeWorkCalendar([]) };
    await open();
    expect(histories).to.equal(3);
  });
});
