import { expect } from 'chai';
import { LOCALES, say, WORDS } from '../../../client-sdk/wording/index.ts';
import { CASE_LINES } from '../../../shared/case-lines.ts';
import { Fault } from '../../../shared/faults.ts';
import { VALUE_NAMES } from '../../../shared/policies.ts';

/** All that any line of a case is told. */
const LINE_PARAMS = {
  ...{
    unit: '教育部',
    units: '教育部',
    left: '教育部',
    came: '财政部',
    committee: '教科文卫委',
    leader: '张主任',
  },
  ...{ name: '王秀英', names: '李强', lead: '赵敏', why: '需要调研', department: '基教司', numbers: '7239' },
  ...{ until: '2022-09-30', due: '2022-10-01', on: '2022-08-01', year: '2023', round: '2', form: 'meeting' },
  ...{ docNumber: '教函〔2022〕7号', promise: '年底前出台办法', outcome: 'go-on', result: '仍由教育部承办' },
  attitude: 'satisfied',
};
/** Words of the trade that no deputy should have to read. */
const TECHNICAL =
  /服务器|接口|令牌|会话|请求|参数|数据库|超时|token|session|server|request|parameter|API|null|undefined|NaN/i;

describe('the wording of cases', () => {
  for (const locale of LOCALES)
    it(`says every line that a room hears of its case in ${locale}, with and without what it is told`, () => {
      const { system, words, excerpt } = say(locale);
      const names = CASE_LINES.map((key) => words.systemNames[key]);
      expect(new Set(names).size).to.equal(CASE_LINES.length);
      for (const key of CASE_LINES) {
        for (const params of [LINE_PARAMS, {}]) {
          const line = system({ key, params });
          expect(line, key).not.to.match(TECHNICAL);
          expect(line.trim(), key).not.to.equal('');
        }
        expect(excerpt({ seq: 2, author: '呼应助手', excerpt: key, kind: 'system' })).to.equal(
          words.systemNames[key],
        );
      }
    });

  it('says in Chinese what a line is told', () => {
    const { system } = say('zh-CN');
    expect(system({ key: 'case-signed-for', params: { unit: '教育部', department: '基教司' } })).to.equal(
      '教育部已签收，由基教司承办',
    );
    expect(
      system({ key: 'case-units-changed', params: { left: '教育部', came: '财政部', why: '职责调整' } }),
    ).to.equal('这件建议由教育部改为财政部承办（职责调整）');
    expect(system({ key: 'case-units-changed', params: { left: '', came: '财政部', why: '' } })).to.equal(
      '财政部承办这件建议',
    );
    expect(
      system({ key: 'case-commitment-explained', params: { unit: '教育部', promise: '出台办法', due: '' } }),
    ).to.contain('不能落实');
    expect(system({ key: 'case-commitment-rated', params: { promise: '出台办法', result: '' } })).to.equal(
      '代表对承诺事项的落实作了评价：出台办法',
    );
    expect(system({ key: 'case-deputy-left', params: { name: '王秀英', lead: '' } })).to.contain('代表团');
  });

  it('says in both languages which rule of the congress a refusal goes by, one sentence each', () => {
    const reasons = [
      { value: 'publicity', most: 'summary' },
      { value: 'unitIds' },
      { value: 'rehandlingMayBeDeclined' },
      { value: 'leadRelays', replyRecipients: 'all' },
      { value: 'replyClass', known: ['A', 'B'] },
      { value: 'replyClass', known: [] },
      { value: 'commitments', replyClass: 'B' },
      { value: 'due', after: '2022-09-30' },
      { value: 'letter' },
      { value: 'until', after: '2022-07-01', latest: '2022-10-01' },
      { value: 'receipt', longerThan: 'reply' },
      { value: 'replyClasses', twice: 'A' },
      { value: 'deputyMayKeepUnpublished' },
    ];
    for (const locale of LOCALES) {
      const { fault } = say(locale);
      const said = reasons.map((facts) => fault(new Fault('AGAINST_POLICY', facts)));
      const plain = fault(new Fault('AGAINST_POLICY', { value: 'of a newer server' }));
      expect(new Set([...said, plain]).size, locale).to.equal(reasons.length + 1);
      for (const sentence of said) {
        expect(sentence).to.match(/[。.]$/);
        expect(sentence).not.to.match(TECHNICAL);
      }
    }
    const zh = say('zh-CN').fault(
      new Fault('AGAINST_POLICY', { value: 'until', after: '2022-07-01', latest: '2022-10-01' }),
    );
    expect(zh).to.contain('2022年7月1日').and.to.contain('2022年10月1日');
  });

  it('has a name for every value of a congress’s rules, each its own', () => {
    for (const locale of LOCALES) {
      const names = VALUE_NAMES.map((value) => WORDS[locale].policyValues[value]);
      expect(new Set(names).size, locale).to.equal(VALUE_NAMES.length);
      for (const name of names) expect(name).not.to.equal('');
    }
  });
});
