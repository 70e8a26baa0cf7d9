import { expect } from 'chai';
import type { Ask } from '../../../client-sdk/asking.ts';
import { LiveTasks } from '../../../client-sdk/tasks.ts';
import type { RoomId } from '../../../shared/ids.ts';
import type { RequestName } from '../../../shared/protocol.ts';
import { handWorld, type HandWorld } from './hand-world.ts';

const PAGE = 2;
const ids = (...names: string[]) => names as RoomId[];

/** A list behind a server of which only the rooms and the questions are known. */
function tasksBehind(world: HandWorld, rooms: string[]) {
  const asked: string[] = [];
  let changes = 0;
  let begun = 0;
  const answers: Record<string, (input: Record<string, unknown>) => unknown> = {
    'task:list': ({ cursor, queue }) => {
      const from = Number(cursor ?? 0);
      const items = rooms.slice(from, from + PAGE).map((roomId) => ({ room: { roomId }, mark: 'm' }));
      const rest = from + PAGE < rooms.length ? String(from + PAGE) : null;
      return { items, cursor: rest, total: rooms.length, counts: { first: rooms.length }, queue };
    },
    'task:changes': () => ({ changes, counts: { first: 9 } }),
    'task:quiet': ({ roomIds }) => ({
      results: (roomIds as string[]).map((roomId) => ({ roomId, refused: null })),
    }),
  };
  const ask = ((name: RequestName, input: Record<string, unknown>) => {
    asked.push(name);
    return Promise.resolve().then(() => answers[name]?.(input));
  }) as unknown as Ask;
  const tasks = new LiveTasks({ ...world, ask, begins: () => (begun += 1) });
  return {
    asked,
    tasks,
    begun: () => begun,
    others: (count: number) => {
      changes = count;
      tasks.stir();
    },
    shown: () => tasks.read().items.map(({ room }) => room.roomId),
  };
}

describe('the list of tasks of a client', () => {
  const world = handWorld();

  it('comes by pages, and each room once', async () => {
    const { tasks, shown, begun } = tasksBehind(world, ['a', 'b', 'c']);
    await tasks.show('first');
    expect(shown()).to.deep.equal(['a', 'b']);
    expect(tasks.read()).to.deep.include({ total: 3, complete: false, loaded: true });
    await tasks.more();
    await tasks.more();
    expect(shown()).to.deep.equal(['a', 'b', 'c']);
    expect(tasks.read().complete).to.equal(true);
    expect(begun()).to.equal(1);
  });

  it('does not move by itself: it says how much has changed, asking once for many reasons', async () => {
    const rooms = ['a', 'b'];
    const { tasks, shown, others, asked } = tasksBehind(world, rooms);
    await tasks.show('first');
    rooms.unshift('new');
    for (let n = 0; n < 50; n += 1) others(1);
    await world.pass(10_000);
    expect(asked.filter((name) => name === 'task:changes')).to.have.length(1);
    expect(shown()).to.deep.equal(['a', 'b']);
    expect(tasks.read().changes).to.equal(1);
    expect(tasks.read().counts?.first).to.equal(9);
    await tasks.refresh();
    expect(shown()).to.deep.equal(['new', 'a']);
    expect(tasks.read().changes).to.equal(0);
  });

  it('asks nothing for who never looked at it', async () => {
    const { others, asked } = tasksBehind(world, ['a']);
    others(1);
    await world.pass(10_000);
    expect(asked).to.deep.equal([]);
  });

  it('fetches as many rows anew as were shown, after an act', async () => {
    const { tasks, shown, asked } = tasksBehind(world, ['a', 'b', 'c', 'd']);
    await tasks.show('first');
    await tasks.more();
    asked.length = 0;
    const outcomes = await tasks.quiet(ids('a', 'b'), true);
    expect(outcomes.map(({ refused }) => refused)).to.deep.equal([null, null]);
    expect(asked).to.deep.equal(['task:quiet', 'task:list', 'task:list']);
    expect(shown()).to.deep.equal(['a', 'b', 'c', 'd']);
  });

  it('acts in parts of two hundred', async () => {
    const { tasks, asked } = tasksBehind(world, []);
    const many = ids(...Array.from({ length: 450 }, (_, n) => `r${n}`));
    expect(await tasks.quiet(many, true)).to.have.length(450);
    expect(asked.filter((name) => name === 'task:quiet')).to.have.length(3);
  });

  it('drops a room at once that somebody has left, and all at sign-out', async () => {
    const { tasks, shown } = tasksBehind(world, ['a', 'b']);
    await tasks.show('all');
    tasks.drop('a' as RoomId);
    expect(shown()).to.deep.equal(['b']);
    expect(tasks.read().total).to.equal(1);
    tasks.clear();
    expect(tasks.read()).to.deep.include({ items: [], loaded: false, counts: null });
  });

  it('shows the last queue that was asked for, whichever answer comes last', async () => {
    const { tasks } = tasksBehind(world, ['a']);
    const first = tasks.show('overdue');
    const second = tasks.show('soon', { text: '养老' });
    await Promise.all([first, second]);
    expect(tasks.read()).to.deep.include({ queue: 'soon', filter: { text: '养老' }, loaded: true });
  });
});
