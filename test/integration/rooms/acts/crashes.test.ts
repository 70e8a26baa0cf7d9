import { expect } from 'chai';
import type { RoomId } from '../../../../shared/ids.ts';
import { newId } from '../../../../server/ops/clock.ts';
import { makeAlreadySo } from '../../../../server/rooms/changes/already-so.actions.ts';
import { makeApplyChanges } from '../../../../server/rooms/changes/apply-changes.actions.ts';
import { makeChangeLog } from '../../../../server/rooms/changes/change-log.store.ts';
import {
  type ChangeDoc,
  type ChangeDraft,
  makeChangeStore,
} from '../../../../server/rooms/changes/changes.store.ts';
import { makeOriginalStore } from '../../../../server/rooms/changes/originals.store.ts';
import { makeReactionStore } from '../../../../server/rooms/changes/reactions.store.ts';
import { makeReportStore } from '../../../../server/rooms/changes/reports.store.ts';
import { makeMemberStore } from '../../../../server/rooms/members.store.ts';
import { makeMessageStore } from '../../../../server/rooms/messages/messages.store.ts';
import { makeRoomStore } from '../../../../server/rooms/room.store.ts';
import { makeSealer } from '../../../../server/store/sealed.ts';
import { Died, mortal } from './mortal.ts';
import { type Scene, scene } from './scene.ts';

