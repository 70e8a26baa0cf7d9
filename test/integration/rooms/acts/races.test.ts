import { expect } from 'chai';
import type { RoomId } from '../../../../shared/ids.ts';
import type { Message } from '../../../../shared/messages.ts';
import { REACTIONS } from '../../../../shared/values/messages.ts';
import type { RoomHeader } from '../../../../shared/rooms.ts';
import { MAX_PINS } from '../../../../shared/values/rooms.ts';
import { type Scene, scene, type Someone } from './scene.ts';

describe('acts at the same moment', () => {
  let s: Scene;
  before(async function () {
    this.timeout(180_000);
    s = await scene(100);
  });
  after(() => s.close());

  const nodes = () => [s.bench.rooms, s.node2] as const;
  const numbers = async (roomId: RoomId) => {
    const docs = await s.bench.database.connection
      .collection<{ n: number; open?: true }>('changes')
      .find({ roomId })
      .toArray();
    return { all: docs.map((d) => d.n).sort((a, b) => a - b), open: docs.filter((d) => d.open).length };
  };
  const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

  it('a recall wins over an edit, whichever comes first, and no word of either stays', async function () {
    this.timeout(60_000);
    const { roomId } = await s.room();
    for (let round = 0; round < 5; round++) {
      const { seq } = await s.say(s.lead, roomId, `前文${round}秘`);
      const editing = s.code(s.lead, 'message:edit', { roomId, seq, text: `后文${round}密` }, s.node2);
      const recalling = s.code(s.lead, 'message:recall', { roomId, seq, why: '' });
      const [edited, recalled] = await Promise.all([editing, recalling]);
      expect(edited).to.be.oneOf(['ok', 'MESSAGE_RECALLED']);
      expect(recalled).to.equal('ok');
      expect((await s.see(s.second, roomId, seq)).body.kind).to.equal('recalled');
      expect(await s.code(s.lead, 'message:edit', { roomId, seq, text: '再改' })).to.equal(
        'MESSAGE_RECALLED',
      );
    }
    for (const part of ['文0秘', '文4密', '前文', '后文'])
      expect(await s.whereIs(part), part).to.deep.equal([]);
  });

  it('two recalls leave one stub, and both are answered with it', async () => {
    const { roomId } = await s.room();
    const { seq } = await s.say(s.lead, roomId, '说错了');
    const [a, b] = await Promise.all([
      s.ask(s.lead, 'message:recall', { roomId, seq, why: '' }),
      s.ask(s.office, 'message:recall', { roomId, seq, why: '涉密' }, s.node2),
    ]);
    expect(a).to.deep.equal(b);
    expect(await s.see(s.second, roomId, seq)).to.deep.equal(a);
  });

  it('changes of one room by two nodes have dense numbers, all are applied, none twice', async () => {
    const { roomId } = await s.room();
    const seqs: number[] = [];
    for (let i = 0; i < 6; i++) seqs.push((await s.say(s.lead, roomId, `第${i}句`)).seq);
    const done = await Promise.all(
      seqs.flatMap((seq, i) =>
        nodes().flatMap((node, k) => [
          s.code(s.lead, 'message:edit', { roomId, seq, text: `第${i}句，${k}` }, node),
          s.code(k ? s.second : s.unit, 'message:react', { roomId, seq, reaction: 'agree', on: true }, node),
        ]),
      ),
    );
    expect(new Set(done)).to.deep.equal(new Set(['ok']));
    const { all, open } = await numbers(roomId);
    expect(all).to.deep.equal(upTo(all.length));
    expect(all.length).to.be.within(18, 24); // of two edits the second may find its words there
    expect(open).to.equal(0);
    expect((await s.header(roomId)).changeSeq).to.equal(all.length);
    for (const seq of seqs) {
      const message = await s.see(s.lead, roomId, seq);
      expect(message.reactions).to.deep.equal([{ reaction: 'agree', count: 2 }]);
      const last = await lastEdit(roomId, seq);
      expect(message.body).to.deep.equal(last);
    }
  });

  const lastEdit = async (roomId: RoomId, seq: number) => {
    const found = await s.bench.database.connection
      .collection<{ n: number; deed: { body: unknown } }>('changes')
      .find({ roomId, 'deed.kind': 'edited', 'deed.seq': seq })
      .toArray();
    return found.sort((a, b) => a.n - b.n).at(-1)?.deed.body;
  };

  it('a hundred people who answer 收到 share a few rounds, on one node and on two', async () => {
    const { roomId } = await s.room();
    const { seq } = await s.say(s.lead, roomId, '收到请回复');
    const answer = (crowd: Someone[], node = s.bench.rooms) =>
      crowd.map((who) =>
        s.ask(who, 'message:react', { roomId, seq, reaction: REACTIONS[0], on: true }, node),
      );
    s.bench.told.length = 0;
    const half = (await Promise.all(answer(s.crowd.slice(0, 50)))) as Message[];
    expect(s.bench.told.filter((t) => t.what === 'room:changed').length).to.be.at.most(6);
    expect(half.every((m) => m.mine?.join() === 'received')).to.equal(true);
    await Promise.all([...answer(s.crowd.slice(50, 75)), ...answer(s.crowd.slice(75), s.node2)]);
    expect((await s.see(s.lead, roomId, seq)).reactions).to.deep.equal([
      { reaction: 'received', count: 100 },
    ]);
    const { all, open } = await numbers(roomId);
    expect([all, open]).to.deep.equal([upTo(100), 0]);
    const { people } = (await s.ask(s.lead, 'reaction:list', { roomId, seq })) as { people: unknown[] };
    expect(people).to.have.length(100);
  });

  it('pins for the last place: one gets it, the others are told that there are too many', async () => {
    const { roomId } = await s.room();
    const seqs = [1];
    while (seqs.length < MAX_PINS + 5) seqs.push((await s.say(s.lead, roomId, '钉')).seq);
    for (const seq of seqs.slice(0, MAX_PINS - 1))
      await s.ask(s.lead, 'message:pin', { roomId, seq, on: true });
    const outcomes = await Promise.all(
      seqs
        .slice(MAX_PINS - 1)
        .map((seq, i) => s.code(s.lead, 'message:pin', { roomId, seq, on: true }, nodes()[i % 2])),
    );
    expect(outcomes.sort()).to.deep.equal([...Array<string>(5).fill('TOO_MANY_PINS'), 'ok']);
    expect((await s.header(roomId)).pins).to.have.length(MAX_PINS);
  });

  it('nothing that was recalled is pinned', async () => {
    const { roomId } = await s.room();
    for (let round = 0; round < 6; round++) {
      const { seq } = await s.say(s.lead, roomId, '钉不钉');
      const [pinned] = await Promise.all([
        s.code(s.lead, 'message:pin', { roomId, seq, on: true }, s.node2),
        s.ask(s.lead, 'message:recall', { roomId, seq, why: '' }),
      ]);
      expect(pinned).to.be.oneOf(['ok', 'MESSAGE_RECALLED']);
      expect((await s.header(roomId)).pins).to.deep.equal([]);
    }
  });

  it('an answer written while what it answers is recalled keeps none of its words', async () => {
    const { roomId } = await s.room();
    for (let round = 0; round < 6; round++) {
      const { seq } = await s.say(s.lead, roomId, `被引${round}之言`);
      const [answered] = await Promise.all([
        s.say(s.second, roomId, '答', { replyTo: seq }).catch(() => null),
        s.ask(s.lead, 'message:recall', { roomId, seq, why: '' }, s.node2),
      ]);
      if (answered)
        expect((await s.see(s.unit, roomId, answered.seq)).quote).to.deep.include({
          ...{ excerpt: '', recalled: true },
        });
    }
    expect(await s.whereIs('之言')).to.deep.equal([]);
  });

  it('states set by two nodes end in one of them, the same for all', async () => {
    const { roomId } = await s.room();
    const [a, b] = (await Promise.all([
      s.ask(s.office, 'room:set-state', { roomId, state: 'read-only', why: '办结' }),
      s.ask(s.office, 'room:set-state', { roomId, state: 'archived', why: '归档' }, s.node2),
    ])) as [RoomHeader, RoomHeader];
    const last = a.changeSeq > b.changeSeq ? a : b;
    expect((await s.header(roomId)).state).to.equal(last.state);
    expect(await s.deeds(roomId)).to.deep.equal(['state-set', 'state-set']);
  });
});
