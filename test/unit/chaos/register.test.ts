import { expect } from 'chai';
import { possibleAtEnd, possibleIn, type Write } from '../../../chaos/checks/register.rules.ts';

const write = (value: string, askedAt: number, outcome: Write<string>['outcome']): Write<string> => ({
  value,
  askedAt,
  outcome,
});
const told = (value: string, askedAt: number, at = askedAt + 5) =>
  write(value, askedAt, { is: 'acknowledged', at, got: null });
const refused = (value: string, askedAt: number, at = askedAt + 5) =>
  write(value, askedAt, { is: 'refused', at, code: 'NOT_ALLOWED' });
const unheard = (value: string, askedAt: number) =>
  write(value, askedAt, { is: 'unknown', at: askedAt + 5, code: 'UNAVAILABLE' });

describe('A value that several people write', () => {
  it('is the first one until somebody writes, and then the last one acknowledged', () => {
    expect(possibleAtEnd([], 'first')).to.eql(['first']);
    expect(possibleAtEnd([told('a', 100), told('b', 200)], 'first')).to.eql(['b']);
    expect(possibleIn([told('a', 100), told('b', 200)], 'first', [150, 160])).to.eql(['a']);
    expect(possibleIn([told('a', 100)], 'first', [50, 60])).to.eql(['first']);
  });

  it('may be either of two that were written at the same time, or while it is looked at', () => {
    expect(possibleAtEnd([told('a', 100), told('b', 103)], 'first')).to.eql(['a', 'b']);
    expect(possibleIn([told('a', 100), told('b', 200)], 'first', [150, 201])).to.eql(['a', 'b']);
  });

  it('is not what was refused at the first attempt', () => {
    expect(possibleAtEnd([told('a', 100), refused('b', 200)], 'first')).to.eql(['a']);
  });

  it('may be what was never answered, for a minute', () => {
    expect(possibleAtEnd([unheard('a', 100)], 'first')).to.eql(['first', 'a']);
    expect(possibleAtEnd([unheard('a', 100), told('b', 50_000)], 'first')).to.eql(['a', 'b']);
    expect(possibleAtEnd([unheard('a', 100), told('b', 70_000)], 'first')).to.eql(['b']);
  });

  it('may be once more what was answered only after several attempts', () => {
    expect(possibleAtEnd([told('a', 100, 1_000), told('b', 2_000)], 'first')).to.eql(['a', 'b']);
    expect(possibleAtEnd([told('b', 50), refused('a', 100, 1_000)], 'first')).to.eql(['b', 'a']);
  });
});
