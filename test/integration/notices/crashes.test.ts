import { expect } from 'chai';
import type { NoticesParts } from '../../../server/notices/index.ts';
import { instantAt } from '../../../server/org/index.ts';
import type { SuggestionId } from '../../../shared/ids.ts';
import { crashingDatabase, makeWorld, type World } from './world.ts';

const ONCE = ['due+0d:leader:sent', 'due+0d:office:sent', 'due+0d:onDuty:sent', 'due+0d:room:sent'];
const PASSED = ['since+10wd:room:superseded', 'since+15wd:room:superseded', 'since+5wd:room:superseded'];

describe('reminders after a crash', () => {
  let world: World;
  before(async function () {
    this.timeout(180_000);
    world = await makeWorld();
  });
  after(() => world.end());
  beforeEach(() => {
    world.clock.set(instantAt('2022-04-29', '09:00').toISOString());
    world.queue.length = 0;
    world.told.length = 0;
  });

  /** Another process comes up a minute later and goes on as usual. */
  const comeUpAgain = async () => {
    world.queue.length = 0; // the worst case: the queue forgot
    for (const minutes of [1, 1, 2, 4]) {
      world.clock.forward(minutes * 60_000);
      await world.notices.sweep();
      await world.work();
    }
  };

  const everybodyOnce = async (id: SuggestionId) => {
    expect(await world.evidence(id)).to.deep.equal([...ONCE, ...PASSED]);
    expect(await world.cards(id)).to.have.length(1);
    for (const who of ['onDuty', 'leader', 'office'] as const) {
      expect(await world.noticesOf(who, id), who).to.have.length(1);
    }
    const byPerson = world.told
      .filter((t) => t.notice.about.some((a) => a.suggestionId === id))
      .map((t) => t.to);
    expect(byPerson).to.have.length(new Set(byPerson).size); // nobody is told twice
  };

  /** Sweeps and works as a process with these parts would; true when it got through without falling over. */
  const runWith = async (change: Partial<NoticesParts>): Promise<boolean> => {
    const process = world.another(change);
    try {
      await process.sweep();
      for (let id = world.queue.shift(); id !== undefined; id = world.queue.shift())
        await process.deliver(id);
      return true;
    } catch {
      return false;
    }
  };

  for (const when of ['before', 'after'] as const) {
    it(`${when} any one of its writes to the database, everybody is told once`, async function () {
      this.timeout(60_000);
      let crashes = 0;
      for (let n = 1; ; n++) {
        world.clock.set(instantAt('2022-04-29', '09:00').toISOString());
        const id = await world.suggestion('2022-04-01');
        const { state, database } = crashingDatabase(world.database, n, when);
        const through = await runWith({ database });
        expect(through).to.equal(!state.crashed);
        await comeUpAgain();
        await everybodyOnce(id);
        if (!state.crashed) break;
        crashes++;
      }
      expect(crashes).to.be.greaterThan(8); // insert, advance; place, four sendings and settlings …
    });
  }

  it('before or after handing a job to the queue, everybody is told once', async () => {
    for (const n of [1, 2, 4]) {
      const id = await world.suggestion('2022-04-01');
      let handed = 0;
      const crashed = runWith({
        enqueue: (_what, data) => {
          if (++handed === n) return Promise.reject(new Error('crash'));
          world.queue.push((data as { parcelId: string }).parcelId);
          return Promise.resolve();
        },
      });
      expect(await crashed).to.equal(false);
      await comeUpAgain();
      await everybodyOnce(id);
      world.clock.set(instantAt('2022-04-29', '09:00').toISOString());
    }
  });

  it('before or after the card is in the room, it is there once', async () => {
    for (const posted of [false, true]) {
      const id = await world.suggestion('2022-04-01');
      const rooms: NoticesParts['rooms'] = {
        ...world.rooms,
        postCard: async (roomId, card, key) => {
          if (posted) await world.rooms.postCard(roomId, card, key);
          throw new Error('crash');
        },
      };
      expect(await runWith({ rooms })).to.equal(false);
      await comeUpAgain();
      await everybodyOnce(id);
      world.clock.set(instantAt('2022-04-29', '09:00').toISOString());
    }
  });

  it('while telling, the notice is kept, and is not told again', async () => {
    const id = await world.suggestion('2022-04-01');
    const tell: NoticesParts['tell'] = {
      people: () => {
        throw new Error('crash');
      },
    };
    expect(await runWith({ tell })).to.equal(false);
    await comeUpAgain();
    await everybodyOnce(id);
  });
});

describe('reminders side by side', () => {
  let world: World;
  before(async function () {
    this.timeout(180_000);
    world = await makeWorld();
    world.clock.set(instantAt('2022-04-29', '09:00').toISOString());
  });
  after(() => world.end());

  it('three sweeps at once make each delivery once, and say it once', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => world.suggestion('2022-04-01')));
    const other = world.another();
    const made = await Promise.all([world.notices.sweep(), other.sweep(), world.notices.sweep()]);
    expect(made.reduce((sum, m) => sum + m.deliveries, 0)).to.equal(20 * ONCE.length);
    const cards = world.queue.filter((parcel) => parcel.includes('|room|'));
    expect([...new Set(cards)])
      .to.have.length(20)
      .and.deep.equal(cards);
    expect(world.queue.length - cards.length).to.be.within(3, 9); // for each of three people one digest, or one a sweep
    await world.work();
    for (const id of ids) expect(await world.evidence(id)).to.deep.equal([...ONCE, ...PASSED]);
    for (const who of ['onDuty', 'leader', 'office'] as const) {
      const named = (await world.noticesOf(who)).flatMap((n) => n.about.map((a) => a.suggestionId));
      expect(named.toSorted(), who).to.deep.equal(ids.toSorted());
    }
  });

  it('one delivery carried out by eight workers at once is sent by one', async () => {
    const id = await world.suggestion('2022-04-01');
    await world.notices.sweep();
    world.told.length = 0;
    const workers = [world.notices, world.another()];
    for (const delivery of world.queue.splice(0)) {
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, i) => (workers[i % 2] ?? world.notices).deliver(delivery)),
      );
      expect(outcomes.filter((o) => o === 'sent')).to.have.length(1);
      expect(new Set(outcomes)).to.deep.equal(new Set(['sent', 'already']));
    }
    expect(await world.cards(id)).to.have.length(1);
    expect(world.told).to.have.length(3);
  });
});
