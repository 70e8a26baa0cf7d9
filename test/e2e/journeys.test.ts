import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { connect, type Huying } from '../../client-sdk/index.ts';
import type { SuggestionId } from '../../shared/ids.ts';
import type { Phase } from '../../shared/suggestions.ts';
import { newId } from '../../server/ops/clock.ts';
import type { TestPerson } from '../support/server.ts';
import { until } from '../support/until.ts';
import { begin, choose, doAct, finish, lastWas, standsAt } from './case-page.ts';
import { say, seesOnce } from './room.ts';
import { makeStage, type Stage } from './stage.ts';

const DAY_MS = 86_400_000;

describe('a suggestion through its life in the browser', function () {
  this.timeout(180_000);
  this.retries(0); // a life is lived once
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

  const pageOf = async (person: TestPerson, path: string): Promise<Page> =>
    (await stage.signIn(person, { path })).page;
  const suggestionAt = (at: number): SuggestionId => {
    const id = stage.suggestions[at];
    if (id === undefined) throw new Error(`there is no suggestion ${at}`);
    return id;
  };
  async function through({ login, password }: TestPerson): Promise<Huying> {
    const client = connect({ url: stage.server.url });
    clients.push(client);
    await client.signIn(login, password);
    return client;
  }

  /** The lead unit signs for a case, and has spoken with the lead deputy so often. */
  async function takenUp(suggestionId: SuggestionId, phases: readonly Phase[]): Promise<void> {
    const unit = await through(stage.people.unit);
    const unitId = stage.units.lead;
    const contactIds = [stage.people.unit.personId];
    const { tracks } = await unit.ask('suggestion:show', { suggestionId });
    if (tracks.some((track) => track.unitId === unitId && track.state === 'waiting'))
      await unit.case(suggestionId).do('track:sign-for', { unitId, department: '', contactIds });
    for (const phase of phases)
      await unit.ask('contact:record', {
        ...{ suggestionId, unitId, phase, method: 'phone', summary: '电话沟通了办理思路' },
        ...{ at: new Date(Date.now() - 60_000).toISOString(), withIds: [stage.people.deputy.personId] },
        ...{ messageSeqs: [], recordKey: newId() },
      });
  }

  /** The leader of the lead unit replies, promising these things; the co-handling unit’s opinion is waived. */
  async function replied(
    suggestionId: SuggestionId,
    commitments: readonly { text: string; due: string }[] = [],
  ): Promise<void> {
    const page = await pageOf(stage.people.office, `/cases/${suggestionId}`);
    await page.locator('.desk-todo').waitFor();
    const co = await through(stage.people.office);
    const { tracks } = await co.ask('suggestion:show', { suggestionId });
    if (tracks.some(({ role, state }) => role === 'co' && state !== 'opinion-accepted'))
      await doAct(page, '不再等待协办意见', { 理由: '与主办单位的意见一致' });
    const leader = (await through(stage.people.leader)).case(suggestionId);
    await leader.do('reply:issue', {
      ...{ docNumber: '民函〔2026〕8号', replyClass: commitments.length > 0 ? 'B' : 'A' },
      ...{ points: ['已经列入年度计划'], text: '感谢您的建议，办理情况答复如下。', copies: [] },
      ...{ publicity: 'full', publicityReason: '', leadRelays: false, faceToFace: null },
      commitments: [...commitments],
    });
  }

  it('is drafted, registered, handed over, signed for, talked about, answered, rated and closed', async () => {
    const deputy = await pageOf(stage.people.deputy, '/home');
    await deputy.getByRole('link', { name: '起草建议' }).click();
    await deputy.getByLabel('标题', { exact: true }).fill('关于完善农村互助养老的建议');
    await deputy.getByLabel('事由和具体建议', { exact: true }).fill('一、问题\n二、建议');
    await deputy.getByRole('button', { name: '保存草稿', exact: true }).click();
    await standsAt(deputy, 'draft');
    await doAct(deputy, '提交建议');
    await standsAt(deputy, 'review');
    const path = new URL(deputy.url()).pathname;

    const office = await pageOf(stage.people.office, '/office?state=review');
    await office
      .locator('[data-listed=review]')
      .getByRole('link', { name: /关于完善农村互助养老的建议/ })
      .click();
    const registering = await begin(office, '立案登记');
    await registering.getByLabel('编号', { exact: true }).fill('501');
    await choose(registering, 'mode', '会同办理');
    await choose(registering, 'secrecy', '可公开');
    await registering.getByRole('button', { name: '加一个单位', exact: true }).click();
    const units = registering.locator('.desk-row');
    await units.nth(0).getByLabel('单位', { exact: true }).selectOption({ label: '民政部' });
    await units.nth(1).getByLabel('单位', { exact: true }).selectOption({ label: '住建部' });
    await finish(registering, '立案登记');
    await standsAt(office, 'registered');

    await office.goto('/hand-over');
    await office.getByRole('checkbox', { name: /选中第501号/ }).check();
    await office.getByRole('button', { name: '交办所选 1 件' }).click();
    await office.getByLabel('请输入件数 1，确认交办').fill('1');
    await office.getByRole('dialog').getByRole('button', { name: '交办', exact: true }).click();
    await office.locator('[data-run=finished]').getByText('已建 1 / 1').waitFor();

    const unit = await pageOf(stage.people.unit, '/work');
    const row = unit.locator('.desk-own').filter({ hasText: '第501号' });
    await row.getByRole('link', { name: '签收', exact: true }).click();
    await doAct(unit, '签收', { '承办处室，没有时不填': '养老服务司' });
    const coUnit = await pageOf(stage.people.coUnit, path);
    await doAct(coUnit, '签收');
    await standsAt(unit, 'received');

    await deputy.getByRole('link', { name: '打开群组' }).click();
    await say(deputy, '请多考虑山区的情况');
    await unit.getByRole('link', { name: '打开群组' }).click();
    await seesOnce(unit, '请多考虑山区的情况');
    await unit.getByRole('button', { name: '选择消息' }).click();
    await unit.getByRole('checkbox', { name: '选中陈望舒的这条消息' }).check();
    await unit.locator('.room-choosing').getByRole('button', { name: '登记沟通' }).click();
    const contact = unit.getByRole('dialog');
    await contact.getByRole('radio', { name: '群内' }).check();
    await contact.getByLabel('代表意见与沟通情况').fill('代表希望兼顾山区');
    await contact.getByRole('button', { name: '登记', exact: true }).click();
    await contact.waitFor({ state: 'detached' });
    const suggestionId = path.split('/').at(-1) as SuggestionId;
    await takenUp(suggestionId, ['mid']);

    await coUnit.locator('.desk-line[data-kind=contact-recorded]').nth(1).waitFor(); // else the form is of an older revision
    await doAct(coUnit, '提出协办意见', { 协办意见: '同意纳入村庄规划', 签发的负责人: '周司长' });
    await unit.goto(path);
    await unit.locator('[data-paper=opinion-filed]').waitFor();
    await doAct(unit, '采纳协办意见');
    await lastWas(unit, 'opinion-accepted');

    const leader = await pageOf(stage.people.leader, path);
    const letter = await begin(leader, '签发答复');
    await letter.getByLabel('发文字号', { exact: true }).fill('民函〔2026〕1号');
    await letter.getByLabel('答复类别', { exact: true }).selectOption('A');
    await letter.getByLabel('逐条答复，一行一条', { exact: true }).fill('已列入计划\n已安排经费');
    await letter.getByLabel('答复正文', { exact: true }).fill('您提出的建议收悉，现答复如下。');
    await finish(letter, '签发答复');
    await standsAt(leader, 'feedback');

    await deputy.goto(path);
    await deputy.locator('[data-paper=replied]').getByText('已安排经费').waitFor();
    expect(await deputy.locator('[data-paper=opinion-filed]').count()).to.equal(0);
    const feedback = await begin(deputy, '反馈意见');
    await choose(feedback, 'attitude', '满意');
    await choose(feedback, 'result', '满意');
    await finish(feedback, '反馈意见');
    await leader.reload();
    for (const page of [deputy, leader, coUnit]) await standsAt(page, 'closed');
  });

  it('is given back by a unit, passed to another by the office, and taken up there', async () => {
    const suggestionId = suggestionAt(0);
    const path = `/cases/${suggestionId}`;
    const unit = await through(stage.people.unit);
    await unit.case(suggestionId).do('track:request-return', {
      ...{ unitId: stage.units.lead, reason: '不属于本单位职责', suggestedUnitId: stage.units.other },
      signedBy: '赵司长',
    });
    const office = await pageOf(stage.people.office, path);
    await standsAt(office, 'return-requested');
    const deciding = await begin(office, '审核退办');
    await choose(deciding, 'decision', '同意');
    await deciding.getByRole('button', { name: '加一个单位', exact: true }).click();
    await deciding.getByLabel('单位', { exact: true }).last().selectOption({ label: '财政部' });
    await deciding.getByLabel('理由', { exact: true }).fill('由财政部主办更为合适');
    await finish(deciding, '审核退办');
    await standsAt(office, 'assigned');

    const other = await pageOf(stage.people.otherUnit, '/work');
    await other
      .locator('.desk-own')
      .filter({ hasText: '第417号' })
      .getByRole('link', { name: '签收' })
      .click();
    await doAct(other, '签收');
    await office.reload(); // who does not sit in the room reads anew by and by only
    await lastWas(office, 'signed-for');
    const before = await pageOf(stage.people.unit, path);
    await before
      .getByRole('alert')
      .filter({ hasText: /没有|不存在|找不到/ })
      .waitFor();
  });

  it('is handled again when the deputy is dissatisfied, and then found well done', async () => {
    const suggestionId = suggestionAt(1);
    await takenUp(suggestionId, ['pre', 'mid']);
    await replied(suggestionId);
    const deputy = await pageOf(stage.people.deputy, '/home');
    await deputy
      .locator('.home-waiting')
      .filter({ hasText: '第418号' })
      .getByRole('link', { name: '看答复并评价' })
      .click();
    const first = await begin(deputy, '反馈意见');
    await choose(first, 'attitude', '基本满意');
    await choose(first, 'result', '不满意');
    await first.getByRole('button', { name: '反馈意见', exact: true }).click();
    await first.getByRole('alert').filter({ hasText: /\S/ }).waitFor();
    await first.getByLabel('意见，不满意时请写明').fill('没有回应第二条');
    await first.getByLabel('结果不满意，要求再次办理').check();
    await finish(first, '反馈意见');

    const unit = await pageOf(stage.people.unit, `/cases/${suggestionId}`);
    await lastWas(unit, 'feedback-given');
    expect(await unit.locator('[data-paper=feedback-given]').count()).to.equal(0);
    expect(await unit.locator('.desk-line').first().innerText()).to.not.include('不满意');
    const office = await pageOf(stage.people.office, `/cases/${suggestionId}`);
    await office
      .locator('[data-paper=feedback-given]')
      .getByText('没有回应第二条')
      .waitFor({ state: 'attached' });
    await doAct(office, '交付再次办理', { 理由: '请补充答复第二条' });
    for (const page of [office, deputy, unit]) await standsAt(page, 'rehandling');

    await takenUp(suggestionId, ['pre', 'mid']);
    await replied(suggestionId);
    await standsAt(deputy, 'feedback');
    const second = await begin(deputy, '反馈意见');
    await choose(second, 'attitude', '满意');
    await choose(second, 'result', '满意');
    await finish(second, '反馈意见');
    await office.reload();
    for (const page of [office, deputy, unit]) await standsAt(page, 'closed');
  });

  it('has a promise that is tracked after the reply, kept later, rated by the deputy, and then filed', async () => {
    const suggestionId = suggestionAt(2);
    await takenUp(suggestionId, ['pre', 'mid']);
    const due = new Date(Date.now() + 90 * DAY_MS).toISOString().slice(0, 10);
    await replied(suggestionId, [{ text: '年内建成三处示范点', due }]);
    const path = `/cases/${suggestionId}`;
    const deputy = await pageOf(stage.people.deputy, path);
    const feedback = await begin(deputy, '反馈意见');
    await choose(feedback, 'attitude', '满意');
    await choose(feedback, 'result', '基本满意');
    await finish(feedback, '反馈意见');
    await standsAt(deputy, 'tracking');

    const leader = await pageOf(stage.people.leader, path);
    await leader.locator('[data-commitment=open]').getByText('年内建成三处示范点').waitFor();
    await doAct(leader, '答复承诺落实', { 落实情况: '三处示范点已经建成并开放' });
    await deputy.locator('[data-commitment=fulfilled]').waitFor();
    await deputy.locator('[data-paper=commitment-fulfilled]').waitFor();
    const rating = await begin(deputy, '评价承诺落实');
    await choose(rating, 'result', '满意');
    await finish(rating, '评价承诺落实');
    await leader.reload();
    await standsAt(leader, 'closed');

    const office = await pageOf(stage.people.office, path);
    await doAct(office, '归档');
    await standsAt(deputy, 'archived');
    await until(
      'nothing is left to be done',
      async () => (await deputy.locator('.desk-todo button').count()) === 0,
    );
  });
});
