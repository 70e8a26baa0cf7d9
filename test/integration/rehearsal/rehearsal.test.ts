import { expect } from 'chai';
import { findingsOf, type Order, rehearse, reportOf, verdictOf } from '../../../rehearsal/index.ts';
import { engines } from '../../support/engines.ts';

/** Two working days in May on which no job runs: reminders of four rules fall upon them. */
const ORDER: Order = {
  ...{ scale: 'small', profile: 'national', seed: 7 },
  outage: { from: '2022-05-10', to: '2022-05-11' },
};

describe('a year of forty suggestions, with two days of outage', function () {
  this.timeout(900_000); // a minute and a half on a machine that does nothing else
  this.retries(0); // a year that goes well the second time went wrong the first time

  let year: Awaited<ReturnType<typeof played>>;
  before(async () => {
    year = await played();
  });

  async function played() {
    return rehearse(ORDER, await engines(), {
      onDay: () => undefined,
      look: async (given) => {
        const found = await findingsOf(given, () => undefined);
        const { surprises, runner, play } = given.stage;
        return {
          ...{ found, verdict: verdictOf(given, found), page: reportOf(given, found, 'zh') },
          ...{ surprises, failed: runner.failed, refused: [...play.refused], acts: play.acts },
          ...{ counts: runner.counts, left: play.agenda.left(), bells: given.bells },
        };
      },
    });
  }

  it('gives every reminder that an independent count of the histories finds, and no other, each once', () => {
    const { differences, tally } = year.found;
    expect(differences.slice(0, 30), `${differences.length} differences`).to.eql([]);
    const sent = [...tally.byChannel.values()].flatMap((c) => [...c.values()]).reduce((a, b) => a + b, 0);
    expect(sent).to.be.greaterThan(400);
  });

  it('says in rooms and to people exactly what its evidence has', () => {
    expect(year.found.strayCards).to.equal(0);
    expect(year.found.strayNotices).to.equal(0);
  });

  it('keeps the invariants of every case, and each history replays to what is stored', () => {
    expect(year.found.violations).to.eql([]);
    expect(year.found.breaks).to.eql([]);
    expect(year.found.suggestions).to.be.at.least(40);
  });

  it('refuses nobody who acted by the rules, and meets nothing that nobody foresaw', () => {
    expect(year.refused).to.eql([]);
    expect(year.surprises).to.eql([]);
    expect(year.failed).to.eql([]);
  });

  it('shows people as they are: late, asking for time, giving back, dissatisfied, silent', () => {
    const { kinds, states } = year.found.tally;
    const wanted = ['return-requested', 'extension-decided', 'opinion-sent-back', 'rehandling-ordered'];
    for (const kind of [
      ...wanted,
      'feedback-lapsed',
      'commitment-fulfilled',
      'designated',
      'published',
      'archived',
    ])
      expect(kinds.get(kind) ?? 0, kind).to.be.greaterThan(0);
    expect(states.get('archived') ?? 0).to.be.greaterThan(8);
  });

  it('bears jobs that run twice at once, and jobs whose worker died', () => {
    expect(year.counts.twice).to.be.greaterThan(0);
    expect(year.counts.lost).to.be.greaterThan(0);
    expect(year.found.tally.byState.get('R11')?.get('pending') ?? 0).to.equal(0);
  });

  it('writes a page with charts that needs nothing else', () => {
    expect(year.page).to.match(/^<!doctype html>/);
    expect(year.page.match(/<svg /g)).to.have.length(3);
    expect(year.page).not.to.match(/<script|src=|href=/);
    expect(Object.values(year.verdict).every((n) => n === 0)).to.equal(true);
  });
});
