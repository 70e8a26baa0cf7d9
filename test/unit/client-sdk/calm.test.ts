import { expect } from 'chai';
import { makeCalm } from '../../../client-sdk/calm.ts';
import type { Reply } from '../../../shared/contract.ts';
import { handWorld } from './hand-world.ts';

describe('calm, when a page begins', () => {
  /** A door whose answers are given by hand. */
  function door() {
    const answers: (() => void)[] = [];
    const world = handWorld();
    const { post, calm } = makeCalm(
      () => new Promise<Reply<unknown>>((resolve) => answers.push(() => resolve({ ok: true, data: {} }))),
      world,
    );
    const told: string[] = [];
    return {
      world,
      answers,
      told,
      ask: () => void post('notice:list', {}, null),
      wait: () => void calm().then(() => told.push('calm')),
    };
  }

  it('is there soon where nobody asks anything', async () => {
    const { world, told, wait } = door();
    wait();
    await world.pass(49);
    expect(told).to.eql([]);
    await world.pass(1);
    expect(told).to.eql(['calm']);
  });

  it('is there when all that was asked has been answered, also what was asked meanwhile', async () => {
    const { world, answers, told, ask, wait } = door();
    wait();
    ask();
    await world.pass(100);
    ask();
    answers[0]?.();
    await world.pass(100);
    expect(told).to.eql([]);
    answers[1]?.();
    await world.pass(49);
    ask(); // the next of a chain
    await world.pass(100);
    expect(told).to.eql([]);
    answers[2]?.();
    await world.pass(50);
    expect(told).to.eql(['calm']);
  });

  it('is not waited for longer than five seconds', async () => {
    const { world, told, ask, wait } = door();
    wait();
    ask();
    await world.pass(4_999);
    expect(told).to.eql([]);
    await world.pass(1);
    expect(told).to.eql(['calm']);
  });
});
