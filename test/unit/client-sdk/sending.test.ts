import { expect } from 'chai';
import { inside } from '../../../client-sdk/inside.ts';
import { PendingShelf } from '../../../client-sdk/pending.ts';
import { Sending } from '../../../client-sdk/sending.ts';
import { memoryStorage, type Storage } from '../../../client-sdk/storage.ts';
import { Fault } from '../../../shared/faults.ts';
import { FileDesk } from './file-desk.ts';
import { handWorld, type HandWorld } from './hand-world.ts';
import { ME } from './outbox-bench.ts';
import { ROOM } from './said.ts';

const KEY = '0190163d-8694-739b-aea5-966c26f8ad01';

describe('the sending of a lean client', () => {
  let world: HandWorld;
  let desk: FileDesk;
  let storage: Storage;
  let sending: Sending;
  let fetches: number;
  /** What the next fetches fail with, one each. */
  let failures: Error[];
  let sent: string[];

  beforeEach(() => {
    world = handWorld();
    desk = new FileDesk();
    storage = memoryStorage();
    fetches = 0;
    failures = [];
    sent = [];
    sending = new Sending({
      ...world,
      ...{ storage, once: desk.once, carry: desk.carry },
      fetchInside: () => {
        fetches += 1;
        const failure = failures.shift();
        return failure ? Promise.reject(failure) : Promise.resolve(inside);
      },
    });
    sending.events.on('sent', ({ sendKey }) => sent.push(sendKey));
  });

  /** Somebody wrote it, and the page was closed. */
  const leave = () =>
    new PendingShelf(storage, ME).keep({
      ...{ sendKey: KEY, roomId: ROOM, text: '您好', writtenAt: world.clock.now() },
      ...{ state: 'waiting', fault: null },
    });

  it('fetches nothing where nothing was left', async () => {
    sending.start(ME);
    await world.settle();
    sending.wake();
    await world.settle();
    expect(fetches).to.equal(0);
  });

  it('sends what was left, and tells of it', async () => {
    await leave();
    sending.start(ME);
    await world.settle();
    expect(fetches).to.equal(1);
    expect(desk.asked).to.deep.equal(['message:post']);
    expect(sent).to.deep.equal([KEY]);
    expect(await storage.keys('')).to.deep.equal([]);
  });

  it('fetches again with the next connection what could not be fetched', async () => {
    await leave();
    failures.push(new Error('no line'));
    sending.start(ME);
    await world.settle();
    expect(sent).to.deep.equal([]);
    sending.wake();
    await world.settle();
    expect(fetches).to.equal(2);
    expect(sent).to.deep.equal([KEY]);
  });

  it('goes on with what a room brought, and fetches nothing then', async () => {
    sending.start(ME);
    await world.settle();
    const outbox = sending.furnish(inside);
    expect(sending.furnish(inside)).to.equal(outbox);
    await outbox.add(ROOM, '您好');
    expect(desk.asked).to.deep.equal(['message:post']);
    sending.wake();
    await world.settle();
    expect(fetches).to.equal(0);
  });

  it('sends nothing of somebody who has left meanwhile', async () => {
    await leave();
    sending.start(ME);
    sending.stop(new Fault('NOT_SIGNED_IN'));
    await world.settle();
    expect(desk.asked).to.deep.equal([]);
    expect(await storage.keys('')).to.have.length(1);
  });

  it('looks for whoever has come instead', async () => {
    await leave();
    sending.start('0190163d-8694-739b-aea5-966c26f8ad02');
    sending.stop(new Fault('NOT_SIGNED_IN'));
    sending.start(ME);
    await world.settle();
    expect(sent).to.deep.equal([KEY]);
  });
});
