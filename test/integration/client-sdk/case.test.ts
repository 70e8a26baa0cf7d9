import { expect } from 'chai';
import { connect, Fault, type Huying } from '../../../client-sdk/index.ts';
import { makeCase, type TestCase } from '../../support/case.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';

describe('a case through the client SDK', function () {
  this.timeout(180_000);
  let server: TestServer;
  let theCase: TestCase;
  let clients: Huying[] = [];

  before(async () => {
    server = await startServer();
  });
  beforeEach(async () => {
    theCase = await makeCase(server);
  });
  afterEach(() => {
    for (const client of clients) client.close();
    clients = [];
  });
  after(() => server.stop());

  async function signedIn({ login, password }: TestPerson): Promise<Huying> {
    const client = connect({ url: server.url });
    clients.push(client);
    await client.signIn(login, password);
    await until('connected', () => client.state === 'online');
    return client;
  }
  const signing = () => ({
    unitId: theCase.leadUnit,
    department: '综合处',
    contactIds: [theCase.contact.personId],
  });

  it('is read with its history, and follows what others do to it, its room open or not', async () => {
    const deputy = (await signedIn(theCase.lead)).case(theCase.suggestionId);
    await deputy.open();
    expect(deputy.read().view?.tracks[0]?.state).to.equal('waiting');
    const kinds = deputy.read().timeline.map(({ kind }) => kind);
    expect([kinds[0], kinds.at(-1)]).to.eql(['assigned', 'imported']);
    expect(deputy.read().reachedStart).to.equal(true);

    const unit = await signedIn(theCase.contact);
    const after = await unit.case(theCase.suggestionId).do('track:sign-for', signing());
    expect(after.tracks[0]?.state).to.equal('received');
    await until('the deputy sees the receipt', () => deputy.read().timeline[0]?.kind === 'signed-for');
    expect(deputy.read().view?.tracks[0]?.state).to.equal('received');
    expect(deputy.read().view?.revision).to.equal(after.revision);
  });

  it('refuses what was decided upon an older state, and shows the newer one by then', async () => {
    const unit = (await signedIn(theCase.contact)).case(theCase.suggestionId);
    const deputy = (await signedIn(theCase.lead)).case(theCase.suggestionId);
    await Promise.all([unit.refresh(), deputy.refresh()]);
    await deputy.do('assignment:object', { why: '这件事应由财政部主办' });
    const refusal = await unit.do('track:sign-for', signing()).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(Fault);
    expect((refusal as Fault).code).to.equal('STALE_REVISION');
    expect(unit.read().timeline[0]?.kind).to.equal('assignment-objected');
    const after = await unit.do('track:sign-for', signing());
    expect(after.tracks[0]?.state).to.equal('received');
  });

  it('is nothing to a stranger', async () => {
    const stranger = (await signedIn(theCase.strangerContact)).case(theCase.suggestionId);
    const refusal = await stranger.open().catch((error: unknown) => error);
    expect((refusal as Fault).code).to.equal('NOT_FOUND');
    expect(stranger.read()).to.deep.include({ view: null, timeline: [] });
    expect(stranger.read().fault?.code).to.equal('NOT_FOUND');
  });

  it('is begun by a deputy, stands in their own list and in nobody else’s, and in the office’s once submitted', async () => {
    const deputy = await signedIn(theCase.lead);
    const own = deputy.ownSuggestions(['draft']);
    const draft = await deputy.draft({
      ...{ by: 'deputy', title: '关于支持高原供氧的建议', text: '请支持县级医院供氧', category: '医疗' },
      ...{ wantsWrittenReply: true, wishedUnitIds: [], publicity: 'full', keepSecret: false },
    });
    await own.refresh();
    expect(own.read().items.map(({ suggestionId }) => suggestionId)).to.eql([draft.suggestionId]);
    expect(own.read()).to.include({ complete: true, loaded: true });

    const second = (await signedIn(theCase.second)).ownSuggestions([]);
    await second.refresh();
    expect(second.read().items.map(({ suggestionId }) => suggestionId)).to.eql([theCase.suggestionId]);

    const office = (await signedIn(theCase.office)).suggestions('review');
    await office.refresh();
    expect(office.read().items).to.deep.equal([]);
    await deputy.case(draft.suggestionId).do('suggestion:submit', { dropUnconfirmed: false });
    await until('the office has it under review', async () => {
      await office.refresh();
      return office.read().items.some(({ suggestionId }) => suggestionId === draft.suggestionId);
    });
  });

  it('stands in the list of a unit only once it was handed over, with what the caller may do', async () => {
    const unit = (await signedIn(theCase.coContact)).ownSuggestions([]);
    await unit.refresh();
    const [row] = unit.read().items;
    expect(row?.track).to.deep.equal({ role: 'co', state: 'waiting', contacted: [] });
    expect(row?.mayDo).to.include('track:sign-for');
    expect(row?.roomId).to.equal(theCase.roomId);
  });
});
