import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { CongressId, PersonId, RoomId } from '../../../../shared/ids.ts';
import type { Message } from '../../../../shared/messages.ts';
import type { Hit } from '../../../../shared/search.ts';
import { newId } from '../../../../server/ops/clock.ts';
import type { Rooms } from '../../../../server/rooms/index.ts';
import { roomsBench, type RoomsBench } from '../../../support/rooms.ts';
import { until } from '../../../support/until.ts';

describe('search:messages', () => {
  let bench: RoomsBench;
  let other: Rooms;
  let li: PersonId;
  let wang: PersonId;
  let zhao: PersonId;

  before(async function () {
    this.timeout(180_000);
    bench = await roomsBench(3);
    other = bench.anotherNode();
    [li, wang, zhao] = bench.people as [PersonId, PersonId, PersonId];
  });
  after(async () => {
    await other.flush();
    await bench.close();
  });

  const room = async (seated = [li, wang], otherwise: Parameters<RoomsBench['room']>[1] = {}) =>
    (await bench.room(seated, otherwise)).roomId;
  /** A room of a congress of its own, and this person’s seat in it. */
  async function roomOfAnotherCongress(personId: PersonId) {
    const congress = newId() as CongressId;
    bench.congresses.set(personId, congress);
    return room([personId], { congressId: congress });
  }
  const post = (roomId: string, text: string, more: object = {}) =>
    bench.ask('message:post', { roomId, text, sendKey: randomUUID(), ...more }, li) as Promise<Message>;
  interface Page {
    hits: Hit[];
    cursor: string | null;
  }
  const search = (
    text: string,
    roomId: RoomId | null,
    more: { who?: PersonId; cursor?: string | null } = {},
  ) =>
    bench.ask(
      'search:messages',
      { text, roomId, cursor: more.cursor ?? null },
      more.who ?? li,
    ) as Promise<Page>;
  const seqs = async (text: string, roomId: RoomId | null) =>
    (await search(text, roomId)).hits.map((h) => h.seq);
  const marked = (hit: Hit | undefined) => hit?.marks.map(([from, to]) => hit.excerpt.slice(from, to)) ?? [];
  /** Waits until the index, and not the reading of what is not indexed, gives the answers. */
  const indexed = async (roomId: RoomId) => {
    const { seq } = (await bench.database.connection
      .collection<{ _id: string; seq: number }>('rooms')
      .findOne({ _id: roomId })) ?? { seq: 0 };
    await until('the room is indexed', async () => {
      const state = await bench.database.connection
        .collection<{ _id: string; to: number }>('search-rooms')
        .findOne({ _id: roomId });
      return (state?.to ?? 0) >= seq;
    });
  };
  const both = async (roomId: RoomId, check: () => Promise<void>) => {
    await check();
    await indexed(roomId);
    await check();
  };

  const set: [said: string, sought: string, marks: string[]][] = [
    ['请住建部牵头，会同有关单位研究', '住建部', ['住建部']],
    ['民政部主办、住建部会办，八月底前答复', '民政部主办、住建部会办', ['民政部主办、住建部会办']],
    ['民政部主办、住建部会办，八月底前答复', '会办 民政部', ['民政部', '会办']],
    ['关于第7238号建议的答复', '第7238号', ['第7238号']],
    ['关于第7238号建议的答复', '7238', ['7238']],
    ['关于第7238号建议的答复', '723', ['723']],
    ['关于第７２３８号建议的答复', '7238', ['７２３８']],
    ['已经与卓玛央金代表当面沟通', '卓玛央金', ['卓玛央金']],
    ['请看ＡＢＣ标准与abc标准', 'aBc', ['ＡＢＣ', 'abc']],
    ['体育场馆、體育設施', '体育', ['体育', '體育']],
    ['体育场馆、體育設施', '體育', ['体育', '體育']],
    ['发改投资〔2021〕1号（征求意见稿）', '〔2021〕1号（', ['〔2021〕1号（']],
    ['收到👍🏽，谢谢🇨🇳', '🇨🇳', ['🇨🇳']],
    ['收到👍🏽，谢谢🇨🇳', '收到👍🏽', ['收到👍🏽']],
    ['ئۇيغۇرچە تەكلىپ خەت', 'تەكلىپ', ['تەكلىپ']],
    ['བོད་ཡིག་གི་གྲོས་འཆར།', 'གྲོས་འཆར', ['གྲོས་འཆར']],
    ['GDP增长5.5%左右', '5.5%', ['5.5%']],
    ['mixed 中英文 Wi-Fi6覆盖', 'wi-fi6', ['Wi-Fi6']],
    ['住\u200b建部的意见', '住建部', ['住\u200b建部']],
    ['aaaa', 'aa', ['aaaa']],
  ];
  for (const [said, sought, marks] of set)
    it(`finds ${sought} in ${said}`, async () => {
      const roomId = await room();
      await post(roomId, '别的事情');
      const { seq } = await post(roomId, said);
      await both(roomId, async () => {
        const { hits } = await search(sought, roomId);
        expect(hits.map((h) => h.seq)).to.deep.equal([seq]);
        expect(marked(hits[0])).to.deep.equal(marks);
        expect((await search(sought, null)).hits.filter((h) => h.roomId === roomId)).to.deep.equal(hits);
      });
    });

  it('demands every word, and finds nothing of grams that only stand apart', async () => {
    const roomId = await room();
    await post(roomId, '甲乙，乙丙，丙丁');
    await both(roomId, async () => {
      expect(await seqs('甲乙丙丁', roomId)).to.deep.equal([]);
      expect(await seqs('甲乙 戊己', roomId)).to.deep.equal([]);
      expect(await seqs('甲乙 丙 丁', roomId)).to.deep.equal([2]);
    });
  });

  it('finds quotes, announcements and the cards of a case, and says which it is', async () => {
    const roomId = await room([li, wang], {
      welcome: {
        type: 'welcome',
        suggestionId: randomUUID() as never,
        number: '7238',
        title: '关于高原梯田保育的建议',
        leadUnits: ['农业农村部'],
        coUnits: ['财政部'],
        assignedOn: '2026-03-05',
        contactDue: null,
        wantsWrittenReply: true,
      },
    });
    const asked = await post(roomId, '青稞良种什么时候到位？');
    const answered = await post(roomId, '下月。', { replyTo: asked.seq });
    const announced = (await bench.ask(
      'announcement:post',
      { roomId, text: '周三视频会', sendKey: randomUUID(), ackRequired: true },
      li,
    )) as Message;
    const kinds = async (text: string) =>
      (await search(text, roomId)).hits.map((h) => [h.seq, h.kind, ...marked(h)]);
    await both(roomId, async () => {
      expect(await kinds('青稞良种')).to.deep.equal([
        [answered.seq, 'quote', '青稞良种'],
        [asked.seq, 'text', '青稞良种'],
      ]);
      expect(await kinds('视频会')).to.deep.equal([[announced.seq, 'card', '视频会']]);
      expect(await kinds('第7238号')).to.deep.equal([[1, 'card', '第7238号']]);
      expect(await kinds('梯田 财政部')).to.deep.equal([[1, 'card', '梯田', '财政部']]);
    });
  });

  it('cuts long texts around the first find', async () => {
    const roomId = await room();
    await post(roomId, `${'前'.repeat(500)}\n要找的词${'后'.repeat(500)}要找的词`);
    const { hits } = await search('要找的词', roomId);
    expect(marked(hits[0])).to.deep.equal(['要找的词']);
    expect(hits[0]?.excerpt).to.match(/^…前{19} 要找的词后{56}…$/);
  });

  it('finds what was just acknowledged by any node, on every node', async () => {
    const roomId = await room();
    for (let i = 0; i < 10; i++) {
      const [poster, reader] = i % 2 === 0 ? [bench.rooms, other] : [other, bench.rooms];
      const text = `第${i}次读己之写`;
      await bench.askOf(poster)('message:post', { roomId, text, sendKey: randomUUID() }, li);
      for (const where of [roomId, null]) {
        const { hits } = (await bench.askOf(reader)(
          'search:messages',
          { roomId: where, text, cursor: null },
          wang,
        )) as Page;
        expect(hits.map((h) => h.excerpt)).to.deep.equal([text]);
      }
    }
  });

  it('refuses who is no member, and shows nobody anything of other rooms', async () => {
    const roomId = await room([li, wang]);
    await post(roomId, '只给两个人的话');
    await indexed(roomId);
    const refusal = await search('只给两个人', roomId, { who: zhao }).catch((e: unknown) => e);
    expect(refusal).to.include({ code: 'NOT_A_MEMBER' });
    expect((await search('只给两个人', null, { who: zhao })).hits).to.deep.equal([]);
    expect((await search('只给两个人', null, { who: wang })).hits).to.have.length(1);
  });

  it('shows somebody with a seat in another congress the words of that one only, and nobody here those', async () => {
    const [here, there] = [await room([li, wang]), await roomOfAnotherCongress(zhao)];
    await post(here, '两届都说的话，在这里');
    await bench.ask(
      'message:post',
      { roomId: there, text: '两届都说的话，在那里', sendKey: randomUUID() },
      zhao,
    );
    for (const roomId of [here, there]) await indexed(roomId);
    const excerpts = async (who: PersonId) =>
      (await search('两届都说', null, { who })).hits.map((h) => h.excerpt);
    expect(await excerpts(zhao)).to.deep.equal(['两届都说的话，在那里']);
    for (const who of [li, wang]) expect(await excerpts(who)).to.deep.equal(['两届都说的话，在这里']);
    for (const [roomId, who] of [
      [here, zhao],
      [there, li],
    ] as const)
      expect(await search('两届都说', roomId, { who }).catch((e: unknown) => e)).to.include({
        code: 'NOT_A_MEMBER',
      });
  });

  it('shows a removed member nothing at once, not even the rest of a page turned before', async () => {
    const { roomId, subjectId } = await bench.room([li, wang]);
    for (let i = 0; i < 31; i++) await post(roomId, `撤席之前的话 ${i}`);
    await indexed(roomId);
    const first = await search('撤席之前', null, { who: wang });
    expect(first.hits).to.have.length(30);
    await bench.rooms.reconcile(subjectId, [{ personId: li, roles: ['lead-deputy'] }], {
      personId: 'system',
      why: 'test',
    });
    for (const cursor of [null, first.cursor])
      expect((await search('撤席之前', null, { who: wang, cursor })).hits).to.deep.equal([]);
    expect(await search('撤席之前', roomId, { who: wang }).catch((e: unknown) => e)).to.include({
      code: 'NOT_A_MEMBER',
    });
  });

  it('asks for one word of two characters at least', async () => {
    for (const text of ['张', ' 张 ', '张 王', ''])
      expect(
        await search(text, null).then(
          () => 'ok',
          () => 'refused',
        ),
      ).to.equal('refused');
    expect((await search('\u200b张', null)).hits).to.deep.equal([]);
  });

  it('takes a cursor that is none for the beginning', async () => {
    const roomId = await room();
    await post(roomId, '游标之谜');
    for (const cursor of ['x', '.', '1.', '-1.a', `${'9'.repeat(199)}.`])
      expect((await search('游标之谜', roomId, { cursor })).hits).to.have.length(1);
  });
});
