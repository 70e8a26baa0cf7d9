import { expect } from 'chai';
import { publicationActs } from '../../../../server/suggestions/publication/publication.rules.ts';
import { redacted } from '../../../../server/suggestions/publication/redact.rules.ts';
import { mostPublic } from '../../../../server/suggestions/publication/wishes.rules.ts';
import { played, PLAYERS, policyWith } from '../played.ts';
import { answered, letter, ON } from '../handling/steps.ts';

const { propose, review, publish, object } = publicationActs;
const full = { ...ON, publicity: 'full', text: '答复全文。联系电话：13800138000。', reason: '' } as const;
const approval = { ...ON, approved: true, text: '答复全文。', why: '可以公开' };
const proposed = () => answered(played()).act(propose, PLAYERS.contact, full);

describe('publication', () => {
  it('is proposed by a unit, reviewed by another person, and made by the office', () => {
    const the = proposed();
    expect(the.last[0]?.body).to.deep.equal({
      ...{ publicity: 'full', reason: '', text: '答复全文。联系电话：〔电话已隐去〕。' },
    });
    the.act(review, PLAYERS.leader, { ...approval, text: '答复全文，电话010-66001234。' });
    expect(the.last[0]?.body).to.deep.equal({ approved: true, text: '答复全文，电话〔电话已隐去〕。' });
    the.on('2022-06-10').act(publish, PLAYERS.office, ON);
    expect(the.case.publication).to.deep.include({ state: 'published', on: '2022-06-10' });
    expect(the.state).to.equal('feedback');
  });

  it('is never reviewed by who proposed it', () => {
    const byOffice = answered(played()).act(propose, PLAYERS.office, full);
    expect(byOffice.refusal(review, PLAYERS.office, approval)).to.deep.equal({ code: 'OWN_WORK', facts: {} });
    const byLeader = answered(played()).act(propose, PLAYERS.leader, full);
    expect(byLeader.refusal(review, PLAYERS.leader, approval).code).to.equal('OWN_WORK');
    expect(byOffice.act(review, PLAYERS.secondOffice, approval).case.publication?.state).to.equal('approved');
  });

  it('is never more than the deputies wished, nor than its level allows', () => {
    const wish = { publicity: 'summary', keepSecret: false, secrecy: 'public' } as const;
    expect(mostPublic(wish)).to.equal('summary');
    expect(mostPublic({ ...wish, keepSecret: true })).to.equal('none');
    expect(mostPublic({ ...wish, secrecy: 'internal' })).to.equal('none');
    expect(mostPublic({ ...wish, secrecy: 'work-secret' })).to.equal('none');
    const the = answered(played());
    the.happens({ kind: 'corrected', body: { n: 1, field: 'publicity', before: 'full', after: 'summary' } });
    expect(the.refusal(propose, PLAYERS.contact, full)).to.deep.equal({
      code: 'AGAINST_POLICY',
      facts: { value: 'publicity', most: 'summary' },
    });
    expect(the.act(propose, PLAYERS.contact, { ...full, publicity: 'summary' }).kinds).to.have.length(1);
  });

  it('of what a deputy holds unfit for the public does not come about, where the rules know that', () => {
    const policy = policyWith({}, 'henan');
    const the = answered(played({ policy }), letter({ replyClass: 'A' })).act(propose, PLAYERS.contact, full);
    the.act(object, PLAYERS.lead, { ...ON, why: '涉及个别学校' });
    expect(the.case).to.deep.include({ publicity: 'none', publication: null });
    expect(the.refusal(propose, PLAYERS.contact, full).facts).to.deep.equal({
      value: 'publicity',
      most: 'none',
    });
    expect(the.refusal(object, PLAYERS.lead, { ...ON, why: '再说一次' }).code).to.equal('ALREADY_DONE');
    expect(the.refusal(object, PLAYERS.seconder, { ...ON, why: '也不同意' }).code).to.equal('NOT_ALLOWED');
    expect(proposed().refusal(object, PLAYERS.lead, { ...ON, why: '不宜公开' })).to.deep.equal({
      code: 'AGAINST_POLICY',
      facts: { value: 'deputyMayKeepUnpublished' },
    });
    const after = answered(played({ policy }), letter({ replyClass: 'A' }))
      .act(propose, PLAYERS.contact, full)
      .act(review, PLAYERS.office, approval)
      .act(publish, PLAYERS.office, ON);
    expect(after.refusal(object, PLAYERS.lead, { ...ON, why: '不宜公开' }).code).to.equal('ALREADY_DONE');
  });

  it('keeps in which entry its last words are', () => {
    const the = proposed();
    const { revision } = the.case;
    expect(the.case.publication?.n).to.equal(revision);
    expect(the.act(review, PLAYERS.office, approval).case.publication?.n).to.equal(revision + 1);
    expect(the.act(publish, PLAYERS.office, ON).case.publication?.n).to.equal(revision + 1);
  });

  it('does not come about when the deputies’ wish has changed since the review', () => {
    const the = proposed().act(review, PLAYERS.office, approval);
    the.happens({ kind: 'corrected', body: { n: 1, field: 'keepSecret', before: false, after: true } });
    expect(the.refusal(publish, PLAYERS.office, ON)).to.deep.equal({
      code: 'AGAINST_POLICY',
      facts: { value: 'publicity', most: 'none' },
    });
  });

  it('that is not wanted says why, and ends with the review', () => {
    const the = answered(played());
    const none = { ...full, publicity: 'none', text: '' } as const;
    expect(the.refusal(propose, PLAYERS.contact, none).code).to.equal('REASON_NEEDED');
    the.act(propose, PLAYERS.contact, { ...none, reason: '涉及商业秘密' });
    the.act(review, PLAYERS.office, { ...approval, text: '' });
    expect(the.refusal(publish, PLAYERS.office, ON).code).to.equal('AGAINST_POLICY');
  });

  it('needs words to publish, of who proposes and of who reviews', () => {
    const empty = { code: 'NOT_YET', facts: { missing: ['public-text'] } };
    expect(answered(played()).refusal(propose, PLAYERS.contact, { ...full, text: '' })).to.deep.equal(empty);
    expect(proposed().refusal(review, PLAYERS.office, { ...approval, text: '' })).to.deep.equal(empty);
    const refused = { ...approval, approved: false, text: '', why: '需要修改' };
    expect(proposed().act(review, PLAYERS.office, refused).case.publication?.state).to.equal('refused');
  });

  it('comes in order: proposed, reviewed once, published once', () => {
    const the = answered(played());
    expect(the.refusal(review, PLAYERS.office, approval).facts).to.deep.equal({ missing: ['proposal'] });
    expect(the.refusal(publish, PLAYERS.office, ON).facts).to.deep.equal({ missing: ['review'] });
    the.act(propose, PLAYERS.contact, full);
    expect(the.refusal(publish, PLAYERS.office, ON).facts).to.deep.equal({ missing: ['review'] });
    the.act(review, PLAYERS.office, approval);
    expect(the.refusal(review, PLAYERS.secondOffice, approval).code).to.equal('ALREADY_DONE');
    the.act(publish, PLAYERS.office, ON);
    expect(the.refusal(publish, PLAYERS.office, ON).code).to.equal('ALREADY_DONE');
    expect(the.refusal(propose, PLAYERS.contact, full).code).to.equal('ALREADY_DONE');
  });

  it('that is proposed anew is reviewed anew', () => {
    const the = proposed().act(review, PLAYERS.office, approval).act(propose, PLAYERS.contact, full);
    expect(the.refusal(publish, PLAYERS.office, ON).facts).to.deep.equal({ missing: ['review'] });
  });

  it('is no matter of units that do not reply, nor of deputies', () => {
    const the = answered(played());
    for (const somebody of [PLAYERS.coContact, PLAYERS.otherContact])
      expect(the.refusal(propose, somebody, full).code).to.equal('NOT_YOUR_TRACK');
    expect(the.refusal(propose, PLAYERS.lead, full).code).to.equal('NOT_ALLOWED');
    the.act(propose, PLAYERS.contact, full);
    expect(the.refusal(review, PLAYERS.coLeader, approval).code).to.equal('NOT_YOUR_TRACK');
    expect(the.refusal(publish, PLAYERS.leader, ON).code).to.equal('NOT_ALLOWED');
  });
});

