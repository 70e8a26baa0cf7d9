import { expect } from 'chai';
import { Fault, type Huying } from '../../../client-sdk/index.ts';
import type { RoomId } from '../../../shared/ids.ts';
import type { TestPerson } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type ClientBench, clientBench, textsOf } from './client-bench.ts';

describe('client SDK on a real server', function () {
  this.timeout(180_000);
  let bench: ClientBench;
  before(async () => {
    bench = await clientBench();
  });
  afterEach(() => bench.clear());
  after(() => bench.close());

  it('signs in, opens a room, and says something that the other hears', async () => {
    const roomId = await bench.newRoom();
    const here = await bench.opened(await bench.signedIn(0), roomId);
    const there = await bench.opened(await bench.signedIn(1), roomId);
    expect(here.read().messages[0]?.body.kind).to.equal('card');
    expect(here.read().reachedStart).to.equal(true);
    const sent = await here.send('您好，我们已收到您的建议。');
    expect(sent.seq).to.equal(2);
    await until('heard', () => textsOf(there).length === 1);
    expect(textsOf(there)).to.eql(['您好，我们已收到您的建议。']);
    expect(there.read().header?.seq).to.equal(2);
  });

  it('refuses a wrong password with the fault, and stays signed out', async () => {
    const client = bench.make();
    const error = await client.signIn(bench.person(0).login, 'wrong').catch((e: unknown) => e);
    expect(error).to.be.instanceOf(Fault);
    expect((error as Fault).code).to.equal('SIGN_IN_REFUSED');
    expect([client.state, client.me]).to.eql(['signed-out', null]);
  });

  it('shows a stranger nothing of a room', async () => {
    const roomId = await bench.newRoom(bench.people.slice(0, 2));
    const room = (await bench.signedIn(3)).room(roomId);
    const error = await room.open().catch((e: unknown) => e);
    expect((error as Fault).code).to.equal('NOT_A_MEMBER');
    expect(room.read()).to.include({ state: 'revoked', header: null });
  });

  it('reads history backwards to the start', async () => {
    const roomId = await bench.newRoom();
    const one = await bench.signedIn(0);
    const writer = one.room(roomId);
    await Promise.all(Array.from({ length: 120 }, (_, i) => writer.send(`第${i}句`)));
    const room = await bench.opened(await bench.signedIn(1), roomId);
    expect(room.read().messages.map(({ seq }) => seq)).to.eql(Array.from({ length: 50 }, (_, i) => 72 + i));
    while (!room.read().reachedStart) await room.older();
    expect(room.read().messages.map(({ seq }) => seq)).to.eql(Array.from({ length: 121 }, (_, i) => 1 + i));
    expect(textsOf(room)).to.eql(Array.from({ length: 120 }, (_, i) => `第${i}句`));
  });

  it('keeps the inbox up to date: words, unread, order, and what another device read', async () => {
    const [first, second] = [await bench.newRoom(), await bench.newRoom()];
    const reader = await bench.signedIn(1);
    await reader.inbox.refresh();
    const other = await bench.signedIn(1);
    await other.inbox.refresh();
    const writer = await bench.signedIn(0);
    await writer.room(first).send('甲');
    await writer.room(second).send('乙');
    const item = (client: Huying, roomId: RoomId) =>
      client.inbox.read().items.find(({ room }) => room.roomId === roomId);
    await until('words of both rooms', () =>
      [first, second].every((id) => item(reader, id)?.last?.kind === 'text'),
    );
    expect(reader.inbox.read().items[0]?.room.roomId).to.equal(second);
    expect(item(reader, second)).to.deep.include({ unread: 2, readSeq: 0 });
    (await bench.opened(reader, second)).markRead(2);
    await until('read here and there', () =>
      [reader, other].every((client) => item(client, second)?.unread === 0),
    );
  });

  it('drops a room at the moment the person is taken out of it', async () => {
    const { subjectId, roomId } = await bench.server.addRoom(bench.people);
    const client = await bench.signedIn(3);
    const told: RoomId[] = [];
    client.on('revoked', (id) => told.push(id));
    const room = await bench.opened(client, roomId);
    await bench.server.parts.rooms.reconcile(
      subjectId,
      bench.people.slice(0, 3).map(({ personId }) => ({ personId, roles: ['seconding-deputy'] })),
      { personId: 'system', why: '调整' },
    );
    await until('revoked', () => room.read().state === 'revoked');
    expect(room.read().messages).to.eql([]);
    expect(told).to.eql([roomId]);
  });

  it('keeps the member list up to date: who comes, goes, or may not speak', async () => {
    const [office] = await bench.server.addPeople(1, ['office']);
    if (!office) throw new Error('nobody was added');
    const seated = [...bench.people.slice(0, 2), office];
    const { subjectId, roomId } = await bench.server.addRoom(seated);
    const seats = (who: readonly TestPerson[]) =>
      bench.server.parts.rooms.reconcile(
        subjectId,
        who.map(({ personId }) => ({
          personId,
          roles: [personId === office.personId ? 'office' : 'lead-deputy'],
        })),
        { personId: 'system', why: '调整' },
      );
    await seats(seated);
    const room = await bench.opened(await bench.signedIn(0), roomId);
    const clerk = bench.make();
    await clerk.signIn(office.login, office.password);
    expect(await room.members()).to.have.length(3);
    await seats([...seated, bench.person(2)]);
    await until('who came is seen', () => room.read().members?.length === 4);
    await clerk.room(roomId).mute(bench.person(1).personId, '2100-01-01T00:00:00.000Z', '扰乱秩序');
    const isMuted = () =>
      room.read().members?.find(({ personId }) => personId === bench.person(1).personId)?.mutedUntil !==
      undefined;
    await until('who may not speak is seen', isMuted);
    await clerk.room(roomId).mute(bench.person(1).personId, null, '已改正');
    await until('who may speak again is seen', () => !isMuted());
    await seats([bench.person(0), office]);
    await until('who left is not seen', () => room.read().members?.length === 2);
  });

  it('is signed out, and says so, when the person ends all sessions elsewhere', async () => {
    const here = await bench.signedIn(2);
    const ended: string[] = [];
    here.on('ended', ({ code }) => ended.push(code));
    const there = await bench.signedIn(2);
    await there.signOut({ everywhere: true });
    await until('ended', () => here.state === 'signed-out');
    expect(ended).to.eql(['SESSION_ENDED']);
    expect(await here.resume()).to.equal(null);
  });
});
