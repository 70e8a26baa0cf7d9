import { expect } from 'chai';
import type { RoomId } from '../../../../shared/ids.ts';
import type { Message } from '../../../../shared/messages.ts';
import { ACT_LIMITS } from '../../../support/rooms.ts';
import { type Scene, scene, type Someone } from './scene.ts';

describe('words that are changed and taken back', () => {
  let s: Scene;
  before(async function () {
    this.timeout(180_000);
    s = await scene();
  });
  after(() => s.close());

  const edit = (who: Someone, roomId: RoomId, seq: number, text: string) =>
    s.ask(who, 'message:edit', { roomId, seq, text }) as Promise<Message>;
  const recall = (who: Someone, roomId: RoomId, seq: number, why = '') =>
    s.ask(who, 'message:recall', { roomId, seq, why }) as Promise<Message>;

  describe('an edit', () => {
    it('puts other words in the place, tells who has the room open, and the inbox follows', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '请财政部门答复');
      s.bench.told.length = 0;
      const edited = await edit(s.lead, roomId, seq, '请财政部答复');
      expect(edited.body).to.deep.equal({ kind: 'text', text: '请财政部答复' });
      expect(edited).to.include({ changeSeq: 1, editedAt: s.bench.clock.now().toISOString() });
      expect(await s.see(s.second, roomId, seq)).to.deep.equal(edited);
      expect((await s.inbox(s.second, roomId)).last).to.include({ excerpt: '请财政部答复', kind: 'text' });
      const told = s.bench.told.find((t) => t.what === 'room:changed');
      expect(told?.body).to.deep.include({ from: 1, messages: [edited] });
    });

    it('leaves the inbox alone when something newer was said', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '第一句');
      await s.say(s.second, roomId, '第二句');
      await edit(s.lead, roomId, seq, '第一句，改过');
      expect((await s.inbox(s.second, roomId)).last).to.include({ excerpt: '第二句' });
    });

    it('of an announcement changes its text only', async () => {
      const { roomId } = await s.room();
      const { seq } = (await s.ask(s.lead, 'announcement:post', {
        ...{ roomId, text: '周三座谈', ackRequired: true },
        sendKey: 'a6e6b5a8-9c3e-4b21-8e21-0d4c1f0a7231',
      })) as Message;
      const { body } = await edit(s.lead, roomId, seq, '周四座谈');
      expect(body).to.deep.equal({
        kind: 'card',
        card: { type: 'announcement', text: '周四座谈', ackRequired: true },
      });
    });

    it('with the same words again changes nothing, also when the time is over', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '原话');
      const first = await edit(s.lead, roomId, seq, '新话');
      s.bench.clock.forward(ACT_LIMITS.editMs + 1);
      expect(await edit(s.lead, roomId, seq, '新话')).to.deep.equal(first);
      expect(await s.deeds(roomId)).to.deep.equal(['edited']);
    });

    it('is for who wrote the message', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '我的话');
      for (const who of [s.second, s.office])
        expect(await s.code(who, 'message:edit', { roomId, seq, text: '改' })).to.equal('NOT_YOURS');
      expect(await s.code(s.office, 'message:edit', { roomId, seq: 1, text: '改' })).to.equal('NOT_YOURS');
    });

    it('is refused once the time is over, to the millisecond', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '我的话');
      s.bench.clock.forward(ACT_LIMITS.editMs);
      expect(await s.code(s.lead, 'message:edit', { roomId, seq, text: '刚好' })).to.equal('ok');
      s.bench.clock.forward(1);
      expect(await s.code(s.lead, 'message:edit', { roomId, seq, text: '晚了' })).to.equal('TOO_LATE');
    });

    it('of what is not there is refused: beyond the head, under a tombstone', async () => {
      const { roomId } = await s.room();
      const input = { roomId, seq: 99, text: '改' };
      expect(await s.code(s.lead, 'message:edit', input)).to.equal('UNKNOWN_MESSAGE');
      const { seq } = await s.say(s.lead, roomId, '没有说过');
      await s.bench.database.connection
        .collection('messages')
        .updateOne({ roomId, seq }, { $set: { body: { kind: 'tombstone' } } });
      expect(await s.code(s.lead, 'message:edit', { ...input, seq })).to.equal('UNKNOWN_MESSAGE');
    });

    it('is refused in a closed room and to who may not speak', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '我的话');
      const input = { roomId, seq, text: '改' };
      const until = new Date(s.bench.clock.now().getTime() + 60_000).toISOString();
      await s.ask(s.office, 'member:mute', { roomId, personId: s.lead.personId, until, why: '刷屏' });
      expect(await s.code(s.lead, 'message:edit', input)).to.equal('MUTED');
      await s.ask(s.office, 'member:mute', { roomId, personId: s.lead.personId, until: null, why: '好了' });
      await s.ask(s.office, 'room:set-state', { roomId, state: 'read-only', why: '办结' });
      expect(await s.code(s.lead, 'message:edit', input)).to.equal('ROOM_CLOSED');
      await s.ask(s.office, 'room:set-state', { roomId, state: 'open', why: '重新办理' });
      expect(await s.code(s.lead, 'message:edit', input)).to.equal('ok');
    });
  });

  describe('a recall', () => {
    it('by the author leaves a stub and nothing of what was said', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '说错了的话');
      const stub = await recall(s.lead, roomId, seq);
      expect(stub.body).to.deep.equal({ kind: 'recalled', by: '代表0', byOffice: false, why: '' });
      expect(stub).to.not.have.any.keys('editedAt', 'quote', 'mentions', 'notified', 'reactions');
      expect(await s.see(s.second, roomId, seq)).to.deep.equal(stub);
      expect((await s.inbox(s.second, roomId)).last).to.include({ seq, excerpt: '', kind: 'recalled' });
    });

    it('again answers the stub as it stands, whoever asks and however late', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '说错了');
      const stub = await recall(s.lead, roomId, seq);
      s.bench.clock.forward(3_600_000);
      expect(await recall(s.lead, roomId, seq)).to.deep.equal(stub);
      expect(await recall(s.office, roomId, seq, '也撤一次')).to.deep.equal(stub);
      expect(await s.deeds(roomId)).to.deep.equal(['recalled']);
    });

    it('by the author ends with the time, and then is the office’s, with a reason', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '说错了');
      s.bench.clock.forward(ACT_LIMITS.recallMs + 1);
      const input = { roomId, seq, why: '' };
      expect(await s.code(s.lead, 'message:recall', input)).to.equal('TOO_LATE');
      expect(await s.code(s.second, 'message:recall', input)).to.equal('NOT_YOURS');
      expect(await s.code(s.office, 'message:recall', { ...input, why: '  ' })).to.equal('REASON_NEEDED');
      const stub = await recall(s.office, roomId, seq, '涉密');
      expect(stub.body).to.deep.equal({ kind: 'recalled', by: '代表3', byOffice: true, why: '涉密' });
    });

    it('of bots’ cards and system lines is the office’s only', async () => {
      const { roomId } = await s.room();
      expect(await s.code(s.lead, 'message:recall', { roomId, seq: 1, why: '' })).to.equal('NOT_YOURS');
      expect((await recall(s.office, roomId, 1, '发错群')).body.kind).to.equal('recalled');
    });

    it('in a read-only room is the office’s only, and nobody’s in an archived one', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '一');
      const { seq: other } = await s.say(s.lead, roomId, '二');
      await s.ask(s.office, 'room:set-state', { roomId, state: 'read-only', why: '办结' });
      expect(await s.code(s.lead, 'message:recall', { roomId, seq, why: '' })).to.equal('ROOM_CLOSED');
      expect(await s.code(s.office, 'message:recall', { roomId, seq, why: '涉密' })).to.equal('ok');
      await s.ask(s.office, 'room:set-state', { roomId, state: 'archived', why: '归档' });
      expect(await s.code(s.office, 'message:recall', { roomId, seq: other, why: '涉密' })).to.equal(
        'ROOM_CLOSED',
      );
    });

    it('ends edits, reactions and pins of the message', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '说错了');
      await s.ask(s.lead, 'message:pin', { roomId, seq, on: true });
      await s.ask(s.second, 'message:react', { roomId, seq, reaction: 'agree', on: true });
      await recall(s.lead, roomId, seq);
      expect((await s.header(roomId)).pins).to.deep.equal([]);
      expect(await s.code(s.lead, 'message:edit', { roomId, seq, text: '改' })).to.equal('MESSAGE_RECALLED');
      expect(await s.code(s.lead, 'message:react', { roomId, seq, reaction: 'agree', on: true })).to.equal(
        'MESSAGE_RECALLED',
      );
      expect(await s.code(s.lead, 'message:pin', { roomId, seq, on: true })).to.equal('MESSAGE_RECALLED');
      expect(await s.ask(s.lead, 'reaction:list', { roomId, seq })).to.deep.equal({ people: [] });
    });

    it('empties the quotes of it, and who was away is given both by one sync', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '引用的原话');
      const reply = await s.say(s.second, roomId, '同意', { replyTo: seq });
      expect(reply.quote).to.deep.equal({ seq, author: '代表0', excerpt: '引用的原话', recalled: false });
      await recall(s.lead, roomId, seq);
      const held = [{ roomId, seq: reply.seq, changeSeq: 0 }];
      const { rooms } = (await s.ask(s.unit, 'room:sync', { rooms: held })) as {
        rooms: { messages: Message[] }[];
      };
      const messages = rooms[0]?.messages.sort((a, b) => a.seq - b.seq) ?? [];
      expect(messages.map((m) => [m.seq, m.changeSeq])).to.deep.equal([
        [seq, 1],
        [reply.seq, 1],
      ]);
      expect(messages[1]?.quote).to.deep.equal({ seq, author: '代表0', excerpt: '', recalled: true });
    });

    it('takes back that people were called', async () => {
      const { roomId } = await s.room();
      const mentions = [{ kind: 'person', personId: s.second.personId }];
      const { seq } = await s.say(s.lead, roomId, '请看', { mentions });
      expect((await s.inbox(s.second, roomId)).mentions).to.deep.equal([seq]);
      const stub = await recall(s.lead, roomId, seq);
      expect((await s.inbox(s.second, roomId)).mentions).to.deep.equal([]);
      expect(stub.mentions).to.equal(undefined);
    });

    it('leaves the words in no collection in clear: not in edits, quotes, inboxes, indexes', async () => {
      const { roomId } = await s.room();
      const words = ['青稞甲字原文', '青稞乙字改文', '青稞丙字终文'] as const;
      const { seq } = await s.say(s.lead, roomId, words[0], {
        mentions: [{ kind: 'person', personId: s.second.personId }],
      });
      await s.say(s.second, roomId, '引一', { replyTo: seq });
      await edit(s.lead, roomId, seq, words[1]);
      await s.say(s.second, roomId, '引二', { replyTo: seq });
      await edit(s.lead, roomId, seq, words[2]);
      expect(await s.whereIs('乙字改')).to.include.members(['changes', 'messages']);
      await recall(s.lead, roomId, seq);
      for (const text of words)
        for (const part of [text, text.slice(0, 3), text.slice(2, 4)])
          expect(await s.whereIs(part), part).to.deep.equal([]);
      const sealed = (await s.ask(s.auditor, 'sealed:show', { roomId, seq, why: '核查' })) as {
        body: unknown;
        revisions: { body: unknown }[];
      };
      expect(sealed.body).to.deep.equal({ kind: 'text', text: words[2] });
      expect(sealed.revisions).to.deep.equal(
        words.slice(0, 2).map((text) => ({
          body: { kind: 'text', text },
          until: s.bench.clock.now().toISOString(),
        })),
      );
    });

    it('of the newest word leaves no words in the inbox, edited or not', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '收件箱甲');
      await edit(s.lead, roomId, seq, '收件箱乙');
      await recall(s.lead, roomId, seq);
      for (const part of ['收件箱甲', '收件箱乙', '件箱'])
        expect(await s.whereIs(part), part).to.deep.equal([]);
    });
  });
});
