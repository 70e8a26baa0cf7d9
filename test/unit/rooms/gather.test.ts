import { expect } from 'chai';
import { makeGather } from '../../../server/store/gather.ts';
import { until } from '../../support/until.ts';

describe('makeGather', () => {
  const gate = () => {
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    return { open, opened };
  };

  it('lets a lone piece go at once and groups what arrives meanwhile, in order', async () => {
    const first = gate();
    const rounds: number[][] = [];
    const double = makeGather<number, number>(async (pieces) => {
      rounds.push([...pieces]);
      if (rounds.length === 1) await first.opened;
      return pieces.map((n) => n * 2);
    }, 3);
    const lone = double(1);
    await until('the first round is under way', () => rounds.length === 1);
    const answers = [2, 3, 4, 5].map(double);
    first.open();
    expect(await Promise.all([lone, ...answers])).to.deep.equal([2, 4, 6, 8, 10]);
    expect(rounds).to.deep.equal([[1], [2, 3, 4], [5]]);
  });

  it('gives each piece its own error, fails a whole round that throws, and goes on afterwards', async () => {
    let broken = false;
    const work = makeGather<number, string>((pieces) => {
      if (broken) return Promise.reject(new Error('round'));
      return Promise.resolve(pieces.map((n) => (n < 0 ? new Error('piece') : 'ok')));
    }, 10);
    const messageOf = (p: Promise<unknown>) => p.then(String, (e: unknown) => (e as Error).message);
    expect(await Promise.all([messageOf(work(1)), messageOf(work(-1))])).to.deep.equal(['ok', 'piece']);
    broken = true;
    expect(await messageOf(work(1))).to.equal('round');
    broken = false;
    expect(await messageOf(work(1))).to.equal('ok');
  });

  it('gives up a round that hangs, and what waited behind it goes on', async () => {
    const rounds: number[][] = [];
    const work = makeGather<number, string>(
      (pieces) => {
        rounds.push([...pieces]);
        return rounds.length === 1 ? new Promise(() => undefined) : Promise.resolve(pieces.map(() => 'ok'));
      },
      10,
      { longestMs: 20 },
    );
    const codeOf = (p: Promise<unknown>) => p.then(String, (e: unknown) => (e as { code: string }).code);
    const hanging = codeOf(work(1));
    await until('the first round is under way', () => rounds.length === 1);
    const behind = codeOf(work(2));
    expect(await Promise.all([hanging, behind])).to.deep.equal(['UNAVAILABLE', 'ok']);
    expect(rounds).to.deep.equal([[1], [2]]);
  });

  it('begins a round beside another only where that is allowed, and only with pieces that fill it', async () => {
    const rounds: { pieces: readonly number[]; answer: () => void }[] = [];
    const work = makeGather<number, number>(
      (pieces) => new Promise((resolve) => rounds.push({ pieces, answer: () => resolve(pieces) })),
      2,
      { abreast: 2 },
    );
    const all = [1, 2, 3, 4, 5, 6, 7].map((n) => work(n));
    await until('two rounds are under way', () => rounds.length === 2);
    rounds[1]?.answer();
    await until('the third has begun', () => rounds.length === 3);
    rounds[0]?.answer();
    await Promise.all(all.slice(0, 4));
    expect(rounds.map(({ pieces }) => pieces)).to.deep.equal([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    rounds[2]?.answer();
    await until('the last goes alone', () => rounds.length === 4);
    rounds[3]?.answer();
    expect(await Promise.all(all)).to.deep.equal([1, 2, 3, 4, 5, 6, 7]);
  });
});
