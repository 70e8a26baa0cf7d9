import { expect } from 'chai';
import { connect, type Huying } from '../../client-sdk/index.ts';
import { newId } from '../../server/ops/clock.ts';
import type { TestPerson } from '../support/server.ts';
import { countsOnIcons } from './looks.ts';
import { DESK, makeStage, PHONE, type Stage } from './stage.ts';

describe('a deputy’s first page', function () {
  this.timeout(90_000);
  let stage: Stage;
  let clients: Huying[] = [];

  before(async function () {
    this.timeout(400_000);
    stage = await makeStage();
    await stage.handOver();
  });
  afterEach(async () => {
    for (const client of clients) client.close();
    clients = [];
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  async function through({ login, password }: TestPerson): Promise<Huying> {
    const client = connect({ url: stage.server.url });
    clients.push(client);
    await client.signIn(login, password);
    return client;
  }

  async function visited(at: number): Promise<void> {
    const unit = await through(stage.people.unit);
    const suggestionId = stage.suggestions[at];
    if (suggestionId === undefined) throw new Error(`there is no suggestion ${at}`);
    await unit.ask('contact:record', {
      ...{ suggestionId, unitId: stage.units.lead, phase: 'pre', method: 'visit', summary: '上门听取了意见' },
      ...{ at: new Date(Date.now() - 60_000).toISOString(), withIds: [stage.people.deputy.personId] },
      ...{ messageSeqs: [], recordKey: newId() },
    });
  }

  it('is where they come to, and back to by the browser’s own way', async () => {
    const { page } = await stage.signIn(stage.people.deputy, { size: PHONE, path: '/' });
    await page.getByRole('heading', { level: 1, name: '陈望舒代表，您好' }).waitFor();
    expect(new URL(page.url()).pathname).to.equal('/home');
    expect(await page.locator('.frame-link:visible').allInnerTexts()).to.deep.equal([
      '首页',
      '群组',
      '通讯录',
      '我的',
    ]);
    await page.getByText('领衔 3').waitFor();
    await page.getByRole('link', { name: '群组' }).click();
    await page.locator('.inbox-row').first().click();
    await page.getByRole('textbox', { name: '写消息' }).waitFor();
    expect(await page.locator('.frame-nav').isVisible()).to.equal(false);
    await page.goBack();
    await page.locator('.inbox-row').first().waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: '陈望舒代表，您好' }).waitFor();
  });

  it('asks whether a contact was so, and takes the answer by one tap', async () => {
    await visited(0);
    const { page } = await stage.signIn(stage.people.deputy, { size: PHONE, path: '/home' });
    const card = page.locator('.home-waiting').filter({ hasText: '第417号' });
    await card.getByText(/民政部记下：.*上门走访/).waitFor();
    await card.getByRole('button', { name: '属实', exact: true }).click();
    await page.getByText('已经记下，谢谢您。').waitFor();
    await card.waitFor({ state: 'detached' });
    const deputy = await through(stage.people.deputy);
    const [suggestionId] = stage.suggestions;
    if (suggestionId === undefined) throw new Error('there are no suggestions');
    const file = deputy.case(suggestionId);
    await file.refresh();
    expect(file.read().timeline[0]?.kind).to.equal('contact-confirmed');
  });

  it('leads into the room to say what differs', async () => {
    await visited(1);
    const { page } = await stage.signIn(stage.people.deputy, { path: '/home' });
    await page
      .locator('.home-waiting')
      .filter({ hasText: '第418号' })
      .getByRole('link', { name: '有出入，去说明' })
      .click();
    await page.getByRole('textbox', { name: '写消息' }).waitFor();
    expect(new URL(page.url()).pathname).to.equal(stage.roomPath(1));
  });

  it('is counted on the way to it on every page, beside the icon: how much waits, until it is answered', async () => {
    await visited(2);
    const deputy = await through(stage.people.deputy);
    const { suggestions, toConfirm } = await deputy.ask('board:deputy', {});
    const waits = toConfirm.length + suggestions.filter(({ next }) => next.turn === 'you').length;
    expect(waits).to.be.above(0);
    for (const size of [DESK, PHONE]) {
      const { page } = await stage.signIn(stage.people.deputy, { size, path: '/rooms' });
      await page.getByRole('link', { name: `首页 ${waits} 件请您看一看`, exact: true }).waitFor();
      expect(await countsOnIcons(page)).to.deep.equal([]);
    }
    const { page } = await stage.signIn(stage.people.deputy, { path: '/home' });
    const card = page.locator('.home-waiting').filter({ hasText: '第419号' });
    await card.getByRole('button', { name: '属实', exact: true }).click();
    const left = waits === 1 ? '首页' : `首页 ${waits - 1} 件请您看一看`;
    await page.getByRole('link', { name: left, exact: true }).waitFor();
  });

  it('has nobody else: who works in many rooms comes to what they ask', async () => {
    const { page } = await stage.signIn(stage.people.unit, { path: '/' });
    await page.getByRole('heading', { level: 1, name: /^今天先办/ }).waitFor();
    expect(new URL(page.url()).pathname).to.equal('/inbox');
    expect(await page.getByRole('link', { name: '首页' }).count()).to.equal(0);
  });
});
