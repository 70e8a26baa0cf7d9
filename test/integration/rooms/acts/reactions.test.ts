import { expect } from 'chai';
import type { RoomId } from '../../../../shared/ids.ts';
import type { Message, Reaction } from '../../../../shared/messages.ts';
import type { RoomHeader } from '../../../../shared/rooms.ts';
import { MAX_PINS } from '../../../../shared/values/rooms.ts';
import type { Seat } from '../../../../shared/seats.ts';
import { type Scene, scene, type Someone } from './scene.ts';

describe('reactions and pins', () => {
  let s: Scene;
  before(async function () {
    this.timeout(180_000);
    s = await scene(3);
  });
  after(() => s.close());

  const react = (who: Someone, [roomId, seq]: [RoomId, number], reaction: Reaction, on = true) =>
    s.ask(who, 'message:react', { roomId, seq, reaction, on }) as Promise<Message>;
  const pin = (who: Someone, [roomId, seq]: [RoomId, number], on = true) =>
    s.ask(who, 'message:pin', { roomId, seq, on }) as Promise<RoomHeader>;

  describe('a reaction', () => {
    it('is counted for all, is one’s own for oneself, and one’s other devices hear of it', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '请各单位收到回复');
      await react(s.second, [roomId, seq], 'received');
      s.bench.told.length = 0;
      const answer = await react(s.unit, [roomId, seq], 'received');
      expect(answer.reactions).to.deep.equal([{ reaction: 'received', count: 2 }]);
      expect(answer).to.deep.include({ mine: ['received'], changeSeq: 2 });
      const changed = s.bench.told.find((t) => t.what === 'room:changed')?.body as { messages: Message[] };
      expect(changed.messages[0]).to.deep.include({ reactions: answer.reactions, changeSeq: 2 });
      expect(changed.messages[0]).to.not.have.property('mine');
      expect(s.bench.told.filter((t) => t.what === 'reaction:marked')).to.deep.equal([
        {
          to: `u:${s.unit.personId}`,
          what: 'reaction:marked',
          body: { roomId, seq, changeSeq: 2, mine: ['received'] },
        },
      ]);
      expect((await s.see(s.lead, roomId, seq)).mine).to.deep.equal([]);
      expect((await s.see(s.second, roomId, seq)).mine).to.deep.equal(['received']);
    });

    it('is there or not: the same again changes nothing, taking away takes away', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '好不好');
      await react(s.second, [roomId, seq], 'agree', false);
      await react(s.second, [roomId, seq], 'agree');
      await react(s.second, [roomId, seq], 'agree');
      expect(await s.deeds(roomId)).to.deep.equal(['reacted']);
      await react(s.second, [roomId, seq], 'thanks');
      const less = await react(s.second, [roomId, seq], 'agree', false);
      expect(less).to.deep.include({ reactions: [{ reaction: 'thanks', count: 1 }], mine: ['thanks'] });
      await react(s.second, [roomId, seq], 'agree', false);
      expect(await s.deeds(roomId)).to.have.length(3);
      await react(s.second, [roomId, seq], 'agree');
      expect((await s.see(s.second, roomId, seq)).mine).to.deep.equal(['agree', 'thanks']);
    });

    it('is listed by name, foremost roles first; who left stays in the list', async () => {
      const { roomId, subjectId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '请表态');
      await react(s.second, [roomId, seq], 'agree');
      await react(s.unit, [roomId, seq], 'done');
      await react(s.lead, [roomId, seq], 'thanks');
      await react(s.lead, [roomId, seq], 'received');
      const list = async () => {
        const { people } = (await s.ask(s.lead, 'reaction:list', { roomId, seq })) as {
          people: { seat: Seat; reactions: Reaction[] }[];
        };
        return people.map((p) => [p.seat.name, p.seat.roles[0], p.reactions.join()]);
      };
      expect(await list()).to.deep.equal([
        ['代表0', 'lead-deputy', 'received,thanks'],
        ['代表1', 'seconding-deputy', 'agree'],
        ['代表2', 'lead-unit', 'done'],
      ]);
      await s.bench.rooms.reconcile(subjectId, [{ personId: s.lead.personId, roles: ['lead-deputy'] }], {
        personId: 'system',
        why: '改派',
      });
      expect(await list()).to.deep.equal([
        ['代表0', 'lead-deputy', 'received,thanks'],
        ['代表1', undefined, 'agree'],
        ['代表2', undefined, 'done'],
      ]);
    });

    it('is refused in a closed room, to what is not there, and to what was taken back', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '一');
      const input = { roomId, seq, reaction: 'agree', on: true };
      expect(await s.code(s.second, 'message:react', { ...input, seq: 99 })).to.equal('UNKNOWN_MESSAGE');
      expect(await s.code(s.second, 'reaction:list', { roomId, seq: 99 })).to.equal('UNKNOWN_MESSAGE');
      for (const state of ['read-only', 'archived']) {
        await s.ask(s.office, 'room:set-state', { roomId, state, why: '办结' });
        expect(await s.code(s.second, 'message:react', input)).to.equal('ROOM_CLOSED');
      }
    });
  });

  describe('a pin', () => {
    it('is set and taken down by who leads, handles or serves; others are refused', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.second, roomId, '重点');
      expect(await s.code(s.second, 'message:pin', { roomId, seq, on: true })).to.equal('NOT_ALLOWED');
      for (const who of [s.lead, s.unit, s.office]) {
        expect((await pin(who, [roomId, seq])).pins).to.deep.equal([seq]);
        expect((await pin(who, [roomId, seq], false)).pins).to.deep.equal([]);
      }
    });

    it('is told with the header, newest first, and changes nothing when it is so already', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '一');
      await pin(s.lead, [roomId, 1]);
      s.bench.told.length = 0;
      const after = await pin(s.lead, [roomId, seq]);
      expect(after.pins).to.deep.equal([seq, 1]);
      expect(s.bench.told.find((t) => t.what === 'room:changed')?.body).to.deep.include({ room: after });
      await pin(s.lead, [roomId, seq]);
      await pin(s.lead, [roomId, 1]);
      expect(await s.deeds(roomId)).to.deep.equal(['pinned', 'pinned']);
    });

    it('is one of ten at most', async () => {
      const { roomId } = await s.room();
      const seqs: number[] = [1];
      while (seqs.length <= MAX_PINS) seqs.push((await s.say(s.lead, roomId, '钉')).seq);
      for (const seq of seqs.slice(0, MAX_PINS)) await pin(s.lead, [roomId, seq]);
      const last = seqs.at(-1) ?? 0;
      expect(await s.code(s.lead, 'message:pin', { roomId, seq: last, on: true })).to.equal('TOO_MANY_PINS');
      await pin(s.lead, [roomId, 1], false);
      expect((await pin(s.lead, [roomId, last])).pins[0]).to.equal(last);
    });

    it('is refused in a closed room and to what is not there', async () => {
      const { roomId } = await s.room();
      expect(await s.code(s.lead, 'message:pin', { roomId, seq: 99, on: true })).to.equal('UNKNOWN_MESSAGE');
      await s.ask(s.office, 'room:set-state', { roomId, state: 'read-only', why: '办结' });
      expect(await s.code(s.lead, 'message:pin', { roomId, seq: 1, on: true })).to.equal('ROOM_CLOSED');
    });
  });
});
