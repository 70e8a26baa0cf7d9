import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { fileStorage } from '../../../client-sdk/node.ts';
import type { Outbox } from '../../../client-sdk/outbox.ts';
import { Fault } from '../../../shared/faults.ts';
import { codeOf } from '../../support/code-of.ts';
import { handWorld } from './hand-world.ts';
import { ME, outboxBench, type OutboxBench } from './outbox-bench.ts';
import { ROOM } from './said.ts';

describe('outbox after a restart, with files', () => {
  let bench: OutboxBench;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'huying-outbox-'));
    bench = outboxBench(fileStorage(join(folder, 'kept')));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Nobody answers; once so many are kept the client ends. */
  async function ends(outbox: Outbox, left: readonly Promise<string>[], kept = left.length): Promise<void> {
    const { desk, storage, world } = bench;
    while ((await storage.keys('')).length < kept || desk.refusals.length > 0) await world.settle();
    outbox.stop(new Fault('UNAVAILABLE'));
    await Promise.all(left);
  }

  it('sends what was left, in the old order, before what is written now', async () => {
    const before = await bench.started();
    bench.desk.refusals.push(new Fault('UNAVAILABLE'));
    const left = ['一', '二', '三'].map((text) => codeOf(before.add(ROOM, text)));
    await ends(before, left);
    expect(bench.desk.texts).to.eql([]);

    bench.storage = fileStorage(join(folder, 'kept'));
    await bench.world.pass(1_000);
    const after = bench.make();
    const starting = after.start(ME);
    await Promise.all([starting, after.add(ROOM, '四')]);
    expect(bench.desk.texts).to.eql(['一', '二', '三', '四']);
  });

  it('keeps what was refused, with the reason', async () => {
    const before = await bench.started();
    bench.desk.refusals.push(new Fault('ROOM_CLOSED'));
    await codeOf(before.add(ROOM, '一'));
    while (!(await kept()).includes('refused')) await bench.world.settle();
    const after = await bench.started();
    expect(after.pending(ROOM).map(({ state, fault }) => [state, fault?.code])).to.eql([
      ['refused', 'ROOM_CLOSED'],
    ]);
    expect(bench.desk.asked).to.have.length(1);
  });

  it('sends nothing of somebody else', async () => {
    const before = await bench.started();
    bench.desk.refusals.push(new Fault('UNAVAILABLE'));
    const left = codeOf(before.add(ROOM, '一'));
    await ends(before, [left]);
    const other = bench.make();
    await other.start('person-2');
    await bench.world.pass(60_000);
    expect(other.pending(ROOM)).to.eql([]);
    expect(bench.desk.texts).to.eql([]);
  });

  /** Two messages that stay behind because nobody answers. */
  async function twoLeft(): Promise<void> {
    const before = await bench.started();
    bench.desk.refusals.push(new Fault('UNAVAILABLE'));
    const left = ['一', '二'].map((text) => codeOf(before.add(ROOM, text)));
    await ends(before, left);
  }

  it('keeps the order of writing although the clock went back meanwhile', async () => {
    await bench.world.pass(3_600_000);
    await twoLeft();
    bench.world = handWorld();
    const second = bench.make();
    bench.desk.refusals.push(new Fault('UNAVAILABLE'));
    await second.start(ME);
    const left = codeOf(second.add(ROOM, '三'));
    await ends(second, [left], 3);
    const third = await bench.started();
    while (third.pending(ROOM).length > 0) await bench.world.settle();
    expect(bench.desk.texts).to.eql(['一', '二', '三']);
  });

  it('sends what is whole when a file is torn, and leaves files of others alone', async () => {
    await twoLeft();
    const [first = ''] = await bench.storage.keys('');
    await bench.storage.set(first, '{"sendKey":"01');
    await writeFile(join(folder, 'kept', '%E4%BD'), 'not ours');
    const after = await bench.started();
    while (after.pending(ROOM).length > 0) await bench.world.settle();
    expect(bench.desk.texts).to.eql(['二']);
  });

  it('does not send what another window has discarded', async () => {
    await twoLeft();
    const here = bench.make();
    bench.desk.refusals.push(new Fault('UNAVAILABLE'));
    await here.start(ME);
    while (bench.desk.refusals.length > 0) await bench.world.settle();
    for (const key of await bench.storage.keys('')) await bench.storage.remove(key);
    here.wake();
    while (here.pending(ROOM).length > 0) await bench.world.settle();
    expect(bench.desk.texts).to.eql([]);
  });

  it('keeps what a message answers and calls, and what is an announcement', async () => {
    const before = await bench.started();
    bench.desk.refusals.push(new Fault('UNAVAILABLE'));
    const left = [
      codeOf(before.add(ROOM, '一', { replyTo: 3, mentions: [{ kind: 'everyone' }] })),
      codeOf(before.add(ROOM, '二', { announcement: { ackRequired: true } })),
    ];
    await ends(before, left);
    const after = await bench.started();
    while (after.pending(ROOM).length > 0) await bench.world.settle();
    expect(bench.desk.asked.slice(-2)).to.deep.include.members([
      { ...bench.desk.asked.at(-2), replyTo: 3, mentions: [{ kind: 'everyone' }] },
      { ...bench.desk.asked.at(-1), ackRequired: true },
    ]);
  });

  async function kept(): Promise<string> {
    const keys = await bench.storage.keys('');
    return (await Promise.all(keys.map((key) => bench.storage.get(key)))).join();
  }
});
