import { expect } from 'chai';
import type { Ask } from '../../../client-sdk/asking.ts';
import { LiveCase } from '../../../client-sdk/case.ts';
import { Fault } from '../../../client-sdk/index.ts';
import { pagedList } from '../../../client-sdk/lists.ts';
import type { TimelineEntry } from '../../../shared/cases.ts';
import type { SuggestionId } from '../../../shared/ids.ts';
import type { RequestName } from '../../../shared/protocol.ts';
import { handWorld, type HandWorld } from './hand-world.ts';

const PAGE = 3;

const line = (n: number): TimelineEntry => ({
  ...{ n, at: '2022-04-01T01:00:00.000Z', kind: 'corrected' },
  ...{ by: null, unitName: null, why: null, facts: {} },
});

/** A case of which only the number and state of the last entry are known, behind answers that can be lost. */
function caseBehind(world: HandWorld) {
  const kept: { revision: number; actKey: string }[] = [];
  let revision = 0;
  let state = 'handling';
  let losses = 0;
  let keys = 0;
  let asked = 0;
  let between = 0;
  const answer = (name: string, input: Record<string, unknown>): unknown => {
    if (name === 'suggestion:show') return { revision, state };
    if (name === 'case:timeline') {
      revision += between;
      between = 0;
      const before = Number(input['before']);
      const newest = before === 0 ? revision : before - 1;
      const entries = Array.from({ length: Math.min(PAGE, newest) }, (_, i) => line(newest - i));
      return { entries, more: newest > PAGE };
    }
    const upon = { revision: Number(input['revision']), actKey: String(input['actKey']) };
    const before = kept.find(({ actKey }) => actKey === upon.actKey);
    if (!before && upon.revision !== revision) throw new Fault('STALE_REVISION', { revision });
    if (!before) {
      revision += 1;
      kept.push(upon);
    }
    if (losses > 0) {
      losses -= 1;
      throw new Fault('UNAVAILABLE');
    }
    return { revision, state };
  };
  const ask = ((name: RequestName, input: Record<string, unknown>) => {
    asked += 1;
    return Promise.resolve().then(() => answer(name, input));
  }) as unknown as Ask;
  return {
    kept,
    live: new LiveCase('s1' as SuggestionId, { ...world, ask, newKey: () => `key-${(keys += 1)}` }),
    /** Others do so many things. */
    others: (count: number, then = state) => {
      revision += count;
      state = then;
    },
    /** Others do so many things after the case was read, and before its history is. */
    inBetween: (count: number) => {
      between = count;
    },
    /** So many answers to acts get lost, though the act is kept. */
    lose: (count: number) => {
      losses = count;
    },
    asked: () => asked,
  };
}

const numbers = (live: LiveCase) => live.read().timeline.map(({ n }) => n);

describe('a case of the client', () => {
  it('does an act once although its answer was lost and the person tries again', async () => {
    const { live, kept, lose } = caseBehind(handWorld());
    lose(1);
    const lost = await live.do('supervision:end', { why: '督办结束' }).catch((error: unknown) => error);
    expect((lost as Fault).code).to.equal('UNAVAILABLE');
    await live.do('supervision:end', { why: '督办结束' });
    expect(kept).to.have.length(1);
    await live.do('supervision:end', { why: '督办结束' });
    expect(kept.map(({ actKey }) => actKey)).to.deep.equal(['key-1', 'key-2']);
  });

  it('uses a key that was refused no more', async () => {
    const { live, kept, others } = caseBehind(handWorld());
    await live.refresh();
    others(1);
    const stale = await live.do('supervision:end', { why: '督办结束' }).catch((error: unknown) => error);
    expect((stale as Fault).code).to.equal('STALE_REVISION');
    expect(live.read().view?.revision).to.equal(1);
    await live.do('supervision:end', { why: '督办结束' });
    expect(kept).to.deep.equal([{ revision: 1, actKey: 'key-2' }]);
  });

  it('holds a history without gaps: what lies behind one is fetched again', async () => {
    const { live, others } = caseBehind(handWorld());
    others(5);
    await live.refresh();
    expect(numbers(live)).to.deep.equal([5, 4, 3]);
    await live.older();
    expect(numbers(live)).to.deep.equal([5, 4, 3, 2, 1]);
    expect(live.read().reachedStart).to.equal(true);
    others(3);
    await live.refresh();
    expect(numbers(live)).to.deep.equal([8, 7, 6, 5, 4, 3, 2, 1]);
    others(4);
    await live.refresh();
    expect(numbers(live)).to.deep.equal([12, 11, 10]);
    expect(live.read().reachedStart).to.equal(false);
  });

  it('is as new as its history: what happened while it was read is read, too', async () => {
    const { live, others, inBetween } = caseBehind(handWorld());
    others(2);
    inBetween(1);
    await live.open();
    expect(live.read().timeline[0]?.n).to.equal(3);
    expect(live.read().view?.revision).to.equal(3);
  });

  it('reads all again when the state is another: who may know what has changed', async () => {
    const { live, others } = caseBehind(handWorld());
    others(4);
    await live.refresh();
    await live.older();
    others(1, 'closed');
    await live.refresh();
    expect(numbers(live)).to.deep.equal([5, 4, 3]);
  });

  it('asks once for many things heard at once, and nothing once it is closed', async () => {
    const world = handWorld();
    const { live, others, asked } = caseBehind(world);
    await live.open();
    const before = asked();
    others(1);
    for (let i = 0; i < 10; i += 1) live.stir();
    await world.pass(1_000);
    expect(asked() - before).to.equal(2);
    expect(live.read().view?.revision).to.equal(1);
    live.close();
    live.stir();
    await world.pass(60_000);
    expect(asked() - before).to.equal(2);
    expect(world.waiting).to.equal(0);
  });

  it('is read anew by and by while it is open, for who hears nothing of it, and its history only when it has grown', async () => {
    const world = handWorld();
    const { live, others, asked } = caseBehind(world);
    others(1);
    await live.open();
    expect(asked()).to.equal(2);
    await world.pass(30_000);
    expect(asked()).to.equal(3);
    others(1);
    await world.pass(20_000);
    expect(live.read().view?.revision).to.equal(2);
    expect(numbers(live)).to.deep.equal([2, 1]);
    live.close();
  });
});

describe('a list by pages', () => {
  const pages = (count: number) => (cursor: string | null) => {
    const at = Number(cursor ?? 0);
    return Promise.resolve({ items: [at], cursor: at + 1 < count ? String(at + 1) : null, total: count });
  };

  it('grows page by page until all are there', async () => {
    const list = pagedList(pages(3));
    await list.refresh();
    expect(list.read()).to.deep.equal({ items: [0], total: 3, complete: false, loaded: true });
    await list.more();
    await list.more();
    await list.more();
    expect(list.read()).to.deep.equal({ items: [0, 1, 2], total: 3, complete: true, loaded: true });
  });

  it('takes a page once, though it was asked for twice, and none of an earlier beginning', async () => {
    const list = pagedList(pages(3));
    await list.refresh();
    await Promise.all([list.more(), list.more()]);
    expect(list.read().items).to.deep.equal([0, 1]);
    await Promise.all([list.more(), list.refresh()]);
    expect(list.read().items).to.deep.equal([0]);
  });
});
