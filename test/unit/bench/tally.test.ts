import { expect } from 'chai';
import { type Point, slope } from '../../../bench/figures.ts';
import { verdictOf } from '../../../bench/goals.ts';
import { disorderIn, wrongIn } from '../../../bench/parts/killed.ts';
import { coresIn, nameOf, parseStat, residentBytes, treeOf } from '../../../bench/processes.ts';
import { crowdResult } from '../../../bench/parts/files-crowd.ts';
import { marked, markOf } from '../../../bench/speakers/speaker.ts';
import { gapsOf, Tally } from '../../../bench/tally.ts';

describe('what the bench counts', () => {
  const clean = { due: 4, delivered: 4, lost: 0, doubled: 0, misled: 0, missingNumbers: 0 };
  const rooms = ['a', 'a', 'b', 'b'];

  function twoPosts() {
    const tally = new Tally(rooms);
    const first = tally.sent(0);
    const second = tally.sent(3);
    for (const person of [0, 1]) tally.heard(person, first);
    tally.heard(2, second);
    return { tally, first, second };
  }

  it('finds nothing wrong when everybody of the room heard everything once', () => {
    const { tally, first, second } = twoPosts();
    expect(tally.isComplete()).to.equal(false);
    tally.heard(3, second);
    tally.accepted(first, 7);
    tally.accepted(second, 1);
    expect(tally.isComplete()).to.equal(true);
    expect(tally.counts()).to.deep.equal(clean);
  });

  it('sees what was lost, doubled, told to a stranger or never numbered', () => {
    const { tally, first, second } = twoPosts();
    tally.heard(1, first); // again
    tally.heard(2, first); // sits in another room
    tally.accepted(first, 7);
    tally.accepted(second, 1);
    tally.accepted(tally.sent(1), 9); // 8 is nobody's, and this one nobody hears
    expect(tally.counts()).to.deep.equal({
      ...{ due: 6, delivered: 3, lost: 3, doubled: 1, misled: 1, missingNumbers: 1 },
    });
  });

  it('counts gaps and doubles among numbers', () => {
    expect([[], [5], [3, 4, 5], [3, 5], [3, 4, 4]].map(gapsOf)).to.deep.equal([0, 0, 0, 1, 2]);
  });

  it('knows a text again by its mark, inside whatever it travels in', () => {
    expect(markOf(`{"text":"${marked(12, 34.567, '好')}"}`)).to.deep.equal({ no: 12, sentAt: 34.57 });
    expect(markOf('something else')).to.equal(null);
  });

  it('sees what a person did not hear, heard twice, or was never promised', () => {
    expect(wrongIn(['a', 'b'], new Set(['a', 'b']))).to.equal(0);
    expect(wrongIn(['a', 'a', 'x'], new Set(['a', 'b']))).to.equal(3);
  });

  it('sees where members of a room heard things in another order, or under other numbers', () => {
    const one = [
      { seq: 2, text: 'a' },
      { seq: 3, text: 'b' },
    ];
    const late = { seq: 1, text: 'c' };
    expect(disorderIn([one, one, one])).to.equal(0);
    expect(disorderIn([one, [...one].reverse()])).to.equal(2);
    expect(disorderIn([one, [{ seq: 2, text: 'b' }, ...one.slice(1)]])).to.equal(1);
    expect(disorderIn([[...one, late]])).to.equal(1);
    expect(disorderIn([])).to.equal(0);
  });

  it('says of a figure whether it reaches its goal', () => {
    const ratio = { goal: 1, what: '', must: 0.5, wanted: 1, better: 'more' } as const;
    expect([1.2, 0.7, 0.4, Number.NaN].map((value) => verdictOf({ ...ratio, value }))).to.deep.equal([
      ...['goal reached', 'must reached', 'missed', 'not reported'],
    ]);
    expect(verdictOf({ ...ratio, value: 0, must: 0, wanted: 0, better: 'less' })).to.equal('goal reached');
  });
});

describe('what the bench reads of processes', () => {
  it('reads a line of the kernel, whatever the name in brackets is', () => {
    const rest = 'S 7 1 1 0 -1 4194560 1 1 1 1 120 30 5 5 20 0 1 0 100';
    expect(parseStat(`42 (a) (b c) ${rest}`)).to.deep.equal({
      ...{ pid: 42, parent: 7, name: 'a) (b c', cpuSeconds: 1.6 },
    });
  });

  it('takes a process with all below it', () => {
    const all = [
      [1, 0],
      [2, 1],
      [3, 2],
      [4, 0],
    ].map(([pid = 0, parent = 0]) => ({ pid, parent, name: '', cpuSeconds: 0 }));
    expect(treeOf(1, all).map((p) => p.pid)).to.deep.equal([1, 2, 3]);
  });

  it('names engines by their command lines', () => {
    expect(nameOf('ld-linux-x86-64', '/lib/ld.so\0/x/bin/postgres\0-D')).to.equal('postgres');
    expect(nameOf('node', 'node\0server.js')).to.equal('node');
  });

  it('reads how much of one is in memory', () => {
    const own = process.memoryUsage().rss;
    expect(residentBytes(process.pid)).to.be.within(0.8 * own, 1.25 * own);
    expect(() => residentBytes(0)).to.throw();
  });

  it('counts the worst rise of memory', () => {
    const round = (rise: number) => ({
      before: 100,
      peak: 100 + rise,
      rise,
      looks: 9,
      megabytesPerSecond: 50,
    });
    const [finding] = crowdResult([round(80), round(151), round(90)]).findings;
    expect(finding && [finding.value, verdictOf(finding)]).to.deep.equal([151, 'missed']);
  });

  it('says by how much something rises', () => {
    const rising = [0, 2, 4, 6].map((minute): Point => [minute, 10 + 0.5 * minute]);
    expect(slope(rising)).to.be.closeTo(0.5, 1e-9);
    expect(slope(rising.map(([at, value]) => [at, value + (at % 4 === 0 ? 1 : -1)]))).to.be.closeTo(
      0.3,
      1e-9,
    );
    expect(slope(rising.map(([at]) => [at, 7]))).to.equal(0);
  });

  it('reads a list of cores', () => {
    expect(coresIn('0-2,5')).to.deep.equal([0, 1, 2, 5]);
  });
});
