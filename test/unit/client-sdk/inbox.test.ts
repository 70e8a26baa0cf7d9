import { expect } from 'chai';
import type { Asking } from '../../../client-sdk/asking.ts';
import { LiveInbox } from '../../../client-sdk/inbox.ts';
import type { RoomId } from '../../../shared/ids.ts';
import { handWorld, type HandWorld } from './hand-world.ts';

const id = (name: string) => name as RoomId;

/** A list behind a server of which only the rooms and the questions are known; `hold` keeps its answers back. */
function inboxBehind(world: HandWorld, rooms: string[]) {
  let asked = 0;
  let held: Promise<void> = Promise.resolve();
  const ask = async () => {
    asked += 1;
    const items = rooms.map((roomId, at) => ({
      room: { roomId, seq: 1, changeSeq: 0 },
      ...{ lastAt: `2022-04-01T00:00:0${9 - at}.000Z`, unread: 0, readSeq: 1, last: null, mentions: [] },
    }));
    const answer = { items, cursor: null, total: rooms.length };
    await held;
    return answer;
  };
  const inbox = new LiveInbox({
    ...world,
    asking: { ask, once: ask, bySocket: ask } as unknown as Asking,
    begins: () => undefined,
  });
  return {
    inbox,
    asked: () => asked,
    shown: () => inbox.read().items.map(({ room }) => room.roomId as string),
    hold: () => {
      let letGo: () => void = () => undefined;
      held = new Promise((resolve) => (letGo = resolve));
      return letGo;
    },
  };
}

describe('the list of rooms of a client', () => {
  const world = handWorld();

  it('shows no room that was left while its answer was on the way', async () => {
    const { inbox, shown, hold } = inboxBehind(world, ['a', 'b']);
    const letGo = hold();
    const fetched = inbox.refresh();
    await world.settle();
    expect(inbox.drop(id('b'))).to.equal(false);
    letGo();
    await fetched;
    expect(shown()).to.deep.equal(['a']);
    expect(inbox.read().total).to.equal(1);
  });

  it('shows a room again that was left and entered once more', async () => {
    const { inbox, shown } = inboxBehind(world, ['a', 'b']);
    await inbox.refresh();
    expect(inbox.drop(id('b'))).to.equal(true);
    expect(shown()).to.deep.equal(['a']);
    inbox.soon();
    await world.pass(3_000);
    expect(shown()).to.deep.equal(['a', 'b']);
  });

  it('finds out that a room was left of which the word was lost', async () => {
    const rooms = ['a', 'b'];
    const { inbox, shown } = inboxBehind(world, rooms);
    await inbox.refresh();
    rooms.pop();
    inbox.soon();
    await world.pass(3_000);
    expect(shown()).to.deep.equal(['a']);
  });

  it('is fetched once more only where it was, after what is under way', async () => {
    const rooms = ['a', 'b'];
    const { inbox, asked, shown, hold } = inboxBehind(world, rooms);
    await inbox.refreshShown();
    expect(asked()).to.equal(0);
    const letGo = hold();
    const both = [inbox.refresh(), inbox.refreshShown()];
    await world.settle();
    rooms.pop(); // after it was answered, before the answer arrived
    letGo();
    await Promise.all(both);
    expect(asked()).to.equal(2);
    expect(shown()).to.deep.equal(['a']);
  });
});