describe('acts that are cut off', () => {
  let s: Scene;
  before(async function () {
    this.timeout(180_000);
    s = await scene();
  });
  after(() => s.close());

  /** As test/support/rooms.ts seals. */
  const sealer = makeSealer([new Uint8Array(32).map((_, i) => i * 7 + 3)]);
  const stores = () => {
    const { database } = s.bench;
    return {
      messages: makeMessageStore(database),
      rooms: makeRoomStore(database),
      members: makeMemberStore(database),
      changes: makeChangeStore(database),
      reactions: makeReactionStore(database),
      originals: makeOriginalStore(database, sealer),
      reports: makeReportStore(database),
    };
  };

  /** A process that appends and dies after this many steps, at the latest before it reindexes. */
  const dyingAppend = async (draft: ChangeDraft, steps: number) => {
    const life = { left: steps };
    const all = stores();
    const parts = Object.fromEntries(
      Object.entries(all).map(([name, store]) => [name, mortal(store, life)]),
    ) as unknown as typeof all;
    const log = makeChangeLog({
      changes: parts.changes,
      rooms: parts.rooms,
      newId,
      alreadySo: makeAlreadySo(parts),
      applyToMessages: makeApplyChanges({ ...parts, reindex: () => Promise.reject(new Died()) }),
      onApplied: () => Promise.reject(new Died()),
    });
    const outcome = await log.append(draft).then(
      () => 'ok',
      (error: unknown) => (error instanceof Died ? 'died' : error),
    );
    expect(outcome).to.equal('died');
    return life.left > 0 ? 'at the end' : 'half way';
  };

  const docsOf = (name: string) => s.bench.database.connection.collection(name).find({}).toArray();
  const open = async () => (await docsOf('changes')).filter((c) => c['open'] === true).length;

  it('a recall that dies after any step is finished by the next tick, sealed once and readable', async function () {
    this.timeout(120_000);
    let reached = 'half way';
    for (let steps = 2; reached === 'half way'; steps++) {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, `断点甲${steps}`, {
        mentions: [{ kind: 'person', personId: s.second.personId }],
      });
      await s.ask(s.lead, 'message:edit', { roomId, seq, text: `断点乙${steps}` });
      const reply = await s.say(s.second, roomId, '答', { replyTo: seq });
      await s.ask(s.lead, 'message:pin', { roomId, seq, on: true });
      const body = { kind: 'recalled' as const, by: '代表0', byOffice: false, why: '' };
      const draft: ChangeDraft = {
        ...{ roomId, by: s.lead.personId, why: '', at: s.bench.clock.now() },
        deed: { kind: 'recalled', seq, body },
      };
      reached = await dyingAppend(draft, steps);
      const claimed = await open();
      await (steps % 2 ? s.bench.rooms : s.node2).finishChanges();
      expect(await open()).to.equal(0);
      if (claimed === 0) continue; // it died before the change had a number: nothing happened
      expect((await s.see(s.unit, roomId, seq)).body, `after ${steps}`).to.deep.equal(body);
      expect((await s.see(s.unit, roomId, reply.seq)).quote).to.deep.include({ excerpt: '', recalled: true });
      const header = await s.header(roomId);
      expect([header.changeSeq, header.pins]).to.deep.equal([3, []]);
      expect((await s.inbox(s.second, roomId)).mentions).to.deep.equal([]);
      for (const text of [`断点甲${steps}`, `断点乙${steps}`])
        expect(await s.whereIs(text), `${text} after ${steps}`).to.deep.equal([]);
      const sealed = (await s.ask(s.auditor, 'sealed:show', { roomId, seq, why: '核查' })) as {
        body: unknown;
        revisions: { body: unknown }[];
      };
      expect([sealed.body, ...sealed.revisions.map((r) => r.body)], `after ${steps}`).to.deep.equal([
        { kind: 'text', text: `断点乙${steps}` },
        { kind: 'text', text: `断点甲${steps}` },
      ]);
    }
  });

  it('an edit and a reaction that die after any step are finished by the next who changes the room', async function () {
    this.timeout(120_000);
    let reached = 'half way';
    for (let steps = 3; reached === 'half way'; steps++) {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '原话');
      const common = { roomId, by: s.lead.personId, why: '', at: s.bench.clock.now() };
      const before = { kind: 'text' as const, text: '原话' };
      const edited = { kind: 'edited' as const, seq, before, body: { ...before, text: '改话' } };
      reached = await dyingAppend({ ...common, deed: edited }, steps);
      const { personId } = s.second;
      const reacted = { kind: 'reacted' as const, seq, personId, reaction: 'agree' as const, on: true };
      await dyingAppend({ ...common, by: personId, deed: reacted }, steps);
      await s.ask(s.unit, 'message:react', { roomId, seq, reaction: 'agree', on: true }, s.node2);
      const message = await s.see(s.lead, roomId, seq);
      const kinds = await s.deeds(roomId);
      expect((await s.header(roomId)).changeSeq).to.equal(kinds.length);
      if (kinds.includes('edited')) expect(message.body).to.deep.equal({ kind: 'text', text: '改话' });
      expect(message.reactions).to.deep.equal([
        { reaction: 'agree', count: kinds.filter((k) => k === 'reacted').length },
      ]);
      expect((await s.inbox(s.unit, roomId)).last?.excerpt).to.equal(
        kinds.includes('edited') ? '改话' : '原话',
      );
    }
  });

  it('a change that was applied but not marked is marked by the next tick, and done no second time', async () => {
    const { roomId } = await s.room();
    await s.ask(s.lead, 'message:pin', { roomId, seq: 1, on: true });
    const changes = s.bench.database.connection.collection('changes');
    await changes.updateMany({ roomId }, { $set: { open: true } });
    s.bench.told.length = 0;
    await s.bench.rooms.finishChanges();
    expect([await open(), (await s.header(roomId)).changeSeq]).to.deep.equal([0, 1]);
    expect(s.bench.told.filter((t) => t.what === 'room:changed')).to.deep.equal([]);
  });

  it('an answer that was kept while its maker died is emptied by the next tick', async () => {
    const { roomId } = await s.room();
    const { seq } = await s.say(s.lead, roomId, '晚到之语');
    const reply = await s.say(s.second, roomId, '答', { replyTo: seq });
    await s.ask(s.lead, 'message:recall', { roomId, seq, why: '' });
    const quote = { seq, author: '代表0', excerpt: '晚到之语', recalled: false };
    const messages = s.bench.database.connection.collection('messages');
    await messages.updateOne({ roomId, seq: reply.seq }, { $set: { quote }, $unset: { changeSeq: '' } });
    await s.bench.rooms.finishChanges();
    const emptied = await s.see(s.unit, roomId, reply.seq);
    expect(emptied).to.deep.include({ changeSeq: 2, quote: { ...quote, excerpt: '', recalled: true } });
    await s.bench.rooms.finishChanges();
    expect(await s.deeds(roomId)).to.deep.equal(['recalled', 'recalled']);
  });

  it('a node that slept while others went on changes nothing when it wakes', async () => {
    const { roomId } = await s.room();
    const { seq } = await s.say(s.lead, roomId, '睡前之语', {
      mentions: [{ kind: 'person', personId: s.second.personId }],
    });
    const reply = await s.say(s.second, roomId, '答', { replyTo: seq });
    const until = new Date(s.bench.clock.now().getTime() + 60_000).toISOString();
    const { personId } = s.second;
    const react = { roomId, seq: reply.seq, reaction: 'agree' };
    await s.ask(s.lead, 'message:edit', { roomId, seq, text: '睡时之语' });
    await s.ask(s.lead, 'message:react', { ...react, on: true });
    await s.ask(s.second, 'message:edit', { roomId, seq: reply.seq, text: '答，一' });
    await s.ask(s.office, 'member:mute', { roomId, personId, until, why: '刷屏' });
    await s.ask(s.lead, 'message:react', { ...react, on: false });
    await s.ask(s.office, 'member:mute', { roomId, personId, until: null, why: '好了' });
    await s.ask(s.second, 'message:edit', { roomId, seq: reply.seq, text: '答，二' });
    const all = stores();
    const slept = await all.changes.after(roomId, 0); // what it had in memory, words and all
    await s.ask(s.lead, 'message:recall', { roomId, seq, why: '' });

    const snapshot = async () =>
      JSON.stringify(
        await Promise.all(
          ['messages', 'rooms', 'members', 'changes', 'reactions', 'originals', 'reports'].map(docsOf),
        ),
      );
    const before = await snapshot();
    const room = await all.rooms.byId(roomId);
    if (!room) throw new Error('no room');
    const apply = makeApplyChanges({ ...all, reindex: () => Promise.resolve() });
    await apply({ ...room, changeSeq: 0 }, slept);
    for (const change of slept) await apply({ ...room, changeSeq: 0 }, [change]);
    expect(await snapshot()).to.equal(before);
    expect(await s.whereIs('之语')).to.deep.equal([]);
  });

  it('numbers claimed by a process that died are passed on in order', async () => {
    const { roomId } = await s.room();
    const { seq } = await s.say(s.lead, roomId, '原话');
    const left = [
      { kind: 'edited' as const, seq, before: { kind: 'text' as const, text: '原话' }, body: text('改一') },
      { kind: 'state-set' as const, state: 'read-only' as const },
      { kind: 'edited' as const, seq, before: text('改一'), body: text('改二') },
    ].map((deed, i): ChangeDoc => ({
      ...{ _id: `${roomId}:${i + 1}`, roomId, n: i + 1, claim: newId(), open: true },
      ...{ by: s.lead.personId, why: '', at: s.bench.clock.now(), deed },
    }));
    await makeChangeStore(s.bench.database).insert(left);
    expect((await s.header(roomId)).changeSeq).to.equal(0); // not yet: nobody steps over it
    await s.ask(s.office, 'room:set-state', { roomId, state: 'archived', why: '归档' });
    const header = await s.header(roomId);
    expect([header.changeSeq, header.state]).to.deep.equal([4, 'archived']);
    expect(await s.see(s.unit, roomId, seq)).to.deep.include({ body: text('改二'), changeSeq: 3 });
    expect(await openIn(roomId)).to.equal(0);
  });

  const text = (words: string) => ({ kind: 'text' as const, text: words });
  const openIn = async (roomId: RoomId) =>
    (await docsOf('changes')).filter((c) => c['open'] === true && c['roomId'] === roomId).length;
});
