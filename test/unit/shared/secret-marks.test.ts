import { expect } from 'chai';
import fc from 'fast-check';
import { type SecretLevel, secretMarkIn, secretPathIn } from '../../../shared/secret-marks.ts';

/** Texts that bear a mark, and which. */
const MARKED: readonly [string, SecretLevel][] = [
  ['秘密★', '秘密'],
  ['机密★', '机密'],
  ['绝密★', '绝密'],
  ['机密★10年', '机密'],
  ['秘密★长期', '秘密'],
  ['绝密★启用前', '绝密'],
  ['机密☆5年', '机密'],
  ['秘密*3年', '秘密'],
  ['秘密＊３年', '秘密'],
  ['机密 ★ 20 年', '机密'],
  ['机　密　★', '机密'],
  ['秘 密★', '秘密'],
  ['机\u200B密★', '机密'],
  ['機密★', '机密'],
  ['絕密★', '绝密'],
  ['祕密★', '秘密'],
  ['国家秘密★', '国家秘密'],
  ['關於某事\n機密★十年\n正文', '机密'],
  ['见附件（秘密★5年）第三页', '秘密'],
  ['★机密', '机密'],
  ['机密', '机密'],
  ['秘密', '秘密'],
  ['绝密', '绝密'],
  ['正文第一行\n  机密  \n正文第三行', '机密'],
  ['秘密 10年\n关于某事的报告', '秘密'],
  ['绝密：关于某项工程', '绝密'],
  ['绝密 关于某项工程', '绝密'],
  ['【机密】某项工程的进度', '机密'],
  ['〔秘密〕某项工程的进度', '秘密'],
  ['【国家秘密】', '国家秘密'],
  ['某项工程的进度（机密）.docx', '机密'],
  ['某项工程的进度(绝密级).pdf', '绝密'],
  ['密级：秘密', '秘密'],
  ['密级: 机密', '机密'],
  ['本件密级为绝密，请勿外传', '绝密'],
  ['密 级 ： 机 密', '机密'],
];

/** Texts that only speak of secrets. */
const UNMARKED = [
  '',
  '关于加强商业秘密保护的建议',
  '商业秘密★重点条款',
  '工作秘密★',
  '保守秘密是每个公民的义务',
  '关于修改《中华人民共和国保守国家秘密法》的建议',
  '依法属于国家秘密的除外',
  '会议采用无记名投票（秘密）方式',
  '提高数据的机密性和完整性',
  '机密性、完整性、可用性',
  '★机密性',
  '这是一个公开的秘密。',
  '秘密花园',
  '绝密档案解密后应当公开',
  '机密文件的管理办法应当修订',
  '秘密级文件的保管条件',
  '**保守秘密**，人人有责',
  '密切联系群众★',
  '精密机械★',
  '严密★机制',
  '密度：机动车密度为每公里三十辆',
  '乘机密码★',
  '机\n密★',
];

describe('marks of state secrets', () => {
  for (const [text, level] of MARKED)
    it(`are found in “${text}” as ${level}`, () => {
      expect(secretMarkIn(text)).to.equal(level);
    });

  for (const text of UNMARKED)
    it(`are not seen in “${text}”`, () => {
      expect(secretMarkIn(text)).to.equal(null);
    });

  it('are found wherever in a text of any length they stand, beside a star', () => {
    const plain = fc.string({ unit: fc.constantFrom('建', '议', '密', '机', '秘', '\n', ' ', 'a', '。') });
    fc.assert(
      fc.property(plain, plain, fc.constantFrom('绝密★', '机密★30年'), (before, behind, mark) => {
        expect(secretMarkIn(`${before}。${mark}${behind}`)).to.not.equal(null);
      }),
    );
  });

  it('are found in the depth of what was sent, by the place where they stand', () => {
    expect(secretPathIn({ title: '题', points: ['一', { text: '机密★' }], n: 3, none: null })).to.equal(
      'points.1.text',
    );
    expect(secretPathIn({ title: '题', points: ['一'], at: undefined })).to.equal(null);
    expect(secretPathIn('绝密★')).to.equal('');
  });

  it('are looked for in a long text without losing time over it', () => {
    const long = `${'秘 '.repeat(20_000)}${'密级 '.repeat(20_000)}${'【机密'.repeat(10_000)}`;
    expect(secretMarkIn(long)).to.equal(null);
  });
});
