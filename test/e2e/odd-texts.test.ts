import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { box, kept, say, seesOnce } from './room.ts';
import { makeStage, PHONE, type Seat, type Stage } from './stage.ts';

/** By how much a page can be moved sideways, in CSS pixels. */
const sideways = (page: Page): Promise<number> =>
  page.evaluate(
    `Math.max(...[document.scrollingElement, ...document.querySelectorAll('.message-log, .frame-pane')].map((one) => one.scrollWidth - one.clientWidth))`,
  );

/** What of an element is looked at, in the browser. */
interface Shown {
  lang: string;
  matches(selector: string): boolean;
  ownerDocument: { defaultView: { getComputedStyle(one: Shown): { writingMode: string } } };
}

const UYGHUR = 'بىز مەكتەپنىڭ يېنىدا يول ياساشنى تەكلىپ قىلىمىز';
const MONGOLIAN = 'ᠰᠤᠷᠭᠠᠭᠤᠯᠢ ᠶᠢᠨ ᠬᠠᠵᠠᠭᠤ ᠳᠤ ᠵᠠᠮ';

describe('texts that are not plain Chinese', function () {
  this.timeout(90_000);
  let stage: Stage;
  let deputy: Seat;
  let unit: Seat;

  before(async function () {
    this.timeout(400_000); // the first time the browser and the engines are fetched
    stage = await makeStage();
    await stage.handOver();
  });
  beforeEach(async () => {
    const path = stage.roomPath(0);
    deputy = await stage.signIn(stage.people.deputy, { path, size: PHONE });
    unit = await stage.signIn(stage.people.unit, { path });
    await Promise.all([box(deputy.page).waitFor(), box(unit.page).waitFor()]);
  });
  afterEach(async () => {
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  it('run in their own direction, each in its language', async () => {
    const texts = [
      ['ug', UYGHUR],
      ['kk-Arab', 'بٸز مەكتەپ جانىنان جول سالۋدى ۇسىنامىز'],
      ['bo', 'སློབ་གྲྭའི་ཉེ་འགྲམ་ལ་ལམ་བཟོ་རྒྱུའི་གྲོས་འགོ'],
      ['mn-Mong', MONGOLIAN],
      ['ko', '학교 옆에 길을 내기를 제안합니다'],
    ] as const;
    for (const [, text] of texts) {
      await say(deputy.page, text);
      await seesOnce(unit.page, text);
    }
    const shown = await Promise.all(
      texts.map(async ([language, text]) => {
        const written = kept(unit.page, text).locator('.written');
        const look = await written.evaluate((found) => {
          const one = found as unknown as Shown;
          const { writingMode } = one.ownerDocument.defaultView.getComputedStyle(one);
          return { lang: one.lang, rightToLeft: one.matches(':dir(rtl)'), mode: writingMode };
        });
        return { language, ...look };
      }),
    );
    expect(shown).to.deep.equal(
      texts.map(([language]) => ({
        language,
        lang: language,
        rightToLeft: language === 'ug' || language === 'kk-Arab',
        mode: language === 'mn-Mong' ? 'vertical-lr' : 'horizontal-tb',
      })),
    );
    expect(await sideways(deputy.page)).to.equal(0);
  });

  it('turn the box in which they are written', async () => {
    const toRight = () => box(deputy.page).evaluate((one) => (one as unknown as Shown).matches(':dir(rtl)'));
    await box(deputy.page).fill(UYGHUR);
    expect(await toRight()).to.equal(true);
    await box(deputy.page).fill('建议修路');
    expect(await toRight()).to.equal(false);
  });

  it('of 5,000 letters without a space stay within the page', async () => {
    const long = '长'.repeat(2_500) + 'x'.repeat(2_500);
    await say(deputy.page, long);
    await seesOnce(deputy.page, long);
    await seesOnce(unit.page, long);
    expect(await sideways(deputy.page)).to.equal(0);
    expect(await sideways(unit.page)).to.equal(0);
  });

  it('that look like markup are shown as they were written, and nothing runs', async () => {
    const markup = '<img src=x onerror=document.title=1><script>document.title=2</script>&lt;b&gt;';
    await say(deputy.page, markup);
    await unit.page.getByText(markup, { exact: true }).first().waitFor();
    expect(await unit.page.locator('.message-text img, .message-text script').count()).to.equal(0);
    expect(await unit.page.title()).not.to.match(/^[12]$/);
  });

  it('of signs made of several stay whole', async () => {
    const signs = '👨‍👩‍👧‍👦👍🏽🇨🇳1️⃣';
    await say(deputy.page, signs);
    await seesOnce(unit.page, signs);
  });

  it('with a turned direction are not sent, and it is said why', async () => {
    await box(deputy.page).fill('请看‮fdp.表格');
    const send = deputy.page.getByRole('button', { name: '发送' });
    expect(await send.isDisabled()).to.equal(true);
    await deputy.page.getByText('有不能发送的字符').waitFor();
  });
});

describe('a message of a kind that this version does not know', function () {
  this.timeout(90_000);
  let stage: Stage;

  before(async function () {
    this.timeout(400_000); // the first time the browser and the engines are fetched
    stage = await makeStage();
    await stage.handOver();
  });
  after(() => stage.close());

  it('says that a newer version shows it; the others are read as ever', async () => {
    const path = stage.roomPath(0);
    const unit = await stage.signIn(stage.people.unit, { path });
    const deputy = await stage.signIn(stage.people.deputy);
    // A newer server: one kind of message comes under a name that nobody knows yet.
    const newer = (text: string) =>
      text.replaceAll('{"kind":"text","text":"来自将来', '{"kind":"map","text":"来自将来');
    await deputy.page.routeWebSocket(/socket\.io/, (line) => {
      const server = line.connectToServer();
      server.onMessage((frame) => line.send(typeof frame === 'string' ? newer(frame) : frame));
    });
    await deputy.page.goto(path);
    await box(deputy.page).waitFor();
    await say(unit.page, '来自将来的一张图');
    await say(unit.page, '这一句都看得懂');
    await seesOnce(deputy.page, '这一句都看得懂');
    await deputy.page.getByText('此消息需要更新版本才能查看').waitFor();
    await box(deputy.page).fill('仍然可以写');
    await deputy.page.getByRole('button', { name: '发送' }).click();
    await seesOnce(unit.page, '仍然可以写');
    expect(await stage.clear()).to.deep.equal([]);
  });
});
