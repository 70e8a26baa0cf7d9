import { expect } from 'chai';
import type { Act, Report } from '../../../../shared/message-acts.ts';
import type { RoomHeader } from '../../../../shared/rooms.ts';
import type { Seat } from '../../../../shared/seats.ts';
import { type Scene, scene, type Someone } from './scene.ts';

describe('what the office and auditors do', () => {
  let s: Scene;
  before(async function () {
    this.timeout(180_000);
    s = await scene(1);
  });
  after(() => s.close());

  const acts = async (who: Someone, roomId: string, cursor: string | null = null) =>
    (await s.ask(who, 'act:list', { roomId, cursor })) as { acts: Act[]; cursor: string | null };
  const reports = async (who: Someone, cursor: string | null = null) =>
    (await s.ask(who, 'report:list', { cursor })) as { reports: Report[]; cursor: string | null };
  const later = (ms: number) => new Date(s.bench.clock.now().getTime() + ms).toISOString();

  describe('the state of a room', () => {
    it('is set by the office with a reason, and told; the present state is answered without a change', async () => {
      const { roomId } = await s.room();
      s.bench.told.length = 0;
      const input = { roomId, state: 'read-only', why: '办结' };
      const header = (await s.ask(s.office, 'room:set-state', input)) as RoomHeader;
      expect(header).to.include({ state: 'read-only', changeSeq: 1 });
      expect(s.bench.told.find((t) => t.what === 'room:changed')?.body).to.deep.include({ room: header });
      expect(await s.ask(s.office, 'room:set-state', input)).to.deep.equal(header);
      expect(await s.code(s.lead, 'message:post', { roomId, text: '还有一句', sendKey: roomId })).to.equal(
        'ROOM_CLOSED',
      );
    });

    it('is not for others, nor without a reason', async () => {
      const { roomId } = await s.room();
      const input = { roomId, state: 'archived', why: '归档' };
      for (const who of [s.lead, s.unit])
        expect(await s.code(who, 'room:set-state', input)).to.equal('NOT_ALLOWED');
      expect(await s.code(s.office, 'room:set-state', { ...input, why: ' ' })).to.equal('REASON_NEEDED');
      expect((await s.header(roomId)).state).to.equal('open');
    });
  });

  describe('a mute', () => {
    const mute = (who: Someone, roomId: string, until: string | null) =>
      s.ask(s.office, 'member:mute', { roomId, personId: who.personId, until, why: '刷屏' });
    const post = (roomId: string) =>
      s.say(s.second, roomId as never, '我说').then(
        () => 'ok',
        (error: unknown) => (error as { code: string }).code,
      );

    it('holds for the next post, is shown in the member list, and ends by itself or by hand', async () => {
      const { roomId } = await s.room();
      const until = later(60_000);
      await mute(s.second, roomId, until);
      expect(await post(roomId)).to.equal('MUTED');
      const { members } = (await s.ask(s.lead, 'member:list', { roomId, cursor: null })) as {
        members: Seat[];
      };
      expect(members.filter((m) => m.mutedUntil).map((m) => [m.personId, m.mutedUntil])).to.deep.equal([
        [s.second.personId, until],
      ]);
      s.bench.clock.forward(60_000);
      expect(await post(roomId)).to.equal('ok');
      await mute(s.second, roomId, later(60_000));
      await mute(s.second, roomId, null);
      expect(await post(roomId)).to.equal('ok');
      await mute(s.second, roomId, later(60_000));
      await mute(s.second, roomId, later(-1));
      expect(await post(roomId)).to.equal('ok');
    });

    it('that stands already, or ends what is over, changes nothing', async () => {
      const { roomId } = await s.room();
      const until = later(60_000);
      await mute(s.second, roomId, null);
      await mute(s.second, roomId, later(-1));
      await mute(s.second, roomId, until);
      await mute(s.second, roomId, until);
      expect(await s.deeds(roomId)).to.deep.equal(['muted']);
      s.bench.clock.forward(60_001);
      await mute(s.second, roomId, null);
      expect(await s.deeds(roomId)).to.deep.equal(['muted']);
    });

    it('is not for others, nor without a reason, nor for who does not sit there', async () => {
      const { roomId } = await s.room();
      const input = { roomId, personId: s.second.personId, until: later(1_000), why: '刷屏' };
      expect(await s.code(s.lead, 'member:mute', input)).to.equal('NOT_ALLOWED');
      expect(await s.code(s.office, 'member:mute', { ...input, why: '' })).to.equal('REASON_NEEDED');
      expect(await s.code(s.office, 'member:mute', { ...input, personId: s.stranger.personId })).to.equal(
        'UNKNOWN_PERSON',
      );
    });
  });

  describe('a report', () => {
    it('is told to the office members, once for a person and message, and waits in their list only', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '不当言论');
      s.bench.told.length = 0;
      const input = { roomId, seq, why: '人身攻击' };
      const first = (await s.ask(s.second, 'message:report', input)) as { reportId: string };
      expect(await s.ask(s.second, 'message:report', input)).to.deep.equal(first);
      expect(await s.deeds(roomId)).to.deep.equal(['reported']);
      expect(s.bench.told.filter((t) => t.what === 'message:reported')).to.deep.equal([
        { to: `u:${s.office.personId}`, what: 'message:reported', body: { roomId, seq } },
      ]);
      const waiting = (await reports(s.office)).reports.filter((r) => r.roomId === roomId);
      expect(waiting).to.have.length(1);
      expect(waiting[0]).to.deep.include({ ...first, seq, why: '人身攻击' });
      expect(waiting[0]?.by).to.include({ personId: s.second.personId, name: '代表1' });
      expect((await reports(s.otherOffice)).reports).to.deep.equal([]);
      for (const who of [s.lead, s.auditor])
        expect(await s.code(who, 'report:list', { cursor: null })).to.equal('NOT_ALLOWED');
    });

    it('needs a reason and something that was said', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '言论');
      expect(await s.code(s.second, 'message:report', { roomId, seq, why: ' ' })).to.equal('REASON_NEEDED');
      expect(await s.code(s.second, 'message:report', { roomId, seq: 99, why: '无' })).to.equal(
        'UNKNOWN_MESSAGE',
      );
      await s.ask(s.lead, 'message:recall', { roomId, seq, why: '' });
      expect(await s.code(s.second, 'message:report', { roomId, seq, why: '晚了' })).to.equal(
        'UNKNOWN_MESSAGE',
      );
    });

    it('dismissed leaves the message; the same person’s next report of it is the same', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '正常言论');
      const input = { roomId, seq, why: '不喜欢' };
      const { reportId } = (await s.ask(s.second, 'message:report', input)) as { reportId: string };
      const settle = { reportId, outcome: 'dismissed', why: '正常' };
      for (const who of [s.lead, s.auditor])
        expect(await s.code(who, 'report:settle', settle)).to.equal('NOT_ALLOWED');
      expect(await s.code(s.otherOffice, 'report:settle', settle)).to.equal('NOT_FOUND');
      expect(await s.code(s.office, 'report:settle', { ...settle, why: '' })).to.equal('REASON_NEEDED');
      expect(await s.code(s.office, 'report:settle', { ...settle, reportId: 'x' })).to.equal('NOT_FOUND');
      expect(await s.code(s.office, 'report:settle', settle)).to.equal('ok');
      expect(await s.code(s.office, 'report:settle', settle)).to.equal('ok');
      expect(await s.code(s.office, 'report:settle', { ...settle, outcome: 'recalled' })).to.equal(
        'NOT_FOUND',
      );
      await s.ask(s.second, 'message:report', input);
      expect(await s.deeds(roomId)).to.deep.equal(['reported', 'report-settled']);
      expect((await s.see(s.lead, roomId, seq)).body.kind).to.equal('text');
      expect((await reports(s.office)).reports.filter((r) => r.roomId === roomId)).to.deep.equal([]);
    });

    it('settled by a recall ends all reports of the message', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '不当言论');
      const input = { roomId, seq, why: '不当' };
      const { reportId } = (await s.ask(s.second, 'message:report', input)) as { reportId: string };
      await s.ask(s.unit, 'message:report', input);
      await s.ask(s.office, 'report:settle', { reportId, outcome: 'recalled', why: '属实' });
      expect((await s.see(s.lead, roomId, seq)).body).to.deep.equal({
        ...{ kind: 'recalled', by: '代表3', byOffice: true, why: '属实' },
      });
      expect((await reports(s.office)).reports.filter((r) => r.roomId === roomId)).to.deep.equal([]);
      expect(await s.deeds(roomId)).to.deep.equal(['reported', 'reported', 'recalled', 'report-settled']);
    });

    it('cannot be settled by a recall in an archived room', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '不当言论');
      await s.ask(s.office, 'room:set-state', { roomId, state: 'archived', why: '归档' });
      const { reportId } = (await s.ask(s.second, 'message:report', { roomId, seq, why: '不当' })) as {
        reportId: string;
      };
      const settle = { reportId, outcome: 'recalled', why: '属实' };
      expect(await s.code(s.office, 'report:settle', settle)).to.equal('NOT_ALLOWED');
      expect(await s.code(s.office, 'report:settle', { ...settle, outcome: 'dismissed' })).to.equal('ok');
    });

    it('comes 30 a page, oldest first, each once', async () => {
      const { roomId } = await s.room();
      for (const { reportId } of (await reports(s.office)).reports)
        await s.ask(s.office, 'report:settle', { reportId, outcome: 'dismissed', why: '清空' });
      for (let i = 0; i < 32; i++) {
        const { seq } = await s.say(s.lead, roomId, `第${i}句`);
        if (i % 2) s.bench.clock.forward(1); // some at the same millisecond
        await s.ask(s.second, 'message:report', { roomId, seq, why: '测试' });
      }
      const one = await reports(s.office);
      const two = await reports(s.office, one.cursor);
      expect([one.reports.length, two.reports.length, two.cursor]).to.deep.equal([30, 2, null]);
      const all = [...one.reports, ...two.reports];
      expect(new Set(all.map((r) => r.reportId)).size).to.equal(32);
      expect(all.map((r) => r.at)).to.deep.equal(all.map((r) => r.at).sort());
      expect((await reports(s.office, 'nonsense')).reports).to.deep.equal(one.reports);
    });
  });

  describe('the list of acts', () => {
    it('names who did what and why, newest first, 50 a page', async () => {
      const { roomId } = await s.room();
      const until = later(60_000);
      await s.ask(s.office, 'member:mute', { roomId, personId: s.second.personId, until, why: '刷屏' });
      await s.ask(s.office, 'room:set-state', { roomId, state: 'read-only', why: '办结' });
      await s.ask(s.office, 'room:set-state', { roomId, state: 'open', why: '重新办理' });
      await s.ask(s.lead, 'message:pin', { roomId, seq: 1, on: true });
      const { acts: shown, cursor } = await acts(s.office, roomId);
      expect(cursor).to.equal(null);
      expect(shown.map((a) => [a.changeSeq, a.kind, a.seq, a.by?.name, a.why])).to.deep.equal([
        [4, 'pinned', 1, '代表0', ''],
        [3, 'state-set', null, '代表3', '重新办理'],
        [2, 'state-set', null, '代表3', '办结'],
        [1, 'muted', null, '代表3', '刷屏'],
      ]);
      expect(shown[3]?.about).to.deep.include({ name: '代表1', mutedUntil: until });
      expect(shown[2]?.state).to.equal('read-only');
      for (let i = 0; i < 50; i++) await s.ask(s.lead, 'message:pin', { roomId, seq: 1, on: i % 2 === 1 });
      const one = await acts(s.auditor, roomId);
      const two = await acts(s.auditor, roomId, one.cursor);
      expect([one.acts.length, two.acts.length, two.cursor]).to.deep.equal([50, 4, null]);
      expect([...one.acts, ...two.acts].map((a) => a.changeSeq)).to.deep.equal(
        Array.from({ length: 54 }, (_, i) => 54 - i),
      );
      expect(await acts(s.office, roomId, 'nonsense')).to.deep.equal(one);
    });

    it('is for the office in the room and for auditors of the congress', async () => {
      const { roomId } = await s.room();
      const input = { roomId, cursor: null };
      expect(await s.code(s.auditor, 'act:list', input)).to.equal('ok');
      for (const who of [s.lead, s.unit])
        expect(await s.code(who, 'act:list', input)).to.equal('NOT_ALLOWED');
      for (const who of [s.stranger, s.otherOffice, s.foreignAuditor, s.foreignOffice])
        expect(await s.code(who, 'act:list', input)).to.equal('NOT_A_MEMBER');
    });
  });

  describe('what was sealed', () => {
    it('is shown to an auditor with a reason, and each reading stands in the acts', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '封存原话');
      const said = s.bench.clock.now().toISOString();
      s.bench.clock.forward(1_000);
      await s.ask(s.lead, 'message:edit', { roomId, seq, text: '封存改话' });
      await s.ask(s.lead, 'message:recall', { roomId, seq, why: '' });
      const input = { roomId, seq, why: '信访核查' };
      expect(await s.code(s.auditor, 'sealed:show', { ...input, why: '' })).to.equal('REASON_NEEDED');
      expect(await s.ask(s.auditor, 'sealed:show', input)).to.deep.equal({
        author: { kind: 'person', personId: s.lead.personId, name: '代表0', label: '北京团' },
        at: said,
        body: { kind: 'text', text: '封存改话' },
        revisions: [{ body: { kind: 'text', text: '封存原话' }, until: s.bench.clock.now().toISOString() }],
      });
      await s.ask(s.auditor, 'sealed:show', { ...input, why: '复核' });
      const { acts: shown } = await acts(s.office, roomId);
      expect(shown.slice(0, 2).map((a) => [a.kind, a.seq, a.by?.name, a.why])).to.deep.equal([
        ['sealed-read', seq, '代表6', '复核'],
        ['sealed-read', seq, '代表6', '信访核查'],
      ]);
    });

    it('is shown to nobody else, and what was not recalled is not there', async () => {
      const { roomId } = await s.room();
      const { seq } = await s.say(s.lead, roomId, '封存原话');
      const input = { roomId, seq, why: '看看' };
      expect(await s.code(s.auditor, 'sealed:show', input)).to.equal('NOT_FOUND');
      await s.ask(s.lead, 'message:recall', { roomId, seq, why: '' });
      for (const who of [s.lead, s.unit, s.office, s.otherOffice, s.stranger, s.foreignOffice])
        expect(await s.code(who, 'sealed:show', input)).to.equal('NOT_ALLOWED');
      expect(await s.code(s.foreignAuditor, 'sealed:show', input)).to.equal('NOT_FOUND');
      expect(await s.deeds(roomId)).to.deep.equal(['recalled']);
    });
  });

  it('none of it is for strangers, removed members, or people of another congress', async () => {
    const { roomId, subjectId } = await s.room();
    const { seq } = await s.say(s.lead, roomId, '内部');
    const removed = s.crowd[0] as Someone;
    await s.bench.rooms.reconcile(
      subjectId,
      [s.lead, s.second, s.unit, s.office].map(({ personId }) => ({
        personId,
        roles: personId === s.office.personId ? ['office'] : ['lead-deputy'],
      })),
      { personId: 'system', why: '退出' },
    );
    const { reportId } = (await s.ask(s.second, 'message:report', { roomId, seq, why: '试' })) as {
      reportId: string;
    };
    const before = await s.deeds(roomId);
    const common = { roomId, seq, why: '试', on: true, text: '改', reaction: 'agree', cursor: null };
    const more = { state: 'archived', personId: s.second.personId, until: later(1_000) };
    for (const who of [s.stranger, removed, s.otherOffice, s.foreignOffice])
      for (const name of [
        ...['message:edit', 'message:recall', 'message:react', 'reaction:list', 'message:pin'],
        ...['message:report', 'room:set-state', 'member:mute', 'act:list'],
      ])
        expect(await s.code(who, name, { ...common, ...more }), name).to.equal('NOT_A_MEMBER');
    for (const who of [s.otherOffice, s.foreignOffice])
      expect(await s.code(who, 'report:settle', { reportId, outcome: 'dismissed', why: '试' })).to.equal(
        'NOT_FOUND',
      );
    expect((await reports(s.foreignOffice)).reports).to.deep.equal([]);
    expect(await s.deeds(roomId)).to.deep.equal(before);
  });
});
