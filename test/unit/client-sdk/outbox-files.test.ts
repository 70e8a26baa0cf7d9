import { expect } from 'chai';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileStorage } from '../../../client-sdk/node.ts';
import { memoryStorage } from '../../../client-sdk/storage.ts';
import { Fault } from '../../../shared/faults.ts';
import { codeOf } from '../../support/code-of.ts';
import { fileBench } from './file-desk.ts';
import { ROOM } from './said.ts';

const BYTES = Buffer.from(Array.from({ length: 1_000 }, (_, i) => (i * 31) % 251));
const file = (name = '照片.jpg', bytes = BYTES) => new File([bytes], name);

describe('files in the outbox', () => {
  let bench: ReturnType<typeof fileBench>;
  beforeEach(() => {
    bench = fileBench();
  });

  /** Lets a file stand with half of its bytes sent, and the line gone. */
  const halfSent = async () => {
    const outbox = await bench.started();
    bench.desk.breaks.push({ after: 500, fault: new Fault('UNAVAILABLE') });
    const sent = outbox.addFile(ROOM, file(), { kind: 'picture' });
    sent.catch(() => undefined); // some tests look later
    await bench.rests();
    return { outbox, sent };
  };

  it('says a file in the order of writing, while its bytes hold back no later message', async () => {
    let letGo = (): void => undefined;
    bench.desk.hold = new Promise((resolve) => {
      letGo = resolve;
    });
    const outbox = await bench.started();
    const before = outbox.add(ROOM, '请看照片');
    const sent = outbox.addFile(ROOM, file(), { kind: 'picture' });
    const after = outbox.add(ROOM, '就是这里');
    expect((await before).seq).to.equal(1);
    expect((await after).seq).to.equal(3);
    expect(outbox.pending(ROOM).map((one) => one.file?.begun?.seq)).to.eql([2]);
    letGo();
    expect((await sent).seq).to.equal(2);
    expect(bench.desk.bytesOf(0).equals(BYTES)).to.equal(true);
    expect(outbox.pending(ROOM)).to.eql([]);
    await bench.empty();
  });

  it('shows kind, name and size at once, and how much is there as it goes on', async () => {
    const { outbox, sent } = await halfSent();
    const [pending] = outbox.pending(ROOM);
    expect(pending?.state).to.equal('waiting');
    expect(pending?.file).to.include({ kind: 'picture', name: '照片.jpg', bytes: 1_000, progress: 0.5 });
    await bench.world.pass(20_000);
    await sent;
  });

  it('goes on from where it stopped when the line is back', async () => {
    const { outbox, sent } = await halfSent();
    outbox.wake();
    await sent;
    expect(bench.desk.bytesOf(0).equals(BYTES)).to.equal(true);
    expect(bench.desk.kept.size).to.equal(1);
  });

  it('goes on after a restart with the content that was kept beside it', async () => {
    const { outbox, sent } = await halfSent();
    outbox.stop(new Fault('UNAVAILABLE'));
    expect(await codeOf(sent)).to.equal('UNAVAILABLE');
    const next = await bench.started();
    await bench.comes(() => next.pending(ROOM).length === 0);
    expect(bench.desk.bytesOf(0).equals(BYTES)).to.equal(true);
    expect(bench.desk.kept.size).to.equal(1);
    await bench.empty();
  });

  it('tells whoever sends it how far it is', async () => {
    const outbox = await bench.started();
    bench.desk.breaks.push({ after: 250, fault: new Fault('UNAVAILABLE') });
    const told: number[] = [];
    const sent = outbox.addFile(ROOM, file(), { kind: 'picture', onProgress: (share) => told.push(share) });
    await bench.rests();
    await bench.world.pass(20_000);
    await sent;
    expect(told).to.eql([0.25, 1]);
  });

  it('lets two files go at a time', async () => {
    let letGo = (): void => undefined;
    bench.desk.hold = new Promise((resolve) => {
      letGo = resolve;
    });
    const outbox = await bench.started();
    const sent = ['一.jpg', '二.jpg', '三.jpg', '四.jpg'].map((name) =>
      outbox.addFile(ROOM, file(name), { kind: 'picture' }),
    );
    await bench.comes(() => bench.desk.asked.length === 4 && bench.desk.carryings === 2);
    letGo();
    await Promise.all(sent);
    expect(bench.desk.mostAtOnce).to.equal(2);
    expect([0, 1, 2, 3].every((place) => bench.desk.bytesOf(place).equals(BYTES))).to.equal(true);
  });

  it('is begun once although the answer was lost', async () => {
    const outbox = await bench.started();
    bench.desk.refusals.push('lost answer');
    const sent = outbox.addFile(ROOM, file(), { kind: 'picture' });
    await bench.rests();
    await bench.world.pass(20_000);
    expect((await sent).seq).to.equal(1);
    expect(bench.desk.files.size).to.equal(1);
  });

  it('forgets one that was given up before anybody heard of it', async () => {
    const outbox = await bench.started();
    bench.desk.refusals.push(new Fault('UNAVAILABLE'));
    const sent = codeOf(outbox.addFile(ROOM, file(), { kind: 'picture' }));
    await bench.rests();
    const [pending] = outbox.pending(ROOM);
    await outbox.discard(ROOM, pending?.sendKey ?? '');
    expect(await sent).to.equal('FILE_REFUSED');
    await bench.world.pass(60_000);
    expect(bench.desk.files.size).to.equal(0);
    await bench.empty();
  });

  it('tells the server of one that was given up on its way, and shows it no more', async () => {
    const { outbox, sent } = await halfSent();
    await outbox.discard(ROOM, outbox.pending(ROOM)[0]?.sendKey ?? '');
    expect(await codeOf(sent)).to.equal('FILE_REFUSED');
    expect(outbox.pending(ROOM)).to.eql([]);
    await bench.comes(() => bench.desk.whyOf(0) === 'cancelled');
    expect(bench.desk.asked.at(-1)).to.equal('file:cancel');
    await bench.empty();
  });

  it('still tells the server so after a restart', async () => {
    const { outbox, sent } = await halfSent();
    bench.desk.refusals.push(new Fault('UNAVAILABLE'));
    await outbox.discard(ROOM, outbox.pending(ROOM)[0]?.sendKey ?? '');
    await codeOf(sent);
    await bench.comes(() => bench.desk.asked.at(-1) === 'file:cancel' && bench.world.waiting > 0);
    expect(bench.desk.whyOf(0)).to.equal(null);
    outbox.stop(new Fault('UNAVAILABLE'));
    await bench.started();
    await bench.comes(() => bench.desk.whyOf(0) === 'cancelled');
    expect(bench.desk.bytesOf(0)).to.have.length(500);
    await bench.empty();
  });

  it('is given up by the signal it was sent with', async () => {
    const outbox = await bench.started();
    const giveUp = new AbortController();
    bench.desk.hold = new Promise(() => undefined);
    const sent = codeOf(outbox.addFile(ROOM, file(), { kind: 'picture', signal: giveUp.signal }));
    await bench.comes(() => bench.desk.carryings === 1);
    giveUp.abort();
    expect(await sent).to.equal('FILE_REFUSED');
    await bench.comes(() => bench.desk.whyOf(0) === 'cancelled');
  });

  it('stays with its reason when the room does not take it, until it is sent again', async () => {
    const outbox = await bench.started();
    bench.desk.refusals.push(new Fault('FILE_TOO_LARGE', { limit: 999 }));
    expect(await codeOf(outbox.addFile(ROOM, file(), { kind: 'picture' }))).to.equal('FILE_TOO_LARGE');
    const [pending] = outbox.pending(ROOM);
    expect(pending?.fault).to.eql({ code: 'FILE_TOO_LARGE', facts: { limit: 999 } });
    await outbox.retry(ROOM, pending?.sendKey ?? '');
    expect(bench.desk.bytesOf(0).equals(BYTES)).to.equal(true);
  });

  it('is over when its message says that it was refused', async () => {
    const { outbox, sent } = await halfSent();
    bench.desk.settle(0, 'refused', 'abandoned');
    outbox.wake();
    expect(await codeOf(sent)).to.equal('FILE_REFUSED');
    expect(outbox.pending(ROOM)).to.eql([]);
    await bench.empty();
  });

  it('is sent when another process brought the rest meanwhile', async () => {
    const { outbox, sent } = await halfSent();
    bench.desk.settle(0, 'processing');
    outbox.wake();
    expect((await sent).seq).to.equal(1);
    expect(bench.desk.bytesOf(0)).to.have.length(500);
  });

  it('asks anew where it stands after another was faster', async () => {
    const outbox = await bench.started();
    bench.desk.breaks.push({ after: 100, fault: new Fault('UPLOAD_CONFLICT') });
    const sent = outbox.addFile(ROOM, file(), { kind: 'picture' });
    await bench.rests();
    await bench.world.pass(20_000);
    await sent;
    expect(bench.desk.bytesOf(0).equals(BYTES)).to.equal(true);
    expect(bench.desk.asked).to.eql(['file:begin', 'file:begin']);
  });

  it('gives the person the word after many attempts in vain', async () => {
    const outbox = await bench.started();
    const fault = new Fault('UPLOAD_CONFLICT');
    bench.desk.breaks.push(...Array.from({ length: 20 }, () => ({ after: 0, fault })));
    const sent = codeOf(outbox.addFile(ROOM, file(), { kind: 'picture' }));
    await bench.comes(async () => {
      await bench.world.pass(20_000);
      return outbox.pending(ROOM)[0]?.state === 'refused';
    });
    expect(await sent).to.equal('UPLOAD_CONFLICT');
  });

  it('says that the rest is lost when its content is not there after a restart', async () => {
    const { contents: _, ...poor } = memoryStorage();
    bench = fileBench(poor);
    const { outbox, sent } = await halfSent();
    outbox.stop(new Fault('UNAVAILABLE'));
    await codeOf(sent);
    const next = await bench.started();
    await bench.comes(() => next.pending(ROOM)[0]?.state === 'refused');
    expect(next.pending(ROOM)[0]?.fault).to.eql({ code: 'FILE_REFUSED', facts: { why: 'abandoned' } });
    await next.discard(ROOM, next.pending(ROOM)[0]?.sendKey ?? '');
    await bench.comes(() => bench.desk.whyOf(0) === 'cancelled');
  });

  describe('from a path', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'huying-sdk-'));
      await writeFile(join(folder, '关于选址.pdf'), BYTES);
    });
    afterEach(() => rm(folder, { recursive: true }));

    it('is read where it lies, also after a restart, and kept nowhere else', async () => {
      bench = fileBench(fileStorage(join(folder, 'kept')));
      const outbox = await bench.started();
      bench.desk.breaks.push({ after: 500, fault: new Fault('UNAVAILABLE') });
      const sent = codeOf(outbox.addFile(ROOM, { path: join(folder, '关于选址.pdf') }, { kind: 'document' }));
      await bench.rests();
      expect((await bench.storage.keys('')).filter((key) => key.includes('/content/'))).to.eql([]);
      outbox.stop(new Fault('UNAVAILABLE'));
      await sent;
      await bench.started();
      await bench.comes(() => bench.desk.bytesOf(0).length === BYTES.length);
      expect(bench.desk.bytesOf(0).equals(BYTES)).to.equal(true);
      const [said] = bench.desk.kept.values();
      expect(said?.body.kind === 'file' && said.body.file.name).to.equal('关于选址.pdf');
    });

    it('is not sent when there is nothing', async () => {
      const outbox = await bench.started();
      const sent = outbox.addFile(ROOM, { path: join(folder, 'nothing.pdf') }, { kind: 'document' });
      expect(await codeOf(sent)).to.equal('ERR_INVALID_ARG_VALUE');
      expect(outbox.pending(ROOM)).to.eql([]);
    });

    it('is kept in a folder when it was a content, and read from there after a restart', async () => {
      const storage = fileStorage(join(folder, 'kept'));
      await storage.contents?.set('huying/person/1/content/a', file());
      const again = await fileStorage(join(folder, 'kept')).contents?.get('huying/person/1/content/a');
      expect(again && Buffer.from(await again.arrayBuffer()).equals(BYTES)).to.equal(true);
      expect(await storage.keys('huying/person/1/')).to.eql(['huying/person/1/content/a']);
      await storage.remove('huying/person/1/content/a');
      expect(await storage.contents?.get('huying/person/1/content/a')).to.equal(null);
    });
  });
});
