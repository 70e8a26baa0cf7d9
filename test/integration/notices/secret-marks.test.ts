import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Notice, SecretMarkNotice } from '../../../shared/notices.ts';
import type { PersonRole } from '../../../shared/people.ts';
import { makeImport, readTable } from '../../../server/import/index.ts';
import { newId } from '../../../server/ops/clock.ts';
import { type TestCase, makeCase } from '../../support/case.ts';
import { handClock } from '../../support/clock.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';

const MARKED = '机密★10年 某地部署情况';

describe('a refused mark of a state secret', function () {
  this.timeout(60_000);
  const clock = handClock('2026-03-05T01:10:00.000Z');
  let server: TestServer;
  let theCase: TestCase;
  let contact: WireClient;
  let lead: WireClient;
  let watching: WireClient;
  let administrator: TestPerson;

  before(async function () {
    this.timeout(180_000);
    server = await startServer({ clock });
    theCase = await makeCase(server);
    const role: PersonRole[] = ['administrator'];
    [administrator] = (await server.addPeople(2, role)) as [TestPerson];
  });
  after(() => server.stop());
  beforeEach(anHourLater);
  afterEach(leave);

  /** Nobody’s sign-in lasts so long: all come anew. */
  async function anHourLater(): Promise<void> {
    clock.forward(3_600_000);
    watching = await wireClient(server.url, administrator);
    contact = await wireClient(server.url, theCase.contact);
    lead = await wireClient(server.url, theCase.lead);
  }
  function leave(): void {
    for (const client of [watching, contact, lead]) client.close();
  }

  const notices = async (): Promise<SecretMarkNotice[]> => {
    const { reply } = await watching.http('notice:list', { cursor: null });
    if (!reply.ok) throw new Error(reply.fault.code);
    const { notices: all } = reply.data as { notices: Notice[] };
    return all.filter((one) => one.rule === 'secret-mark');
  };
  const since = async (work: () => Promise<unknown>) => {
    const before = (await notices()).length;
    await work();
    return (await notices()).slice(0, (await notices()).length - before);
  };
  const post = (text: string) => ({ roomId: theCase.roomId, text, sendKey: randomUUID() });
  const refused = (reply: { ok: boolean }) =>
    expect(reply).to.have.nested.property('fault.code', 'STATE_SECRET');

  it('is told to each administrator, by either door: who, where and when, never the words', async () => {
    const bySocket = await since(async () => refused(await contact.socket('message:post', post(MARKED))));
    const byHttp = await since(async () =>
      refused((await lead.http('message:post', post(`${MARKED}二`))).reply),
    );
    expect(bySocket).to.have.length(1);
    expect(byHttp).to.have.length(1);
    const [told] = bySocket;
    expect(told?.by.name).to.equal(theCase.contact.name);
    expect(told).to.deep.include({ where: 'message:post text', at: clock.now().toISOString(), readAt: null });
    expect(told?.words['zh-CN'].text).to.include(theCase.contact.name).and.include('群消息');
    await until(
      'who is there hears it',
      () => watching.heard.filter((one) => one.event === 'notice:delivered').length === 2,
    );
    const all = JSON.stringify([bySocket, byHttp, watching.heard]);
    for (const secret of ['机密', '★', '部署']) expect(all).to.not.include(secret);
    const kept = await server.parts.database.connection
      .collection('notices')
      .find({ rule: 'secret-mark', at: clock.now() })
      .toArray();
    expect(kept).to.have.length(4); // two people, two administrators
    expect(JSON.stringify(kept)).to.not.match(/机密|部署/);
  });

  it('is told once an hour for each person, however often and however many at once', async () => {
    const told = await since(async () => {
      await Promise.all(Array.from({ length: 8 }, () => contact.socket('message:post', post(MARKED))));
      refused(await contact.socket('announcement:post', { ...post(MARKED), ackRequired: true }));
    });
    expect(told).to.have.length(1);
    leave();
    await anHourLater();
    expect(await since(() => contact.socket('message:post', post(MARKED)))).to.have.length(1);
  });

  it('is told to nobody else: neither to who sent it nor to another congress’s administrators', async () => {
    await contact.socket('message:post', post(MARKED));
    await until('the administrator hears it', () =>
      watching.heard.some((one) => one.event === 'notice:delivered'),
    );
    const heard = [contact, lead].flatMap((client) => client.heard.map((one) => one.event));
    expect(heard).to.not.include('notice:delivered');
    const { reply } = await contact.http('notice:list', { cursor: null });
    expect(JSON.stringify(reply)).to.not.include('secret-mark');
  });

  it('of an imported file is told with its lines; a dry run tells nobody', async () => {
    const csv = `编号,标题,内容,主办单位\n1,关于甲的建议,${MARKED},农业农村部\n2,关于乙的建议,平常,农业农村部\n3,${MARKED},丙,农业农村部\n`;
    const { org, suggestions, notices: told } = server.parts;
    const run = makeImport({
      ...{ org, newId, record: suggestions.record },
      codesOfCertificate: (certificate) => [`c-${certificate}`],
    });
    const table = await readTable(Buffer.from(csv), null);
    const importing = (dryRun: boolean) =>
      run('suggestions', table, {
        ...{ dryRun, createUnits: true, createCongresses: false, congress: null },
        onSecretMarks: (congressId, lines) =>
          told.tellSecretMark(congressId, {
            by: { personId: 'system', name: '', label: '' },
            ...{ request: 'import:suggestions', path: lines.join(',') },
          }),
      });
    expect(await since(() => importing(true))).to.have.length(0);
    const found = await since(() => importing(false));
    expect(found.map((one) => one.where)).to.deep.equal(['import:suggestions 2,4']);
    expect(found[0]?.words['zh-CN'].text).to.include('命令行').and.include('导入的文件');
    expect(await since(() => importing(false))).to.have.length(0);
  });

  it('is refused also where the administrators cannot be told', async () => {
    const { people } = server.parts.org;
    const { withRole } = people;
    Object.assign(people, { withRole: () => Promise.reject(new Error('away')) });
    refused(await lead.socket('message:post', post(MARKED)));
    Object.assign(people, { withRole });
  });
});
