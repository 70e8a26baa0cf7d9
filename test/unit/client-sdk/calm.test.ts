import { expect } from 'chai';
import { makeCalm } from '../../../client-sdk/calm.ts';
import type { Reply } from '../../../shared/contract.ts';
import { handWorld } from './hand-world.ts';

describe('calm, when a page begins', () => {
  /** A door whose answers are given by hand. */
  function door(first?: Promise<unknown>) {
    const answers: (() => void)[] = [];
    const world = handWorld();
    const { post, calm } = makeCalm(
      () => new Promise<Reply<unknown>>((resolve) => answers.push(() => resolve({ ok: true, data: {} }))),
      world,
      first,
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
    await world.pass(299);
    expect(told).to.eql([]);
    await world.pass(1);
    expect(told).to.eql(['calm']);
  });

  it('is there when all that was asked has been answered, also what was asked meanwhile', async () => {
    const { world, answers, told, ask, wait } = door();
    wait();
    ask();
    await world.pass(400);
    ask();
    answers[0]?.();
    await world.pass(400);
    expect(told).to.eql([]);
    answers[1]?.();
    await world.pass(299);
    ask(); // the next of a chain
    await world.pass(400);
    expect(told).to.eql([]);
    answers[2]?.();
    await world.pass(300);
    expect(told).to.eql(['calm']);
  });

  it('is not there before the part of the page that asks first has come, or failed to', async () => {
    for (const end of ['resolve', 'reject'] as const) {
      const come: { ends: () => unknown } = { ends: () => undefined };
      const first = new Promise<null>((resolve, reject) => {
        come.ends = () => (end === 'resolve' ? resolve(null) : reject(new Error('no line')));
      });
      const { world, told, wait } = door(first);
      wait();
      await world.pass(2_000);
      expect(told).to.eql([]);
      come.ends();
      await world.pass(300);
      expect(told, end).to.eql(['calm']);
    }
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
