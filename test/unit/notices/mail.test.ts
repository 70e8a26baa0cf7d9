import { expect } from 'chai';
import { mailOf, messageIdOf, withoutAddresses } from '../../../server/notices/channels/mail.rules.ts';
import type { Said } from '../../../server/notices/channels/channel.ts';
import type { CongressId, PersonId, RoomId, SuggestionId } from '../../../shared/ids.ts';

const words = { title: '请签收第7238号建议', text: '请签收，最迟4月29日。' };
const concerned = (n: number) => ({
  suggestionId: `s${n}` as SuggestionId,
  roomId: `r${n}` as RoomId,
  number: `${7000 + n}`,
  title: `关于第${n}件事的建议`,
  due: '2022-04-29',
});
const said = (change: Partial<Said> = {}): Said => ({
  ...{
    deliveryId: 's|R2|since+1wd|p|1|mail',
    congressId: 'c' as CongressId,
    rule: 'R2',
    offset: 'since+1wd',
  },
  ...{ recipient: 'p' as PersonId, unit: null, phase: null, about: [concerned(1)], count: 1 },
  words: { 'zh-CN': words, en: { title: 'Please sign', text: 'Please sign.' } },
  ...change,
});
const head = { to: ['a@example.org'], from: '呼应 <huying@rd.example>', publicUrl: 'https://huying.example' };

describe('a reminder by e-mail', () => {
  it('says its words, names the suggestion, and links to the room', () => {
    const { subject, text, to } = mailOf(said(), head);
    expect(to).to.deep.equal(['a@example.org']);
    expect(subject).to.equal('请签收第7238号建议');
    expect(text.split('\n').slice(0, 4)).to.deep.equal([
      '请签收，最迟4月29日。',
      '',
      '第7001号建议《关于第1件事的建议》，期限 2022-04-29',
      'https://huying.example/rooms/r1',
    ]);
  });

  it('has a message id that follows from the delivery, in the sender’s domain', () => {
    const id = messageIdOf('a|b', head.from);
    expect(id).to.match(/^<[0-9a-f]{40}@rd\.example>$/);
    expect(messageIdOf('a|b', head.from)).to.equal(id);
    expect(messageIdOf('a|c', head.from)).to.not.equal(id);
    expect(mailOf(said(), head).messageId).to.equal(mailOf(said({ count: 2 }), head).messageId);
  });

  it('lists the first of very many suggestions and counts the others', () => {
    const about = Array.from({ length: 60 }, (_, i) => concerned(i + 1));
    const { text } = mailOf(said({ about, count: 1_126 }), head);
    expect(text.match(/^第70\d\d号建议/gm)).to.have.length(20);
    expect(text).to.include('另有 1106 件');
  });

  it('bears titles with line breaks and without number, and no address to link to', () => {
    const odd = { ...concerned(1), number: '', title: `两行\n标题${'长'.repeat(80)}`, due: null };
    const { text, subject } = mailOf(
      said({ about: [odd], words: { 'zh-CN': { title: '甲\r\nBcc: x@y', text: '乙' }, en: words } }),
      { ...head, publicUrl: '' },
    );
    expect(subject).to.equal('甲 Bcc: x@y');
    expect(text).to.match(/^建议《两行 标题长+…》$/m);
    expect(text).to.not.include('http');
  });

  it('to the operators links to the queues', () => {
    const { text } = mailOf(said({ about: [], recipient: 'operators' }), head);
    expect(text).to.include('https://huying.example/admin/queues');
  });

  it('leaves no address in what is kept of a server’s answer', () => {
    const answer = '550 5.1.1 <zhang.san@mail.example.org>: unknown\r\n(zhang.san@x)';
    expect(withoutAddresses(answer)).to.equal('550 5.1.1 <<…>>: unknown (<…>)');
  });
});
