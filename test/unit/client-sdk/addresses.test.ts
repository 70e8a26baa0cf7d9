import { expect } from 'chai';
import { Addresses } from '../../../client-sdk/addresses.ts';
import { Fault } from '../../../shared/faults.ts';
import { fileId } from '../../../shared/ids.ts';
import { codeOf } from '../../support/code-of.ts';
import { handWorld, type HandWorld } from './hand-world.ts';

const idOf = (place: number) => fileId.parse(`0190163d-8694-739b-aea5-${String(place).padStart(12, '0')}`);
const MINUTE = 60_000;

describe('addresses of files', () => {
  let world: HandWorld;
  let asked: number[];
  let refusal: Fault | null;
  let addresses: Addresses;
  beforeEach(() => {
    world = handWorld();
    asked = [];
    refusal = null;
    let given = 0;
    addresses = new Addresses({
      ...world,
      url: 'https://huying.example/',
      ask: (_name, input) => {
        const { files } = input as { files: { fileId: string }[] };
        asked.push(files.length);
        if (refusal) return Promise.reject(refusal);
        const expires = new Date(world.clock.now() + 5 * MINUTE).toISOString();
        const answers = files.map((one) =>
          one.fileId === idOf(0) ? null : { path: `/api/v1/files/${(given += 1)}`, expires },
        );
        return Promise.resolve({ addresses: answers } as never);
      },
    });
  });

  it('are asked for together, and each gets its own', async () => {
    const both = Promise.all([addresses.of(idOf(1), 'thumb'), addresses.of(idOf(2), 'thumb')]);
    await world.pass(20);
    expect(await both).to.eql([
      'https://huying.example/api/v1/files/1',
      'https://huying.example/api/v1/files/2',
    ]);
    expect(asked).to.eql([2]);
  });

  it('are given out again until shortly before their end', async () => {
    const first = addresses.of(idOf(1), 'thumb');
    await world.pass(4 * MINUTE);
    expect(await addresses.of(idOf(1), 'thumb')).to.equal(await first);
    await world.pass(MINUTE);
    const next = addresses.of(idOf(1), 'thumb');
    await world.pass(20);
    expect(await next).to.not.equal(await first);
    expect(asked).to.eql([1, 1]);
  });

  it('are asked for anew when one was refused', async () => {
    const first = addresses.of(idOf(1), 'thumb');
    await world.pass(20);
    const next = addresses.of(idOf(1), 'thumb', { again: true });
    await world.pass(20);
    expect(await next).to.not.equal(await first);
  });

  it('are asked for in questions of the size that the contract takes', async () => {
    const all = Promise.all(Array.from({ length: 130 }, (_, i) => addresses.of(idOf(i + 1), 'thumb')));
    await world.pass(20);
    expect(new Set(await all).size).to.equal(130);
    expect(asked).to.eql([60, 60, 10]);
  });

  it('say when there is none, and are asked for again then', async () => {
    for (const times of [1, 2]) {
      const none = addresses.of(idOf(0), 'thumb');
      await world.pass(20);
      expect(await none).to.equal(null);
      expect(asked).to.have.length(times);
    }
  });

  it('are asked for again after a question that failed', async () => {
    refusal = new Fault('UNAVAILABLE');
    const lost = codeOf(addresses.of(idOf(1), 'thumb'));
    await world.pass(20);
    expect(await lost).to.equal('UNAVAILABLE');
    refusal = null;
    const found = addresses.of(idOf(1), 'thumb');
    await world.pass(20);
    expect(await found).to.be.a('string');
  });
});
