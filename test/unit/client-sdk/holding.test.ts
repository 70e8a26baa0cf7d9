import { expect } from 'chai';
import { Holding, KEPT, SECOND_LOOK_MS } from '../../../client-sdk/holding.ts';
import { handWorld } from './hand-world.ts';
import { numbers, said } from './said.ts';

const JUST_NOW = '2022-04-01T00:59:59.000Z';
const young = (seq: number) => said(seq, { at: JUST_NOW });

describe('holding of a room', () => {
  it('steps over a young hole only when it is still there after a second look', async () => {
    const world = handWorld();
    const holding = new Holding(world.clock);
    holding.start({ from: 1, to: 1, messages: [young(1)] });
    const withHole = { from: 2, to: 3, messages: [young(3)] };
    expect(numbers(holding.forward(withHole))).to.eql([]);
    await world.pass(SECOND_LOOK_MS);
    expect(numbers(holding.forward(withHole))).to.eql([3]);
    expect(holding.to).to.equal(3);
  });

  it('takes the message that the second look finds, in its order', async () => {
    const world = handWorld();
    const holding = new Holding(world.clock);
    holding.start({ from: 1, to: 3, messages: [young(1), young(3)] });
    expect(holding.to).to.equal(1);
    await world.pass(SECOND_LOOK_MS);
    const now = holding.forward({ from: 2, to: 3, messages: [young(2), young(3)] });
    expect(numbers(now)).to.eql([2, 3]);
  });

  it('steps over an old hole at once', () => {
    const holding = new Holding(handWorld().clock);
    expect(numbers(holding.start({ from: 1, to: 3, messages: [said(1), said(3)] }))).to.eql([1, 3]);
  });

  it('joins what was heard before the first page came', () => {
    const holding = new Holding(handWorld().clock);
    holding.hear(said(4));
    holding.hear(said(3));
    expect(numbers(holding.start({ from: 1, to: 3, messages: [said(1), said(2), said(3)] }))).to.eql([
      1, 2, 3, 4,
    ]);
  });

  it('tells nothing twice when it begins anew', () => {
    const holding = new Holding(handWorld().clock);
    holding.start({ from: 1, to: 2, messages: [said(1), said(2)] });
    holding.clear();
    expect(numbers(holding.start({ from: 2, to: 3, messages: [said(2), said(3)] }))).to.eql([3]);
    expect(numbers(holding.messages)).to.eql([2, 3]);
  });

  it('stays bounded in a room where people talk for months, but keeps what was asked for', () => {
    const holding = new Holding(handWorld().clock);
    holding.start({ from: 1_001, to: 1_000, messages: [] });
    for (let seq = 1_001; seq <= 1_000 + KEPT + 50; seq += 1) holding.hear(said(seq));
    expect(holding.messages).to.have.length(KEPT);
    const { from } = holding;
    holding.backward({
      from: from - 50,
      to: from - 1,
      messages: Array.from({ length: 50 }, (_, i) => said(from - 50 + i)),
    });
    holding.hear(said(1_000 + KEPT + 51));
    expect(holding.from).to.equal(from - 50);
  });
});
