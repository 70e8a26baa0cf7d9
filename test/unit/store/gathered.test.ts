import { expect } from 'chai';
import { groupedBy } from '../../../shared/grouped.ts';
import { gathered, gatheredOne } from '../../../server/store/gathered.ts';

/** Answers statements one by one, when it is told to. */
function makeShelf() {
  const kept = new Map<string, number>();
  const statements: { keys: readonly string[]; answer: () => void; fail: () => void }[] = [];
  const read = (keys: readonly string[]) =>
    new Promise<Map<string, number>>((resolve, reject) => {
      const answer = () =>
        resolve(new Map(keys.flatMap((key) => (kept.has(key) ? [[key, kept.get(key) ?? 0] as const] : []))));
      statements.push({ keys, answer, fail: () => reject(new Error('the engine is away')) });
    });
  const begun = async (n: number) => {
    while (statements.length < n) await new Promise((resolve) => setImmediate(resolve));
    return statements[n - 1];
  };
  return { kept, statements, read, begun };
}

describe('store: questions that are gathered', () => {
  it('go together when they come while a statement is under way, each key once', async () => {
    const shelf = makeShelf();
    const ask = gathered(shelf.read);
    const first = ask(['a']);
    await shelf.begun(1);
    const second = ask(['b', 'c']);
    const third = ask(['c', 'd']);
    shelf.statements[0]?.answer();
    await first;
    (await shelf.begun(2))?.answer();
    await Promise.all([second, third]);
    expect(shelf.statements.map(({ keys }) => keys)).to.deep.equal([['a'], ['b', 'c', 'd']]);
  });

  it('are answered by what was read after they were asked, never by what is under way', async () => {
    const shelf = makeShelf();
    const ask = gatheredOne(shelf.read);
    shelf.kept.set('a', 1);
    const before = ask('a');
    await shelf.begun(1);
    const after = ask('a');
    shelf.statements[0]?.answer();
    expect(await before).to.equal(1);
    shelf.kept.set('a', 2);
    (await shelf.begun(2))?.answer();
    expect(await after).to.equal(2);
  });

  it('give nothing for what is not there, and ask nothing for nothing', async () => {
    const shelf = makeShelf();
    shelf.kept.set('a', 1);
    const ask = gathered(shelf.read);
    expect(await ask([])).to.deep.equal(new Map());
    const found = ask(['a', 'missing', 'a']);
    (await shelf.begun(1))?.answer();
    expect([...(await found)]).to.deep.equal([['a', 1]]);
    const none = gatheredOne(shelf.read)('missing');
    (await shelf.begun(2))?.answer();
    expect(await none).to.equal(null);
  });

  it('fail with their statement; who asks later is answered', async () => {
    const shelf = makeShelf();
    shelf.kept.set('a', 1);
    const ask = gatheredOne(shelf.read);
    const failing = Promise.allSettled([ask('a'), ask('b')]);
    (await shelf.begun(1))?.fail();
    expect((await failing).map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    const later = ask('a');
    (await shelf.begun(2))?.answer();
    expect(await later).to.equal(1);
  });

  it('that are many go at once, and wait for nobody', async () => {
    const shelf = makeShelf();
    const ask = gathered(shelf.read);
    void ask(['slow']);
    await shelf.begun(1);
    const many = ask(Array.from({ length: 200 }, (_, i) => String(i)));
    (await shelf.begun(2))?.answer();
    expect((await many).size).to.equal(0);
  });

  it('may have several answers under one key, in their order', () => {
    const grouped = groupedBy(['ab', 'b', 'ac'], (word) => word[0]);
    expect([...grouped]).to.deep.equal([
      ['a', ['ab', 'ac']],
      ['b', ['b']],
    ]);
  });
});
