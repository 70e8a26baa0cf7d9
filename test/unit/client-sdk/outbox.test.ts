import { expect } from 'chai';
import { memoryStorage } from '../../../client-sdk/storage.ts';
import { Fault } from '../../../shared/faults.ts';
import { codeOf } from '../../support/code-of.ts';
import { outboxBench, type OutboxBench } from './outbox-bench.ts';
import { OTHER_ROOM, ROOM } from './said.ts';

describe('outbox', () => {
  let bench: OutboxBench;
  beforeEach(() => {
    bench = outboxBench();
  });

  it('sends in the order of writing, one at a time in each room', async () => {
    const outbox = await bench.started();
    const texts = Array.from({ length: 20 }, (_, i) => `第${i}句`);
    await Promise.all(texts.map((text) => outbox.add(ROOM, text)));
    expect(bench.desk.texts).to.eql(texts);
    expect(bench.desk.mostBusy).to.equal(1);
    expect(outbox.pending(ROOM)).to.eql([]);
    expect(await bench.storage.keys('')).to.eql([]);
  });

  it('keeps a message before it sends it, and sends nothing that could not be kept', async () => {
    bench.storage = { ...memoryStorage(), set: () => Promise.reject(new Error('disk full')) };
    const outbox = await bench.started();
    expect(await codeOf(outbox.add(ROOM, '您好'))).to.equal('Error: disk full');
    expect(bench.desk.asked).to.eql([]);
    expect(outbox.pending(ROOM)).to.eql([]);
  });

  it('sends again under the same key when the answer was lost, and the room gets it once', async () => {
    const outbox = await bench.started();
    bench.desk.refusals.push('lost answer', 'lost answer');
    const sent = outbox.add(ROOM, '您好');
    await bench.world.pass(10_000);
    expect((await sent).seq).to.equal(1);
    expect(new Set(bench.desk.asked.map(({ sendKey }) => sendKey)).size).to.equal(1);
    expect(bench.desk.asked).to.have.length(3);
    expect(bench.desk.texts).to.eql(['您好']);
  });

  it('takes the message it hears in the room for the lost answer', async () => {
    const outbox = await bench.started();
    bench.desk.refusals.push('lost answer');
    const sent = outbox.add(ROOM, '您好');
    await bench.world.settle();
    const [kept] = bench.desk.kept.values();
    if (!kept) throw new Error('nothing was kept');
    outbox.seen(kept);
    expect(await sent).to.equal(kept);
    await bench.world.pass(60_000);
    expect(bench.desk.asked).to.have.length(1);
  });

  it('asks again for a message that calls somebody, although it was heard: only the answer says that they were noted', async () => {
    const outbox = await bench.started();
    bench.desk.refusals.push('lost answer');
    const sent = outbox.add(ROOM, '您好', { mentions: [{ kind: 'everyone' }] });
    await bench.world.settle();
    const [kept] = bench.desk.kept.values();
    if (!kept) throw new Error('nothing was kept');
    outbox.seen(kept);
    await bench.world.pass(60_000);
    expect(await sent).to.equal(kept);
    expect(bench.desk.asked).to.have.length(2);
  });

  it('waits as long as TOO_FAST says, even when the connection comes back meanwhile', async () => {
    const outbox = await bench.started();
    bench.desk.refusals.push(new Fault('TOO_FAST', { retryAfterMs: 4_000 }));
    const sent = outbox.add(ROOM, '您好');
    await bench.world.pass(3_900);
    outbox.wake();
    await bench.world.settle();
    expect(bench.desk.asked).to.have.length(1);
    await bench.world.pass(1_200);
    expect(bench.desk.asked).to.have.length(2);
    await sent;
  });

  it('tries again at once when the connection is back', async () => {
    const outbox = await bench.started();
    bench.desk.refusals.push(...Array.from({ length: 6 }, () => new Fault('UNAVAILABLE')));
    const sent = outbox.add(ROOM, '您好');
    await bench.world.pass(16_000);
    expect(bench.desk.asked).to.have.length(6);
    outbox.wake();
    await bench.world.settle();
    expect(bench.desk.asked).to.have.length(7);
    await sent;
  });

  it('lets a refused message stand aside: the next goes on, and it can be sent again or discarded', async () => {
    const outbox = await bench.started();
    bench.desk.refusals.push(new Fault('ROOM_CLOSED'), new Fault('ROOM_CLOSED'));
    const refused = [codeOf(outbox.add(ROOM, '一')), codeOf(outbox.add(ROOM, '二'))];
    await outbox.add(ROOM, '三');
    expect(await Promise.all(refused)).to.eql(['ROOM_CLOSED', 'ROOM_CLOSED']);
    expect(bench.desk.texts).to.eql(['三']);
    const [one, two] = outbox.pending(ROOM);
    if (!one || !two) throw new Error('refused messages must stay');
    expect([one.state, one.fault?.code, one.text]).to.eql(['refused', 'ROOM_CLOSED', '一']);
    await outbox.discard(ROOM, one.sendKey);
    await outbox.retry(ROOM, two.sendKey);
    expect(bench.desk.texts).to.eql(['三', '二']);
    expect(bench.desk.asked.at(-1)?.sendKey).to.equal(two.sendKey);
    expect(await bench.storage.keys('')).to.eql([]);
  });

  it('takes INTERNAL for an answer only after many tries', async () => {
    const outbox = await bench.started();
    bench.desk.refusals.push(...Array.from({ length: 10 }, () => new Fault('INTERNAL')));
    const sent = codeOf(outbox.add(ROOM, '您好'));
    await bench.world.pass(50_000);
    expect(outbox.pending(ROOM)[0]?.state).to.equal('waiting');
    await bench.world.pass(120_000);
    expect(await sent).to.equal('INTERNAL');
  });

  it('refuses at once what no server would take', async () => {
    const outbox = await bench.started();
    expect(await codeOf(outbox.add(ROOM, ' \n '))).to.equal('INVALID_INPUT');
    expect(await codeOf(outbox.add(ROOM, '长'.repeat(5_001)))).to.equal('INVALID_INPUT');
    expect(bench.desk.asked).to.eql([]);
  });

  it('does not let one room wait for another', async () => {
    const outbox = await bench.started();
    bench.desk.refusals.push(new Fault('UNAVAILABLE'));
    const slow = outbox.add(ROOM, '慢');
    await bench.world.settle();
    await outbox.add(OTHER_ROOM, '快');
    expect(bench.desk.texts).to.eql(['快']);
    await bench.world.pass(10_000);
    await slow;
  });

  it('stops with a reason, and stops its timers', async () => {
    const outbox = await bench.started();
    bench.desk.refusals.push(new Fault('TOO_FAST', { retryAfterMs: 60_000 }));
    const sent = codeOf(outbox.add(ROOM, '您好'));
    await bench.world.settle();
    outbox.stop(new Fault('NOT_SIGNED_IN'));
    await bench.world.settle();
    expect(await sent).to.equal('NOT_SIGNED_IN');
    expect(bench.world.waiting).to.equal(0);
    expect(outbox.pending(ROOM)).to.eql([]);
    expect(await bench.storage.keys('')).to.have.length(1);
  });
});
