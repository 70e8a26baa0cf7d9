import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { fileStorage } from '../../../client-sdk/node.ts';
import { Outbox } from '../../../client-sdk/outbox.ts';
import { memoryStorage, type Storage } from '../../../client-sdk/storage.ts';
import { Fault } from '../../../shared/faults.ts';
import type { RoomId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import { handWorld, type HandWorld } from './hand-world.ts';
import { OTHER_ROOM, ROOM, said } from './said.ts';

const ME = 'person-1';

interface Post {
  roomId: RoomId;
  text: string;
  sendKey: string;
}

/** A server end that answers when and as the test says, and keeps a message once for each key. */
class Desk {
  readonly asked: Post[] = [];
  readonly kept = new Map<string, Message>();
  /** What the next questions are answered with; afterwards they are kept. */
  readonly refusals: (Fault | 'lost answer')[] = [];
  busy = 0;
  mostBusy = 0;
  hold: Promise<void> = Promise.resolve();

  readonly once = async (_request: unknown, input: unknown): Promise<never> => {
    const post = input as Post;
    this.asked.push(post);
    this.busy += 1;
    this.mostBusy = Math.max(this.mostBusy, this.busy);
    await this.hold;
    this.busy -= 1;
    const refusal = this.refusals.shift();
    if (refusal instanceof Fault) throw refusal;
    const { roomId, text, sendKey } = post;
    const message =
      this.kept.get(sendKey) ?? said(this.kept.size + 1, { roomId, sendKey, body: { kind: 'text', text } });
    this.kept.set(sendKey, message);
    if (refusal === 'lost answer') throw new Fault('UNAVAILABLE');
    return message as never;
  };

  get texts(): string[] {
    return [...this.kept.values()].map(({ body }) => (body.kind === 'text' ? body.text : ''));
  }
}

describe('outbox', () => {
  let world: HandWorld;
  let desk: Desk;
  let storage: Storage;
  const make = () => new Outbox({ ...world, storage, once: desk.once });

  async function started(): Promise<Outbox> {
    const outbox = make();
    await outbox.start(ME);
    return outbox;
  }

  const codeOf = async (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'kept',
      (error: unknown) => (error instanceof Fault ? error.code : String(error)),
    );

  beforeEach(() => {
    world = handWorld();
    desk = new Desk();
    storage = memoryStorage();
  });

  it('sends in the order of writing, one at a time in each room', async () => {
    const outbox = await started();
    const texts = Array.from({ length: 20 }, (_, i) => `第${i}句`);
    await Promise.all(texts.map((text) => outbox.add(ROOM, text)));
    expect(desk.texts).to.eql(texts);
    expect(desk.mostBusy).to.equal(1);
    expect(outbox.pending(ROOM)).to.eql([]);
    expect(await storage.keys('')).to.eql([]);
  });

  it('keeps a message before it sends it, and sends nothing that could not be kept', async () => {
    storage = { ...memoryStorage(), set: () => Promise.reject(new Error('disk full')) };
    const outbox = await started();
    expect(await codeOf(outbox.add(ROOM, '您好'))).to.equal('Error: disk full');
    expect(desk.asked).to.eql([]);
    expect(outbox.pending(ROOM)).to.eql([]);
  });

  it('sends again under the same key when the answer was lost, and the room gets it once', async () => {
    const outbox = await started();
    desk.refusals.push('lost answer', 'lost answer');
    const sent = outbox.add(ROOM, '您好');
    await world.pass(10_000);
    expect((await sent).seq).to.equal(1);
    expect(new Set(desk.asked.map(({ sendKey }) => sendKey)).size).to.equal(1);
    expect(desk.asked).to.have.length(3);
    expect(desk.texts).to.eql(['您好']);
  });

  it('takes the message it hears in the room for the lost answer', async () => {
    const outbox = await started();
    desk.refusals.push('lost answer');
    const sent = outbox.add(ROOM, '您好');
    await world.settle();
    const [kept] = desk.kept.values();
    if (!kept) throw new Error('nothing was kept');
    outbox.seen(kept);
    expect(await sent).to.equal(kept);
    await world.pass(60_000);
    expect(desk.asked).to.have.length(1);
  });

  it('asks again for a message that calls somebody, although it was heard: only the answer says that they were noted', async () => {
    const outbox = await started();
    desk.refusals.push('lost answer');
    const sent = outbox.add(ROOM, '您好', { mentions: [{ kind: 'everyone' }] });
    await world.settle();
    const [kept] = desk.kept.values();
    if (!kept) throw new Error('nothing was kept');
    outbox.seen(kept);
    await world.pass(60_000);
    expect(await sent).to.equal(kept);
    expect(desk.asked).to.have.length(2);
  });

  it('waits as long as TOO_FAST says, even when the connection comes back meanwhile', async () => {
    const outbox = await started();
    desk.refusals.push(new Fault('TOO_FAST', { retryAfterMs: 4_000 }));
    const sent = outbox.add(ROOM, '您好');
    await world.pass(3_900);
    outbox.wake();
    await world.settle();
    expect(desk.asked).to.have.length(1);
    await world.pass(1_200);
    expect(desk.asked).to.have.length(2);
    await sent;
  });

  it('tries again at once when the connection is back', async () => {
    const outbox = await started();
    desk.refusals.push(...Array.from({ length: 6 }, () => new Fault('UNAVAILABLE')));
    const sent = outbox.add(ROOM, '您好');
    await world.pass(16_000);
    expect(desk.asked).to.have.length(6);
    outbox.wake();
    await world.settle();
    expect(desk.asked).to.have.length(7);
    await sent;
  });

  it('lets a refused message stand aside: the next goes on, and it can be sent again or discarded', async () => {
    const outbox = await started();
    desk.refusals.push(new Fault('ROOM_CLOSED'), new Fault('ROOM_CLOSED'));
    const refused = [codeOf(outbox.add(ROOM, '一')), codeOf(outbox.add(ROOM, '二'))];
    await outbox.add(ROOM, '三');
    expect(await Promise.all(refused)).to.eql(['ROOM_CLOSED', 'ROOM_CLOSED']);
    expect(desk.texts).to.eql(['三']);
    const [one, two] = outbox.pending(ROOM);
    if (!one || !two) throw new Error('refused messages must stay');
    expect([one.state, one.fault?.code, one.text]).to.eql(['refused', 'ROOM_CLOSED', '一']);
    await outbox.discard(ROOM, one.sendKey);
    await outbox.retry(ROOM, two.sendKey);
    expect(desk.texts).to.eql(['三', '二']);
    expect(desk.asked.at(-1)?.sendKey).to.equal(two.sendKey);
    expect(await storage.keys('')).to.eql([]);
  });

  it('takes INTERNAL for an answer only after many tries', async () => {
    const outbox = await started();
    desk.refusals.push(...Array.from({ length: 10 }, () => new Fault('INTERNAL')));
    const sent = codeOf(outbox.add(ROOM, '您好'));
    await world.pass(50_000);
    expect(outbox.pending(ROOM)[0]?.state).to.equal('waiting');
    await world.pass(120_000);
    expect(await sent).to.equal('INTERNAL');
  });

  it('refuses at once what no server would take', async () => {
    const outbox = await started();
    expect(await codeOf(outbox.add(ROOM, ' \n '))).to.equal('INVALID_INPUT');
    expect(await codeOf(outbox.add(ROOM, '长'.repeat(5_001)))).to.equal('INVALID_INPUT');
    expect(desk.asked).to.eql([]);
  });

  it('does not let one room wait for another', async () => {
    const outbox = await started();
    desk.refusals.push(new Fault('UNAVAILABLE'));
    const slow = outbox.add(ROOM, '慢');
    await world.settle();
    await outbox.add(OTHER_ROOM, '快');
    expect(desk.texts).to.eql(['快']);
    await world.pass(10_000);
    await slow;
  });

  it('stops with a reason, and stops its timers', async () => {
    const outbox = await started();
    desk.refusals.push(new Fault('TOO_FAST', { retryAfterMs: 60_000 }));
    const sent = codeOf(outbox.add(ROOM, '您好'));
    await world.settle();
    outbox.stop(new Fault('NOT_SIGNED_IN'));
    await world.settle();
    expect(await sent).to.equal('NOT_SIGNED_IN');
    expect(world.waiting).to.equal(0);
    expect(outbox.pending(ROOM)).to.eql([]);
    expect(await storage.keys('')).to.have.length(1);
  });

  describe('after a restart, with files', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'huying-outbox-'));
      storage = fileStorage(join(folder, 'kept'));
    });
    afterEach(() => rm(folder, { recursive: true }));

    it('sends what was left, in the old order, before what is written now', async () => {
      const before = await started();
      desk.refusals.push(new Fault('UNAVAILABLE'));
      const left = ['一', '二', '三'].map((text) => codeOf(before.add(ROOM, text)));
      while ((await storage.keys('')).length < 3 || desk.refusals.length > 0) await world.settle();
      before.stop(new Fault('UNAVAILABLE'));
      await Promise.all(left);
      expect(desk.texts).to.eql([]);

      storage = fileStorage(join(folder, 'kept'));
      await world.pass(1_000);
      const after = make();
      const starting = after.start(ME);
      await Promise.all([starting, after.add(ROOM, '四')]);
      expect(desk.texts).to.eql(['一', '二', '三', '四']);
    });

    it('keeps what was refused, with the reason', async () => {
      const before = await started();
      desk.refusals.push(new Fault('ROOM_CLOSED'));
      await codeOf(before.add(ROOM, '一'));
      while (!(await kept()).includes('refused')) await world.settle();
      const after = await started();
      expect(after.pending(ROOM).map(({ state, fault }) => [state, fault?.code])).to.eql([
        ['refused', 'ROOM_CLOSED'],
      ]);
      expect(desk.asked).to.have.length(1);
    });

    it('sends nothing of somebody else', async () => {
      const before = await started();
      desk.refusals.push(new Fault('UNAVAILABLE'));
      const left = codeOf(before.add(ROOM, '一'));
      while ((await storage.keys('')).length < 1 || desk.refusals.length > 0) await world.settle();
      before.stop(new Fault('UNAVAILABLE'));
      await left;
      const other = make();
      await other.start('person-2');
      await world.pass(60_000);
      expect(other.pending(ROOM)).to.eql([]);
      expect(desk.texts).to.eql([]);
    });

    /** Two messages that stay behind because nobody answers. */
    async function twoLeft(): Promise<void> {
      const before = await started();
      desk.refusals.push(new Fault('UNAVAILABLE'));
      const left = ['一', '二'].map((text) => codeOf(before.add(ROOM, text)));
      while ((await storage.keys('')).length < 2 || desk.refusals.length > 0) await world.settle();
      before.stop(new Fault('UNAVAILABLE'));
      await Promise.all(left);
    }

    it('keeps the order of writing although the clock went back meanwhile', async () => {
      await world.pass(3_600_000);
      await twoLeft();
      world = handWorld();
      const second = make();
      desk.refusals.push(new Fault('UNAVAILABLE'));
      await second.start(ME);
      const left = codeOf(second.add(ROOM, '三'));
      while ((await storage.keys('')).length < 3 || desk.refusals.length > 0) await world.settle();
      second.stop(new Fault('UNAVAILABLE'));
      await left;
      const third = await started();
      while (third.pending(ROOM).length > 0) await world.settle();
      expect(desk.texts).to.eql(['一', '二', '三']);
    });

    it('sends what is whole when a file is torn, and leaves files of others alone', async () => {
      await twoLeft();
      const [first = ''] = await storage.keys('');
      await storage.set(first, '{"sendKey":"01');
      await writeFile(join(folder, 'kept', '%E4%BD'), 'not ours');
      const after = await started();
      while (after.pending(ROOM).length > 0) await world.settle();
      expect(desk.texts).to.eql(['二']);
    });

    it('does not send what another window has discarded', async () => {
      await twoLeft();
      const here = make();
      desk.refusals.push(new Fault('UNAVAILABLE'));
      await here.start(ME);
      while (desk.refusals.length > 0) await world.settle();
      for (const key of await storage.keys('')) await storage.remove(key);
      here.wake();
      while (here.pending(ROOM).length > 0) await world.settle();
      expect(desk.texts).to.eql([]);
    });

    it('keeps what a message answers and calls, and what is an announcement', async () => {
      const before = await started();
      desk.refusals.push(new Fault('UNAVAILABLE'));
      const left = [
        codeOf(before.add(ROOM, '一', { replyTo: 3, mentions: [{ kind: 'everyone' }] })),
        codeOf(before.add(ROOM, '二', { announcement: { ackRequired: true } })),
      ];
      while ((await storage.keys('')).length < 2 || desk.refusals.length > 0) await world.settle();
      before.stop(new Fault('UNAVAILABLE'));
      await Promise.all(left);
      const after = await started();
      while (after.pending(ROOM).length > 0) await world.settle();
      expect(desk.asked.slice(-2)).to.deep.include.members([
        { ...desk.asked.at(-2), replyTo: 3, mentions: [{ kind: 'everyone' }] },
        { ...desk.asked.at(-1), ackRequired: true },
      ]);
    });

    async function kept(): Promise<string> {
      const keys = await storage.keys('');
      return (await Promise.all(keys.map((key) => storage.get(key)))).join();
    }
  });
});
