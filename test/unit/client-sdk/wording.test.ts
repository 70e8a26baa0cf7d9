import { expect } from 'chai';
import { LOCALES, say, WORDS } from '../../../client-sdk/wording/index.ts';
import { Fault, FAULTS, type FaultCode } from '../../../shared/faults.ts';
import { card, type Card } from '../../../shared/messages.ts';

const ID = '0190163d-8694-739b-aea5-966c26f8ad91';
const CARDS: Record<Card['type'], Card> = {
  welcome: card.parse({
    type: 'welcome',
    suggestionId: ID,
    number: '7238',
    title: '关于加强乡村教育助力乡村振兴的建议',
    leadUnits: ['教育部'],
    coUnits: ['财政部', '农业农村部'],
    assignedOn: '2022-04-01',
    contactDue: '2022-04-29',
    wantsWrittenReply: false,
  }),
  'service-welcome': { type: 'service-welcome', delegationName: '北京代表团' },
  reminder: card.parse({
    type: 'reminder',
    rule: 'R6',
    suggestionId: ID,
    phase: 'pre',
    unitId: ID,
    unitName: '教育部',
    offset: 'since+15wd',
    due: '2022-04-29',
    words: {
      'zh-CN': { title: '办前沟通', text: '请尽快与代表沟通。' },
      en: { title: 'Contact before handling', text: 'Please get in touch with the deputy.' },
    },
  }),
  contact: card.parse({
    type: 'contact',
    suggestionId: ID,
    contactId: 'c1',
    phase: 'pre',
    unitName: '教育部',
    method: 'phone',
    at: '2022-04-06T16:30:00.000Z',
    withNames: ['王秀英', '李强'],
    summary: '代表介绍了建议的背景。',
    messageSeqs: [3, 4],
  }),
  announcement: { type: 'announcement', text: '座谈会改在周四上午。', ackRequired: true },
  bulletin: { type: 'bulletin', title: '一周简报', rows: [{ label: '发言', value: '12 条' }] },
};
/** Words of the trade that no deputy should have to read. */
const TECHNICAL =
  /服务器|接口|令牌|会话|请求|参数|数据库|超时|token|session|server|request|parameter|API|null|undefined|NaN/i;

describe('wording', () => {
  for (const locale of LOCALES) {
    const { fault } = say(locale);

    for (const code of Object.keys(FAULTS) as FaultCode[]) {
      it(`has a plain sentence for ${code} in ${locale}, with and without facts`, () => {
        for (const facts of [
          {},
          {
            retryAfterMs: 12_300,
            incident: 'a1b2',
            reason: 'COMMON',
            roomId: ID,
            state: 'archived',
            until: '2022-04-06T16:30:00.000Z',
          },
        ]) {
          const sentence = fault(new Fault(code, facts));
          expect(sentence).to.match(/[。.]$/);
          expect(sentence.length).to.be.greaterThan(8);
          expect(sentence).not.to.match(TECHNICAL);
          expect(sentence).not.to.contain(code);
          expect(sentence).not.to.contain(ID);
        }
      });
    }

    it(`tells refusals apart in ${locale}`, () => {
      const sentences = (Object.keys(FAULTS) as FaultCode[]).map((code) => fault(new Fault(code)));
      expect(new Set(sentences).size).to.equal(sentences.length);
    });

    it(`says every card and system line in ${locale}, without a hole`, () => {
      for (const data of Object.values(CARDS)) {
        const { title, lines, note } = say(locale).card(data);
        const text = [title, note, ...lines.flatMap((line) => [line.label, line.text])].join('\n');
        expect(text).not.to.match(TECHNICAL);
        expect(title).not.to.equal('');
        for (const line of lines) expect(line.text, line.label).not.to.equal('');
      }
      for (const key of ['member-joined', 'member-left'] as const) {
        expect(say(locale).system({ key, params: { names: '王秀英', why: '' } })).to.contain('王秀英');
        expect(WORDS[locale].systemNames[key]).not.to.equal('');
      }
    });

    it(`says what it does not know as a surprise in ${locale}`, () => {
      const surprise = fault(new Fault('INTERNAL'));
      for (const odd of [new Error('x'), null, undefined, 'x', { code: 'NEW_CODE', facts: {} }]) {
        expect(fault(odd)).to.equal(surprise);
      }
      expect(say(locale).excerpt({ seq: 1, author: '呼应助手', excerpt: 'new-card', kind: 'card' })).to.equal(
        '',
      );
    });
  }

  it('names acts, reactions, states and mentions, and what was taken back', () => {
    for (const locale of LOCALES) {
      const { words, recalled } = say(locale);
      const { acts, reactions, roomStates, mentionRoles } = words;
      for (const names of [acts, reactions, roomStates, mentionRoles]) {
        const all = Object.values(names);
        expect(new Set(all).size).to.equal(all.length);
        for (const name of all) expect(name).not.to.match(TECHNICAL);
      }
      expect(recalled({ by: '王秀英', byOffice: false, why: '' })).to.contain('王秀英');
      expect(recalled({ by: '王秀英', byOffice: true, why: '涉及隐私' })).to.contain('涉及隐私');
    }
    const { mention, recalled, excerpt } = say('zh-CN');
    expect(mention({ kind: 'everyone' })).to.equal('@所有人');
    expect(mention({ kind: 'role', role: 'seconding-deputy' })).to.equal('@全体附议代表');
    expect(recalled({ by: '王秀英', byOffice: false, why: '' })).to.equal('王秀英撤回了一条消息');
    expect(excerpt({ seq: 2, author: '王秀英', excerpt: '改期', kind: 'announcement' })).to.equal(
      '公告: 改期',
    );
    expect(excerpt({ seq: 2, author: '王秀英', excerpt: '', kind: 'recalled' })).to.equal('撤回了一条消息');
  });

  it('says in Chinese what the facts say', () => {
    const zh = say('zh-CN');
    expect(zh.fault(new Fault('TOO_FAST', { retryAfterMs: 900 }))).to.equal('您发得太快了，请稍等片刻再试。');
    expect(zh.fault(new Fault('TOO_FAST', { retryAfterMs: 30_001 }))).to.equal(
      '您操作得太快了，请等 31 秒后再试。',
    );
    expect(zh.fault(new Fault('MUTED', { until: '2022-04-06T16:30:00.000Z' }))).to.contain(
      '2022年4月7日 00:30 以后',
    );
    expect(zh.fault(new Fault('MUTED', { until: 'soon' }))).to.contain('暂时不能');
    expect(zh.card(CARDS.contact).lines[1]?.text).to.equal('2022年4月7日 00:30');
    expect(zh.card(CARDS.welcome).title).to.equal('第7238号代表建议办理群');
    expect(zh.excerpt({ seq: 9, author: '王秀英', excerpt: '您好', kind: 'text' })).to.equal('王秀英: 您好');
    expect(zh.excerpt({ seq: 9, author: '呼应助手', excerpt: 'reminder', kind: 'card' })).to.equal(
      '办理提醒',
    );
    expect(zh.excerpt(null)).to.equal('');
  });
});
