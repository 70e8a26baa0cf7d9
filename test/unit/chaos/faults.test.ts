import { expect } from 'chai';
import { planFaults, wordsFor } from '../../../chaos/faults.rules.ts';
import { planTown } from '../../../chaos/town.rules.ts';
import { makeRandom } from '../../../demo/random.ts';

const HALF_AN_HOUR = 30 * 60_000;
const plan = (seed: string, ms = HALF_AN_HOUR) => planFaults(makeRandom(seed), ms);

describe('The script of faults', () => {
  it('follows from the seed alone', () => {
    expect(plan('7')).to.eql(plan('7'));
    expect(plan('7')).not.to.eql(plan('8'));
  });

  it('holds every kind of fault, one after the other, none in the last seconds', () => {
    const faults = plan('7');
    const kinds = faults.map(({ fault }) => wordsFor(fault).replace(/web\d|[\d.]+ (s|%)/g, '…'));
    for (const words of ['kill -9 …', 'kill -9 worker', 'kill -9 control', 'kill -9 proxy', 'kill -9 redis'])
      expect(kinds).to.include(words);
    for (const words of ['kill -9 database', 'kill -9 database door', 'stop … in order', 'freeze … for …'])
      expect(kinds).to.include(words);
    for (const words of ['kill -9 both redis', 'kill -9 redis of the jobs', 'empty redis'])
      expect(kinds).to.include(words);
    for (const words of ['kill -9 redis and lose its disk', 'kill -9 redis of the jobs and lose its disk'])
      expect(kinds).to.include(words);
    expect(kinds).to.include('cut the connections of … of the clients');
    expect(kinds).to.include('… of the clients read nothing for …');
    const times = faults.map(({ at }) => at);
    expect(times).to.eql([...times].sort((a, b) => a - b));
    expect(times.at(-1)).to.be.lessThan(HALF_AN_HOUR - 5_000);
  });
});

describe('The town of a run', () => {
  it('has rooms of mixed sizes for any number of people, and everybody in one of them', () => {
    for (const count of [10, 40, 200]) {
      const town = planTown(makeRandom('7'), '7', count);
      expect(town.people).to.have.length(count);
      expect(new Set(town.people.map(({ personId }) => personId)).size).to.equal(count);
      expect(town.rooms[0]?.seated).to.have.length(count);
      const office = town.people.flatMap(({ isOffice }, place) => (isOffice ? [place] : []));
      expect(office).not.to.eql([]);
      for (const { seated } of town.rooms) expect(seated).to.include.members(office);
      for (const { seated } of town.rooms) {
        expect(new Set(seated).size).to.equal(seated.length);
        expect(seated.length).to.be.greaterThan(2);
      }
    }
    expect(planTown(makeRandom('7'), '7', 40)).to.eql(planTown(makeRandom('7'), '7', 40));
  });
});
