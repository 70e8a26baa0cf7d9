import { expect } from 'chai';
import { Holding, KEPT } from '../../../client-sdk/holding.ts';
import { numbers, said } from './said.ts';

const page = (from: number, to: number, head = to) => ({
  from,
  to,
  head,
  messages: Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => said(from + i)),
});

describe('holding of a room', () => {
  it('does not rely on what was heard when the first page stops short of it', () => {
    const holding = new Holding();
    holding.hear(said(5));
    expect(numbers(holding.start(page(1, 3, 5), 0).added)).to.eql([1, 2, 3]);
    expect(holding.highest).to.equal(3);
  });

  it('joins what was heard before the first page came', () => {
    const holding = new Holding();
    holding.hear(said(4));
    holding.hear(said(3));
    expect(numbers(holding.start(page(1, 3), 0).added)).to.eql([1, 2, 3, 4]);
  });

  it('tells nothing twice when it begins anew', () => {
    const holding = new Holding();
    holding.start(page(1, 2), 0);
    holding.clear();
    expect(numbers(holding.start(page(2, 3), 0).added)).to.eql([3]);
    expect(numbers(holding.messages)).to.eql([2, 3]);
  });

  it('stays bounded in a room where people talk for months, but keeps what was asked for', () => {
    const holding = new Holding();
    holding.start(page(1_001, 1_000), 0);
    for (let seq = 1_001; seq <= 1_000 + KEPT + 50; seq += 1) holding.hear(said(seq));
    expect(holding.messages).to.have.length(KEPT);
    const { from } = holding;
    holding.backward(page(from - 50, from - 1), 0);
    holding.hear(said(1_000 + KEPT + 51));
    expect(holding.from).to.equal(from - 50);
  });
});
