import { expect } from 'chai';
import * as fc from 'fast-check';
import type { NoticesParts, Owed } from '../../../server/notices/index.ts';
import { instantAt } from '../../../server/org/index.ts';
import type { SuggestionId } from '../../../shared/ids.ts';
import { makeWorld, type World } from './world.ts';

const DAY_MS = 24 * 3_600_000;
const RUNS = 12;

/** What may happen between two looks of the sweeper. */
type Deed =
  | { do: 'sweep' | 'work' | 'forget' | 'contact' | 'leave' | 'return' | 'reply' }
  | { do: 'wait'; hours: number }
  | { do: 'extend'; days: number };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 200 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('sweep' as const, 'work' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'forget' as const,
        'contact' as const,
        'leave' as const,
        'return' as const,
        'reply' as const,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('extend' as const), days: fc.integer({ min: -20, max: 40 }) }),
  },
);

describe('whatever happens to a suggestion', () => {
  let world: World;
  before(async function () {
    this.timeout(180_000);
    world = await makeWorld();
  });
  after(() => world.end());

  /** The reply that is owed, by a last day that may move. */
  const replyBy = (due: string, repliedOn: string | null): Owed => ({
    ...{ key: 'R11|unit', rule: 'R11', ower: { kind: 'unit', unitId: world.unitId }, round: 1, facts: {} },
    ...{ since: '2022-04-01', due, state: repliedOn === null ? 'open' : 'done', closedOn: repliedOn },
  });

  /** Plays deeds; answers every word that was said, and those said although nobody owed anything any more. */
  async function play(deeds: readonly Deed[]) {
    world.clock.set(instantAt('2022-04-01', '10:00').toISOString());
    world.queue.length = 0;
    const id = await world.suggestion('2022-04-01');
    const [track] = world.record.get(id)?.tracks ?? [];
    if (!track) throw new Error('no track');
    let contactedOn: string | null = null;
    let repliedOn: string | null = null;
    let isHere = true;
    let due = Date.parse('2022-07-01');
    const write = async () => {
      const day = new Date(due).toISOString().slice(0, 10);
      const more = isHere ? [replyBy(day, repliedOn)] : [];
      world.record.set(id, { tracks: isHere ? [{ ...track, contactedOn }] : [], more });
      await world.settle(id);
    };
    await write();
    const said: string[] = [];
    const wrong: string[] = [];
    const note = (word: string) => {
      const owed = word.startsWith('R6|') ? contactedOn === null : repliedOn === null;
      if (!isHere || !owed) wrong.push(word);
    };
    const process = world.another(listening(id, { said, note }));
    const acts: Record<Exclude<Deed['do'], 'wait' | 'extend'>, () => unknown> = {
      sweep: () => process.sweep(),
      work: async () => {
        for (const parcel of world.queue.splice(0))
          await Promise.all([process.deliver(parcel), process.deliver(parcel)]);
      },
      forget: () => {
        world.queue.length = 0;
      },
      contact: () => {
        contactedOn ??= today();
        return write();
      },
      reply: () => {
        repliedOn ??= today();
        return write();
      },
      leave: () => {
        isHere = false;
        return write();
      },
      return: () => {
        isHere = true;
        return write();
      },
    };
    for (const one of deeds) {
      if (one.do === 'wait') world.clock.forward(one.hours * 3_600_000);
      else if (one.do === 'extend') {
        due += one.days * DAY_MS;
        await write();
      } else await acts[one.do]();
    }
    for (const { body } of await world.cards(id))
      if (body.kind === 'card' && body.card.type === 'reminder')
        said.push(`${body.card.rule}|${body.card.offset}|room`);
    return { said, wrong };
  }

  const today = () => new Date(world.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

  const listening = (
    id: SuggestionId,
    { said, note }: { said: string[]; note: (word: string) => void },
  ): Partial<NoticesParts> => ({
    rooms: {
      ...world.rooms,
      postCard: async (roomId, card, key) => {
        const isThere = (await world.cards(id)).some((m) => m.sendKey === key);
        if (card.type === 'reminder' && card.suggestionId === id && !isThere)
          note(`${card.rule}|${card.offset}|room`);
        return world.rooms.postCard(roomId, card, key);
      },
    },
    tell: {
      people: (people, _what, body) => {
        const notice = body as World['told'][number]['notice'];
        if (!notice.about.some((a) => a.suggestionId === id)) return;
        const words = people.map((to) => `${notice.rule}|${notice.offset}|${to}`);
        said.push(...words);
        words.forEach(note);
      },
    },
  });

  it('nobody hears the same word twice, and nobody a word of what is owed no more', async function () {
    this.timeout(300_000);
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 20, maxLength: 60 }), async (deeds) => {
        const { said, wrong } = await play(deeds);
        expect(wrong).to.deep.equal([]);
        expect(said.toSorted()).to.deep.equal([...new Set(said)].toSorted());
      }),
      { numRuns: RUNS, seed: 20_220_401 },
    );
  });
});
