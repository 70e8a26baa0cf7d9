import { expect } from 'chai';
import type { Expected } from '../../../rehearsal/count/index.ts';
import { differences, type Given } from '../../../rehearsal/findings/compare.rules.ts';

const told = {
  suggestionId: 's',
  rule: 'R15',
  offset: 'since+0d',
  recipient: 'd',
  channel: 'to-do',
} as const;
const due = (on: string, also: Partial<Expected> = {}): Expected => ({ ...told, on, ...also });
const said = (on: string, round: number, also: Partial<Given> = {}): Given => ({
  ...{ ...told, on, dutyId: `s|R15|${round}`, state: 'sent' },
  ...also,
});
const kinds = (expected: readonly Expected[], given: readonly Given[]) =>
  differences(expected, given, new Set(['R15', 'R2'])).map(({ kind }) => kind);

describe('what was said, held against what had to be said', () => {
  it('is the same in whatever order it is read', () => {
    const [first, second] = [said('2022-12-14', 1), said('2022-12-19', 2)];
    const both = [due('2022-12-14'), due('2022-12-19')];
    for (const wanted of [both, both.toReversed()])
      for (const given of [
        [first, second],
        [second, first],
      ])
        expect(kinds(wanted, given)).to.deep.equal([]);
  });

  it('may come to a deputy some days later, never earlier, nor a week later', () => {
    expect(kinds([due('2022-12-14')], [said('2022-12-16', 1)])).to.deep.equal([]);
    expect(kinds([due('2022-12-14')], [said('2022-12-13', 1)])).to.deep.equal(['missing', 'forbidden']);
    expect(kinds([due('2022-12-14')], [said('2022-12-22', 1)])).to.deep.equal(['missing', 'forbidden']);
  });

  it('comes to everybody else on its day', () => {
    const rule = 'R2';
    const given = [said('2022-12-15', 1, { rule })];
    expect(kinds([due('2022-12-14', { rule })], given)).to.deep.equal(['missing', 'forbidden']);
    expect(kinds([due('2022-12-15', { rule })], given)).to.deep.equal([]);
  });

  it('was said once, and went out', () => {
    const given = said('2022-12-14', 1);
    expect(kinds([due('2022-12-14')], [given, given])).to.include('double');
    expect(kinds([due('2022-12-14')], [{ ...given, state: 'moot' }])).to.deep.equal(['missing']);
    expect(kinds([], [given])).to.deep.equal(['forbidden']);
    expect(kinds([due('2022-12-14')], [])).to.deep.equal(['missing']);
  });
});
