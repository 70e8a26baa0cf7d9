import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { connect } from '../../client-sdk/index.ts';
import { roomIdOf } from '../../server/rooms/index.ts';
import type { SuggestionId } from '../../shared/ids.ts';
import type { Mention } from '../../shared/messages.ts';
import { until } from '../support/until.ts';
import { barriersOn } from './barriers.ts';
import { prefer, sideways, smallTargets } from './looks.ts';
import { box, row } from './room.ts';
import { DESK, makeStage, PHONE, type Stage } from './stage.ts';

const rows = (page: Page) => page.locator('.inbox-row');
const supervised = (at: Page | Locator) => at.locator('.chip-late').filter({ hasText: '重点督办' });
const tab = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) });
const shows = (page: Page, ...numbers: number[]) =>
  until(`the list shows ${numbers.join(', ')}`, async () => {
    const shown = await rows(page).locator('.inbox-row-top > span').allInnerTexts();
    return shown.sort().join() === numbers.map((number) => `第${number}号`).join();
  });

describe('the list of groups', function () {
  this.timeout(120_000);
  let stage: Stage;

  before(async function () {
    this.timeout(400_000);
    stage = await makeStage();
    await stage.handOver();
  });
  afterEach(async () => {
    await prefer(stage, stage.people.unit, { look: 'normal' });
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  const suggestion = (at: number) => stage.suggestions[at] as SuggestionId;
  async function through<T>(
    who: keyof Stage['people'],
    run: (client: ReturnType<typeof connect>) => Promise<T>,
  ): Promise<T> {
    const client = connect({ url: stage.server.url });
    const { login, password } = stage.people[who];
    await client.signIn(login, password);
    try {
      return await run(client);
    } finally {
      client.close();
    }
  }
  const speak = (at: number, text: string, mentions: Mention[] = []) =>
    through('deputy', (client) =>
      client.ask('message:post', {
        ...{ roomId: roomIdOf(suggestion(at)), text, sendKey: randomUUID() },
        ...(mentions.length > 0 && { mentions }),
      }),
    );
  /** All that was said so far has been read. */
  const readAll = () =>
    through('unit', async (client) => {
      const { items } = await client.ask('inbox:list', { cursor: null });
      for (const { room } of items) await client.ask('read:mark', { roomId: room.roomId, seq: room.seq });
    });

  it('has tabs for what is unread and what calls, which arrow keys reach', async () => {
    await readAll();
    await speak(0, '请问进展如何');
    await speak(1, '请王处看一看', [{ kind: 'person', personId: stage.people.unit.personId }]);
    const { page } = await stage.signIn(stage.people.unit);
    await shows(page, 417, 418, 419);
    await until('tabs say how many', async () => (await tab(page, '未读').innerText()).includes('2'));
    expect(await tab(page, '@我').innerText()).to.include('1');
    expect(await row(page, 418).innerText()).to.include('@我');

    await tab(page, '全部').focus();
    await page.keyboard.press('ArrowRight');
    expect(await tab(page, '未读').getAttribute('aria-selected')).to.equal('true');
    expect(await page.evaluate('document.activeElement.textContent')).to.include('未读');
    await shows(page, 417, 418);
    expect(await barriersOn(page)).to.deep.equal([]);
    await page.keyboard.press('End');
    await shows(page, 418);
    await page.keyboard.press('ArrowRight');
    await shows(page, 417, 418, 419);
    await page.keyboard.press('ArrowLeft');
    await shows(page, 418);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).to.include('inbox-row');
  });

  it('keeps its rows in their place: what was read stays, and what came waits until it is asked for', async () => {
    await readAll();
    await speak(0, '第一句');
    const { page } = await stage.signIn(stage.people.unit);
    await tab(page, '未读').click();
    await shows(page, 417);
    await row(page, 417).click();
    await box(page).waitFor();
    await until('it is read', async () => (await row(page, 417).locator('.count').count()) === 0);
    await shows(page, 417);
    await speak(2, '另一个群里的一句');
    const fresh = page.getByRole('button', { name: '有 1 个群来了新消息，点此刷新' });
    await fresh.waitFor();
    expect(await rows(page).count()).to.equal(1);
    await fresh.click();
    await shows(page, 419);
    await readAll();
    await page.reload();
    await tab(page, '未读').click();
    await page.getByText('没有未读的群。').waitFor();
  });

  it('finds by title, number, and the name of who sits there, by pinyin too', async () => {
    const { page } = await stage.signIn(stage.people.unit);
    const field = page.getByLabel('找编号、标题或者姓名');
    for (const [typed, ...numbers] of [
      ['预付费用', 418],
      ['xiangzhen', 419],
      ['417', 417],
      ['chenwangshu', 417, 418, 419],
    ] as const) {
      await field.fill(typed);
      await page.getByText(`找到 ${numbers.length} 个群`).waitFor();
      await shows(page, ...numbers);
    }
    expect(await barriersOn(page)).to.deep.equal([]);
    await field.fill('没有这样的群');
    await page.getByText('没有找到，请换一个写法。').waitFor();
    expect(await barriersOn(page)).to.deep.equal([]);
    await field.fill('');
    await shows(page, 417, 418, 419);
  });

  for (const [look, size, least] of [
    ['normal', PHONE, 44],
    ['elder', PHONE, 60],
    ['elder', DESK, 48],
  ] as const)
    it(`is in reach of a thumb in the ${look} look at ${size.width} pixels, and a found group opens`, async () => {
      await prefer(stage, stage.people.unit, { look });
      const { page } = await stage.signIn(stage.people.unit, { size });
      await page.getByLabel('找编号、标题或者姓名').fill('418');
      await shows(page, 418);
      expect(await smallTargets(page, least)).to.deep.equal([]);
      expect(await sideways(page)).to.deep.equal([]);
      expect(await barriersOn(page)).to.deep.equal([]);
      await row(page, 418).click();
      await box(page).waitFor();
      if (size !== PHONE) return;
      await page.goBack();
      await shows(page, 418);
    });

  it('marks what is under key supervision, in the list, the group and the case, until it ends', async () => {
    const suggestionId = suggestion(2);
    const acting = async () => {
      const { revision } = await through('office', (client) =>
        client.ask('suggestion:show', { suggestionId }),
      );
      return { suggestionId, revision, actKey: randomUUID() };
    };
    const { topicId } = await through('office', (client) =>
      client.ask('topic:create', {
        ...{ actKey: randomUUID(), year: 2026, title: '推进养老服务', leadUnitIds: [stage.units.lead] },
        ...{ committeeUnitId: stage.units.other, leaderId: stage.people.otherLeader.personId },
      }),
    );
    const { page } = await stage.signIn(stage.people.unit, { path: stage.roomPath(2) });
    await row(page, 419).waitFor();
    expect(await supervised(page).count()).to.equal(0);
    const acted = await acting();
    await through('office', (client) =>
      client.ask('supervision:designate', { ...acted, topicId, why: '列为重点督办' }),
    );
    await supervised(page.locator('.room-chips')).waitFor();
    await supervised(row(page, 419)).waitFor();
    expect(await barriersOn(page)).to.deep.equal([]);
    await page.goto(`/cases/${suggestionId}`);
    await supervised(page.locator('.desk-head')).waitFor();
    const ended = await acting();
    await through('office', (client) => client.ask('supervision:end', { ...ended, why: '督办结束' }));
    await page.goto(stage.roomPath(2));
    await row(page, 419).waitFor();
    await until('the mark is gone', async () => (await supervised(page).count()) === 0);
  });
});
