import { expect } from 'chai';
import { connect } from '../../client-sdk/index.ts';
import type { PersonId, SuggestionId } from '../../shared/ids.ts';
import { until } from '../support/until.ts';
import { barriersOn } from './barriers.ts';
import { box, say, seesOnce } from './room.ts';
import { makeStage, PHONE, type Stage } from './stage.ts';

/** Deputies besides the two of every stage, so that all together are many. */
const MORE = 22;

describe('whom a message calls, and who has read it', function () {
  this.timeout(120_000);
  let stage: Stage;

  before(async function () {
    this.timeout(400_000); // the first time the browser and the engines are fetched
    stage = await makeStage();
    await stage.handOver();
    await manySecond();
  });
  afterEach(async () => {
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  /** So many join the second suggestion that calling all of them is calling many. */
  async function manySecond(): Promise<void> {
    const { server, people, suggestions } = stage;
    const more = await server.addPeople(MORE, ['deputy']);
    const id = suggestions[1] as SuggestionId;
    const office = connect({ url: server.url });
    await office.signIn(people.office.login, people.office.password);
    const { revision } = await office.ask('suggestion:show', { suggestionId: id });
    const secondingIds: PersonId[] = [people.seconding, ...more].map(({ personId }) => personId);
    await office.ask('suggestion:revise', { suggestionId: id, revision, why: '补登附议代表', secondingIds });
    office.close();
  }

  it('a role is chosen by keyboard, with how many it calls, and the message calls them', async () => {
    const { page } = await stage.signIn(stage.people.unit, { path: stage.roomPath(0) });
    await box(page).fill('请');
    await box(page).press('End');
    await box(page).pressSequentially('@');
    const field = page.getByRole('combobox', { name: '选择提醒谁' });
    await field.waitFor();
    await until('the field has the focus', () =>
      page.evaluate<boolean>(`document.activeElement?.role === 'combobox'`),
    );
    await page.getByRole('option', { name: '@领衔代表' }).waitFor();
    expect(await barriersOn(page)).to.deep.equal([]);
    await field.press('ArrowDown');
    const active = await field.getAttribute('aria-activedescendant');
    expect(await page.locator(`[id="${active ?? ''}"]`).innerText()).to.match(/^@全体附议代表\s+1 人$/);
    await field.press('ArrowUp');
    await field.press('Enter');
    await until('the words stand in the box', async () => (await box(page).inputValue()) === '请@领衔代表 ');
    await page.getByText('将提醒 1 人').waitFor();
    await box(page).pressSequentially('看一看');
    await box(page).press('Enter');
    await seesOnce(page, '请@领衔代表 看一看');
    await page.getByText('已提醒 1 人').waitFor();
    expect(await page.getByText('将提醒').count()).to.equal(0);
    const inbox = connect({ url: stage.server.url });
    await inbox.signIn(stage.people.deputy.login, stage.people.deputy.password);
    const { items } = await inbox.ask('inbox:list', { cursor: null });
    expect(items.find(({ room }) => room.number === '417')?.mentions).to.have.length(1);
    inbox.close();
  });

  it('a person is found by pinyin and touched; without the words nobody is called, and a draft keeps whom it calls', async () => {
    const { page } = await stage.signIn(stage.people.unit, {
      path: stage.roomPath(0),
      size: PHONE,
      hasTouch: true,
    });
    await page.getByRole('button', { name: '@ 提醒谁' }).tap();
    await page.getByRole('combobox', { name: '选择提醒谁' }).fill('chen');
    await page.getByRole('option', { name: '@陈望舒' }).tap();
    await until('the words stand in the box', async () => (await box(page).inputValue()) === '@陈望舒 ');
    await page.getByText('将提醒 1 人').waitFor();
    await page.reload();
    await page.getByText('将提醒 1 人').waitFor();
    expect(await box(page).inputValue()).to.equal('@陈望舒 ');
    await box(page).fill('陈望舒代表好');
    await until('nobody is called', async () => (await page.getByText('将提醒').count()) === 0);
    await box(page).fill('');
  });

  it('an @ that means nobody stays as it is: Escape goes back to the text, an address of mail opens nothing', async () => {
    const { page } = await stage.signIn(stage.people.unit, { path: stage.roomPath(0) });
    await box(page).click();
    await box(page).pressSequentially('每斤@');
    const field = page.getByRole('combobox', { name: '选择提醒谁' });
    await field.press('Escape');
    await field.waitFor({ state: 'detached' });
    await until('the box has the focus', () =>
      page.evaluate<boolean>(`document.activeElement?.tagName === 'TEXTAREA'`),
    );
    await box(page).pressSequentially('三元 ab@');
    await box(page).pressSequentially('c.cn');
    expect(await box(page).inputValue()).to.equal('每斤@三元 ab@c.cn');
    expect(await field.count()).to.equal(0);
    await box(page).fill('');
  });

  it('many are called only after a second look', async () => {
    const { page } = await stage.signIn(stage.people.unit, { path: stage.roomPath(1) });
    await page.getByRole('button', { name: '@ 提醒谁' }).click();
    await page.getByRole('option', { name: '@全体附议代表' }).click();
    await page.getByText(`将提醒 ${MORE + 1} 人`).waitFor();
    await box(page).press('Enter');
    const dialog = page.getByRole('dialog', { name: '提醒的人较多' });
    await dialog.getByText(`将提醒 ${MORE + 1} 人，发送吗？`).waitFor();
    expect(await barriersOn(page)).to.deep.equal([]);
    await dialog.getByRole('button', { name: '取消' }).last().click();
    expect(await box(page).inputValue()).to.equal('@全体附议代表 ');
    await box(page).press('Enter');
    await dialog.getByRole('button', { name: '发送', exact: true }).click();
    await seesOnce(page, '@全体附议代表\\s*');
    await page.getByText(`已提醒 ${MORE + 1} 人`).waitFor();
  });

  it('all may be called by who answers for the case, and not by who joins in', async () => {
    for (const [person, may] of [
      [stage.people.unit, true],
      [stage.people.seconding, false],
    ] as const) {
      const { page } = await stage.signIn(person, { path: stage.roomPath(0) });
      await page.getByRole('button', { name: '@ 提醒谁' }).click();
      await page.getByRole('option', { name: '@陈望舒' }).waitFor();
      expect(await page.locator('[data-call=everyone]').count(), person.name).to.equal(may ? 1 : 0);
    }
  });

  it('who has read it is counted under it and listed by role, for who wrote it and not for others', async () => {
    const path = stage.roomPath(2);
    const unit = await stage.signIn(stage.people.unit, { path });
    await say(unit.page, '请各位阅知');
    await seesOnce(unit.page, '请各位阅知');
    const line = unit.page.locator('.reads-open').last();
    await line.getByText('已读 0人，未读 3人').waitFor();
    const deputy = await stage.signIn(stage.people.deputy, { path });
    await seesOnce(deputy.page, '请各位阅知');
    await say(deputy.page, '看过了'); // who hears of an answer asks again
    await line.waitFor();
    await until('one has read it', async () =>
      (await unit.page.locator('.reads-open').allInnerTexts()).includes('已读 1人，未读 2人'),
    );
    await unit.page.locator('.reads-open').first().click();
    const list = unit.page.getByRole('dialog', { name: '谁看过这条消息' });
    await list.locator('[data-readers=lead-deputy]').getByText('1/1 人已读').waitFor();
    expect(await list.locator('[data-readers] h3').allInnerTexts()).to.have.length(3);
    expect(await list.locator('[data-read=true]').innerText()).to.match(/^陈望舒.*\s已读$/);
    expect(await list.locator('.count').count()).to.equal(0);
    expect(await barriersOn(unit.page)).to.deep.equal([]);
    await unit.page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });

    const co = await stage.signIn(stage.people.coUnit, { path });
    await seesOnce(co.page, '请各位阅知');
    expect(await co.page.locator('.reads-open').count()).to.equal(0);
  });
});
