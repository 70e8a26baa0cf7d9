import { expect } from 'chai';
import type { Span } from '../../../../shared/policies.ts';
import type { CivilDate, CongressId, SuggestionId } from '../../../../shared/ids.ts';
import { makeWorkCalendar } from '../../../../server/org/calendar/calendar.rules.ts';
import { leastDays } from '../../../../server/org/index.ts';
import { makeTermsOver } from '../../../../server/suggestions/case/terms-over.actions.ts';
import { jurisdictionOf } from '../../../../server/suggestions/policy/jurisdictions.rules.ts';
import { resolved } from '../../../../server/suggestions/policy/policy.rules.ts';

describe('terms that end by themselves', () => {
  const days = makeWorkCalendar([]);
  const national = resolved(jurisdictionOf('national'), { overrides: {}, version: 1 });
  const lengths: Record<string, Span> = {
    slow: { n: 6, unit: 'months' },
    quick: { n: 10, unit: 'workdays' },
  };
  const asked: CivilDate[] = [];
  const waiting = [
    ['slow', '2022-04-01'],
    ['slow', '2022-09-01'],
    ['quick', '2022-09-01'],
    ['quick', '2022-09-30'],
  ].map(([congress = '', since = ''], i) => ({
    ...{ suggestionId: `s${i + 1}` as SuggestionId, congressId: congress as CongressId },
    ...{ policy: { profile: 'national' as const, version: 1 }, since },
  }));
  const over = makeTermsOver({
    policies: {
      ofCase: ({ congressId }) =>
        Promise.resolve({
          ...national,
          terms: { ...national.terms, archive: { ...national.terms.archive, ...lengths[congressId] } },
        }),
      leastDaysOf: () => Promise.resolve(Math.min(...Object.values(lengths).map(leastDays))),
    },
    calendar: { forCongress: () => Promise.resolve(days) },
  });
  const on = (today: CivilDate) =>
    over(
      'archive',
      (day) => {
        asked.push(day);
        return Promise.resolve(waiting.filter(({ since }) => since < day));
      },
      today,
    );

  it('are over the day after the last, in each congress by its own length', async () => {
    expect(await on('2022-09-16'), 'on the last day').to.deep.equal([]);
    expect(await on('2022-09-17')).to.deep.equal(['s3']);
    expect(await on('2022-10-09')).to.deep.equal(['s1', 's3']);
  });

  it('are looked at only where they can be over in some congress', async () => {
    await on('2022-10-09');
    expect(asked.at(-1)).to.equal('2022-09-29');
  });

  it('never last less than is reckoned with, on whatever day they begin', () => {
    const since = Array.from({ length: 366 }, (_, i) =>
      new Date(Date.UTC(2023, 0, 1 + i)).toISOString().slice(0, 10),
    );
    for (const day of since) {
      const later = new Date(Date.parse(day) + leastDays({ n: 1, unit: 'months' }) * 86_400_000);
      expect(days.addMonths(day, 1) >= later.toISOString().slice(0, 10), day).to.equal(true);
    }
  });
});
