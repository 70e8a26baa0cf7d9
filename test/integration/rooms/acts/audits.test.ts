import { expect } from 'chai';
import { makeOriginalStore } from '../../../../server/rooms/changes/originals.store.ts';
import { makeSealer } from '../../../../server/store/sealed.ts';
import { type Scene, scene } from './scene.ts';

describe('what auditors read, and what is sealed for them', () => {
  let s: Scene;
  before(async function () {
    this.timeout(180_000);
    s = await scene();
  });
  after(() => s.close());

  it('each look of an auditor at the acts of a room is kept: who, when, which; the office’s are not', async () => {
    const { roomId } = await s.room();
    for (let i = 0; i < 3; i++) await s.ask(s.lead, 'message:pin', { roomId, seq: 1, on: i % 2 === 0 });
    await s.ask(s.office, 'act:list', { roomId, cursor: null });
    await s.ask(s.auditor, 'act:list', { roomId, cursor: null });
    await s.ask(s.auditor, 'act:list', { roomId, cursor: '2' }, s.node2);
    expect(await s.code(s.stranger, 'act:list', { roomId, cursor: null })).to.equal('NOT_A_MEMBER');
    const kept = await s.bench.rooms.readingsOf(s.bench.congress, 10);
    expect(kept.map(({ by, at, from, to }) => [by, at.getTime(), from, to])).to.have.deep.members([
      [s.auditor.personId, s.bench.clock.now().getTime(), 1, 1],
      [s.auditor.personId, s.bench.clock.now().getTime(), 1, 3],
    ]);
    expect((await s.bench.rooms.namesOf([roomId])).get(roomId)).to.match(/代表建议办理群/);
  });

  it('originals are sealed anew with the newest key, and only those that need it; a run that was cut off goes on', async () => {
    const { roomId } = await s.room();
    const [older, newer] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    const before = makeOriginalStore(s.bench.database, makeSealer([older]));
    const both = makeOriginalStore(s.bench.database, makeSealer([newer, older]));
    const after = makeOriginalStore(s.bench.database, makeSealer([newer]));
    const said = (n: number) => ({ body: { kind: 'text' as const, text: `密文${n}` }, revisions: [] });
    const many = Array.from({ length: 450 }, (_, i) => i + 1);
    for (const n of many) await before.insertMissing(roomId, n, said(n));

    const cutOff = await both
      .reseal(() => {
        throw new Error('cut off');
      })
      .catch((error: unknown) => (error as Error).message);
    expect(cutOff).to.equal('cut off');
    const seen: string[] = [];
    expect(await both.reseal((done, total) => seen.push(`${done}/${total}`))).to.equal(250);
    expect(seen).to.deep.equal(['200/450', '400/450', '450/450']);
    expect(await both.reseal(() => undefined)).to.equal(0);
    for (const n of [1, 200, 201, 450]) expect(await after.open(roomId, n)).to.deep.equal(said(n));
  });
});
