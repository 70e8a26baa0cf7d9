import { expect } from 'chai';
import type { Huying, Options } from '../../../client-sdk/index.ts';
import { caseOf, roomOf } from '../../../client-sdk/inside.ts';
import { connectLean } from '../../../client-sdk/lean.ts';
import { memoryStorage } from '../../../client-sdk/storage.ts';
import { makeCase } from '../../support/case.ts';
import type { TestPerson } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type ClientBench, clientBench } from './client-bench.ts';

describe('a lean client, on a real server', function () {
  this.timeout(180_000);
  let bench: ClientBench;
  let leans: Huying[] = [];
  before(async () => {
    bench = await clientBench();
  });
  afterEach(() => {
    for (const lean of leans) lean.close();
    leans = [];
    return bench.clear();
  });
  after(() => bench.close());

  async function signedIn({ login, password }: TestPerson, o: Partial<Options> = {}): Promise<Huying> {
    const lean = connectLean({ url: bench.network.url, ...o });
    leans.push(lean);
    await lean.signIn(login, password);
    await until('connected', () => lean.state === 'online');
    return lean;
  }

  it('shows lists at once, and rooms and cases to who brings them', async () => {
    const { suggestionId, lead } = await makeCase(bench.server);
    const lean = await signedIn(lead);
    await lean.inbox.refresh();
    const roomId = lean.inbox.read().items[0]?.room.roomId;
    if (!roomId) throw new Error('there is no room');
    expect(() => lean.room(roomId)).to.throw('lean');
    expect(() => lean.case(suggestionId)).to.throw('lean');

    const room = roomOf(lean, roomId);
    expect(lean.room(roomId)).to.equal(room);
    await room.open();
    const { seq } = await room.send('您好');
    expect(room.read().messages.at(-1)?.seq).to.equal(seq);
    const file = caseOf(lean, suggestionId);
    await file.open();
    expect(file.read().view?.suggestionId).to.equal(suggestionId);
  });

  it('hears what is said in a room that was opened late', async () => {
    const roomId = await bench.newRoom();
    const lean = await signedIn(bench.person(0));
    const other = await bench.signedIn(1);
    const room = roomOf(lean, roomId);
    await room.open();
    const { seq } = await other.room(roomId).send('请看材料');
    await until('it is heard', () => room.read().messages.some((message) => message.seq === seq));
  });

  it('lists no room that the person was taken out of before there was a line', async () => {
    const { subjectId, roomId } = await bench.server.addRoom(bench.people);
    let first: () => void = () => undefined;
    const lean = connectLean(
      { url: bench.network.url },
      { first: new Promise<void>((resolve) => (first = resolve)) },
    );
    leans.push(lean);
    const { login, password } = bench.person(3);
    await lean.signIn(login, password);
    await lean.inbox.refresh();
    const isListed = () => lean.inbox.read().items.some(({ room }) => room.roomId === roomId);
    expect([lean.state, isListed()]).to.deep.equal(['connecting', true]);
    await bench.server.parts.rooms.reconcile(
      subjectId,
      bench.people.slice(0, 3).map(({ personId }) => ({ personId, roles: ['seconding-deputy'] })),
      { personId: 'system', why: '调整' },
    );
    first();
    await until('connected', () => lean.state === 'online');
    await until('the row is gone', () => !isListed());
  });

  it('sends what was left unsent, though nobody opens a room', async () => {
    const roomId = await bench.newRoom();
    const storage = memoryStorage();
    const left = async () => (await storage.keys('huying/person/')).length;
    const before = await bench.signedIn(0, { storage });
    bench.network.down(true);
    const lost = before
      .room(roomId)
      .send('写好了')
      .catch(() => 'not sent');
    await until('kept', async () => (await left()) === 1);
    before.close();
    expect(await lost).to.equal('not sent');
    bench.network.down(false);

    const lean = await signedIn(bench.person(0), { storage });
    await until('sent', async () => (await left()) === 0);
    const { messages } = await lean.ask('message:list', { roomId, limit: 10 });
    const texts = messages.flatMap(({ body }) => (body.kind === 'text' ? [body.text] : []));
    expect(texts).to.deep.equal(['写好了']);
  });
});
