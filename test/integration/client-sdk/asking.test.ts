import { expect } from 'chai';
import { connect, type Huying, type Room } from '../../../client-sdk/index.ts';
import type { PersonId, RoomId } from '../../../shared/ids.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';

/** People in one question for who is there. */
const IN_ONE_QUESTION = 100;

describe('what a client asks about a room, on a real server', function () {
  this.timeout(60_000);
  let server: TestServer;
  let lead: TestPerson;
  let other: TestPerson;
  let absent: TestPerson;
  let office: TestPerson;
  let subjectId: string;
  let roomId: RoomId;
  let clients: Huying[];

  before(async () => {
    server = await startServer({ env: { HUYING_KNOCKS_PER_MINUTE: '10000' } });
    const [one, two, three] = await server.addPeople(3);
    const [clerk] = await server.addPeople(1, ['office']);
    if (!one || !two || !three || !clerk) throw new Error('four were asked for');
    [lead, other, absent, office] = [one, two, three, clerk];
  });
  after(() => server.stop());
  beforeEach(async () => {
    clients = [];
    ({ subjectId, roomId } = await server.addRoom([lead, other, absent]));
    await server.parts.rooms.reconcile(
      subjectId,
      [
        { personId: lead.personId, roles: ['lead-deputy'] },
        { personId: other.personId, roles: ['seconding-deputy'] },
        { personId: absent.personId, roles: ['seconding-deputy'] },
        { personId: office.personId, roles: ['office'] },
      ],
      { personId: 'system', why: '调整' },
    );
  });
  afterEach(() => {
    for (const client of clients) client.close();
  });

  async function signedIn({ login, password }: TestPerson): Promise<Huying> {
    const client = connect({ url: server.url });
    clients.push(client);
    await client.signIn(login, password);
    await until('connected', () => client.state === 'online');
    return client;
  }
  async function opened(person: TestPerson): Promise<Room> {
    const room = (await signedIn(person)).room(roomId);
    await room.open();
    return room;
  }
  const doneOf = (people: readonly { seat: { personId: PersonId }; done: boolean }[]) =>
    new Map(people.map(({ seat, done }) => [seat.personId, done]));

  it('who is there: of those who sit there, however many are asked about', async () => {
    const room = await opened(lead);
    await opened(other);
    const [stranger] = await server.addPeople(1);
    if (!stranger) throw new Error('nobody was added');
    const many = Array.from({ length: IN_ONE_QUESTION + 20 }, () => stranger.personId);
    const there = async () => {
      const people = await room.presence([...many, other.personId, absent.personId]);
      return people.map(({ personId, presence }) => [personId, presence]);
    };
    const wanted = [
      [other.personId, 'online'],
      [absent.personId, 'away'],
    ];
    await until('seen', async () => JSON.stringify(await there()) === JSON.stringify(wanted));
  });

  it('who is writing, until it is said', async () => {
    const here = await opened(lead);
    const there = await opened(other);
    there.typing();
    await until('seen', () => here.read().typing.includes(other.name));
    expect(there.read().typing).to.eql([]);
    await there.send('写完了');
    await until('said', () => here.read().typing.length === 0);
  });

  it('who has read a message, and up to where everybody has', async () => {
    const here = await opened(lead);
    const there = await opened(other);
    const { seq } = await here.send('请看一看');
    expect(doneOf((await here.readRoll(seq)).roll.people).get(other.personId)).to.equal(false);
    there.markRead(seq);
    await until('read', async () => {
      const { roll } = await here.readRoll(seq);
      return doneOf(roll.people).get(other.personId) === true;
    });
    const { roll, commonSeq } = await here.readRoll(seq);
    expect(doneOf(roll.people).get(absent.personId)).to.equal(false);
    expect(roll.done).to.equal(roll.people.filter(({ done }) => done).length);
    expect(commonSeq).to.equal(0);
  });

  it('who has confirmed an announcement; the others alone are reminded', async () => {
    const here = await opened(lead);
    const there = await opened(other);
    const { seq } = await here.announce('周五下午座谈', { ackRequired: true });
    await there.react(seq, 'received');
    const roll = await here.announcementRoll(seq);
    const done = doneOf(roll.people);
    expect([done.get(other.personId), done.get(absent.personId)]).to.eql([true, false]);
    expect(await here.reactionsOf(seq)).to.have.length(1);
    expect(await here.remind(seq)).to.equal(roll.total - roll.done);
    const clerk = await opened(office);
    const { acts } = await clerk.acts();
    expect(acts.map(({ kind, seq: about }) => [kind, about])).to.deep.include.members([
      ['reacted', seq],
      ['reminded', seq],
    ]);
  });

  it('a report reaches the office, with its reason, and nobody else', async () => {
    const clerk = await signedIn(office);
    const told: [string, RoomId, number][] = [];
    clerk.on('reported', (what) => told.push(['office', what.roomId, what.seq]));
    const bystander = await signedIn(other);
    bystander.on('reported', (what) => told.push(['other', what.roomId, what.seq]));
    const room = await opened(lead);
    const { seq } = await (await opened(other)).send('不该说的话');
    await room.report(seq, '用语不当');
    await until('told', () => told.length > 0);
    const { reports } = await clerk.ask('report:list', { cursor: null });
    expect(reports.filter((one) => one.roomId === roomId)).to.have.length(1);
    expect(reports.find((one) => one.roomId === roomId)).to.deep.include({ seq, why: '用语不当' });
    expect(told).to.eql([['office', roomId, seq]]);
  });

  it('who would be called by a mention, and who is', async () => {
    const client = await signedIn(lead);
    const called = await signedIn(other);
    const mentions: unknown[] = [];
    called.on('mention', (mention) => mentions.push(mention));
    const role = { kind: 'role', role: 'seconding-deputy' } as const;
    expect(await client.countMentions(roomId, [role])).to.equal(2);
    const { seq } = await client.room(roomId).send('请附议代表看一看', { mentions: [role] });
    await until('called', () => mentions.length === 1);
    expect(mentions[0]).to.deep.include({ roomId, seq });
  });

  it('what was said, of one room or of all, page after page, newest first', async () => {
    const client = await signedIn(lead);
    const said = await Promise.all(
      Array.from({ length: 40 }, (_, i) => client.room(roomId).send(`养老服务第${i}条`)),
    );
    const first = await client.search('养老服务', { roomId });
    expect(first.cursor).not.to.equal(null);
    const second = await client.search('养老服务', { roomId, cursor: first.cursor });
    const found = [...first.hits, ...second.hits].map(({ seq }) => seq);
    expect(found).to.eql(said.map(({ seq }) => seq).sort((a, b) => b - a));
    expect(second.cursor).to.equal(null);
    const [hit] = (await client.search('養老服務')).hits;
    expect(hit?.roomId).to.equal(roomId);
    expect(hit?.marks.map(([from, to]) => hit.excerpt.slice(from, to))).to.eql(['养老服务']);
    const [stranger] = await server.addPeople(1);
    if (!stranger) throw new Error('nobody was added');
    expect((await (await signedIn(stranger)).search('养老服务')).hits).to.eql([]);
  });

  it('who is meant by a name, among those who share a room', async () => {
    const client = await signedIn(lead);
    const found = await client.searchNames(other.name, { roomId });
    expect(found.flatMap((one) => (one.kind === 'person' ? [one.personId] : []))).to.include(other.personId);
    const [stranger] = await server.addPeople(1);
    if (!stranger) throw new Error('nobody was added');
    expect(await (await signedIn(stranger)).searchNames(other.name)).to.eql([]);
  });
});