describe('a text for the public', () => {
  const TAKEN_OUT: readonly (readonly [string, string])[] = [
    ['联系人手机13800138000。', '联系人手机〔电话已隐去〕。'],
    ['手机 138 0013 8000', '手机 〔电话已隐去〕'],
    ['手机138-0013-8000', '手机〔电话已隐去〕'],
    ['手机：+86 13800138000', '手机：〔电话已隐去〕'],
    ['手机１３８００１３８０００', '手机〔电话已隐去〕'],
    ['手机138\u200b00138000', '手机〔电话已隐去〕'],
    ['座机010-66001234', '座机〔电话已隐去〕'],
    ['座机（010）6600 1234转801', '座机〔电话已隐去〕'],
    ['座机0571—87051234', '座机〔电话已隐去〕'],
    ['咨询400-800-1234', '咨询〔电话已隐去〕'],
    ['联系电话：66001234', '联系电话：〔电话已隐去〕'],
    ['身份证号11010519491231002X', '身份证号〔证件号码已隐去〕'],
    ['身份证号110105 19491231 0021', '身份证号〔证件号码已隐去〕'],
    ['旧证110105491231002', '旧证〔证件号码已隐去〕'],
    ['代表证号：BJ-0123', '代表证号：〔代表证号已隐去〕'],
    ['代表证号码00765', '代表证号码〔代表证号已隐去〕'],
    ['代表证编号为 A7238，', '代表证编号为 〔代表证号已隐去〕，'],
    ['邮箱zhang.san@example.com.cn。', '邮箱〔电子邮箱已隐去〕。'],
    ['邮箱ｚｈａｎｇ＠example.com', '邮箱〔电子邮箱已隐去〕'],
    ['通讯地址：北京市西城区某街1号，邮编', '通讯地址：〔地址已隐去〕，邮编'],
    ['住址为上海市某路2弄3号', '住址为〔地址已隐去〕'],
    ['我家住和平里东街12号楼3单元501室，', '我家住〔地址已隐去〕，'],
    ['王某，朝阳区某小区5号楼1202室。', '王某，〔地址已隐去〕。'],
  ];

  for (const [text, expected] of TAKEN_OUT)
    it(`takes out personal data: ${text}`, () => {
      expect(redacted(text)).to.equal(expected);
      expect(redacted(expected), 'a second time').to.equal(expected);
    });

  const KEPT = [
    '国办发〔2014〕46号文件要求2015年起公开。',
    '第7238号代表建议于2022-04-01交办。',
    '2021年全国财政支出246322亿元，增长0.3%。',
    '20220401至20220701',
    '共投入1380013.8万元，惠及138万户。',
    '请拨打12345热线反映问题。',
    '住在农村的老人看病难。',
    '代表证明材料齐全，地址信息系统已建成。',
    '建设3号线和5号线，覆盖12个区。',
    '修订《教育法》第13条、第86条。',
    '全国人大代表、教育部均已知悉。',
  ];

  for (const text of KEPT)
    it(`keeps what is no personal datum: ${text}`, () => {
      expect(redacted(text)).to.equal(text);
    });

  it('loses several of them at once and nothing between', () => {
    expect(redacted('张三13800138000、李四13900139000；邮箱a@b.cn')).to.equal(
      '张三〔电话已隐去〕、李四〔电话已隐去〕；邮箱〔电子邮箱已隐去〕',
    );
  });
});
