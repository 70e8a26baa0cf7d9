import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type Scene, scene, type Someone } from './scene.ts';

describe('an act that is asked for again while the first still runs', () => {
  let s: Scene;
  before(async function () {
    this.timeout(180_000);
    s = await scene();
  });
  after(() => s.close());

  /** Asks the same six times at once, of two nodes; gives what was answered and the deeds that were kept. */
  async function sixTimes(who: Someone, name: string, input: { roomId: string }) {
    const nodes = [s.bench.rooms, s.node2];
    const codes = await Promise.all(
      Array.from({ length: 6 }, (_, i) => s.code(who, name, input, nodes[i % 2])),
    );
    return { codes: new Set(codes), deeds: await s.deeds(input.roomId as Parameters<Scene['deeds']>[0]) };
  }
  const once = (deed: string) => ({ codes: new Set(['ok']), deeds: [deed] });

  const acts: [string, () => Someone, (seq: number) => object, string][] = [
    ['message:edit', () => s.lead, (seq) => ({ seq, text: '改过' }), 'edited'],
    ['message:recall', () => s.lead, (seq) => ({ seq, why: '' }), 'recalled'],
    ['message:react', () => s.second, (seq) => ({ seq, reaction: 'agree', on: true }), 'reacted'],
    ['message:pin', () => s.lead, (seq) => ({ seq, on: true }), 'pinned'],
    ['message:report', () => s.second, (seq) => ({ seq, why: '不实' }), 'reported'],
    ['room:set-state', () => s.office, () => ({ state: 'read-only', why: '办结' }), 'state-set'],
    [
      'member:mute',
      () => s.office,
      () => ({ personId: s.second.personId, until: '2026-03-06T01:00:00.000Z', why: '刷屏' }),
      'muted',
    ],
  ];
  for (const [name, who, input, deed] of acts)
    it(`is one change, on one node and on two: ${name}`, async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '原话');
      expect(await sixTimes(who(), name, { roomId, ...input(seq) })).to.deep.equal(once(deed));
    });

  it('is one change after its first process died: whoever repeats it finds it pending', async () => {
    const { roomId } = await s.room();
    const { seq } = await s.say(s.lead, roomId, '原话');
    await s.bench.database.connection.collection<{ _id: string }>('changes').insertOne({
      ...{ _id: `${roomId}:1`, roomId, n: 1, claim: randomUUID(), open: true },
      ...{ by: s.second.personId, why: '', at: s.bench.clock.now() },
      deed: { kind: 'reacted', seq, personId: s.second.personId, reaction: 'agree', on: true },
    } as { _id: string });
    const again = { roomId, seq, reaction: 'agree', on: true };
    expect(await s.code(s.second, 'message:react', again, s.node2)).to.equal('ok');
    expect(await s.deeds(roomId)).to.deep.equal(['reacted']);
    expect((await s.see(s.lead, roomId, seq)).reactions).to.deep.equal([{ reaction: 'agree', count: 1 }]);
  });

  it('settles a report once; the other outcome is refused to whoever came second', async () => {
    const { roomId } = await s.room();
    const { seq } = await s.say(s.lead, roomId, '有争议');
    const report = await s.ask(s.second, 'message:report', { roomId, seq, why: '不实' });
    const { reportId } = report as { reportId: string };
    const dismiss = () =>
      s.code(s.office, 'report:settle', { reportId, outcome: 'dismissed', why: '查无不实' });
    expect(await Promise.all([dismiss(), dismiss(), dismiss()])).to.deep.equal(['ok', 'ok', 'ok']);
    expect(await s.deeds(roomId)).to.deep.equal(['reported', 'report-settled']);
    const recall = { reportId, outcome: 'recalled', why: '不实' };
    expect(await s.code(s.office, 'report:settle', recall, s.node2)).to.equal('NOT_FOUND');
  });

  it('of acts that undo one another all count, in their order, however many come at once', async () => {
    const { roomId } = await s.room();
    const { seq } = await s.say(s.lead, roomId, '反复');
    const toggles = Array.from({ length: 30 }, (_, i) =>
      s.code(s.lead, 'message:pin', { roomId, seq, on: i % 2 === 0 }),
    );
    expect(new Set(await Promise.all(toggles))).to.deep.equal(new Set(['ok']));
    const kinds = await s.deeds(roomId);
    for (const [i, kind] of kinds.entries()) expect(kind).to.equal(i % 2 ? 'unpinned' : 'pinned');
    expect((await s.header(roomId)).pins).to.deep.equal(kinds.length % 2 ? [seq] : []);
  });
});
