import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { FileState } from '../../../shared/files.ts';
import { type FileId, fileId, type SuggestionId } from '../../../shared/ids.ts';
import type { Paper } from '../../../shared/papers.ts';
import type { SuggestionView } from '../../../shared/suggestions.ts';
import { sharedFileOf } from '../../../server/files/files.rules.ts';
import { newId } from '../../../server/ops/clock.ts';
import { roomIdOf } from '../../../server/rooms/index.ts';
import { codeOf, type House, type Name, openHouse } from './house.ts';

describe('files that go with a letter of reply', () => {
  let house: House;
  before(async function () {
    this.timeout(180_000);
    house = await openHouse();
  });
  after(() => house.close());

  const act = async (id: SuggestionId, [name, who]: readonly [string, Name], input: object) => {
    const asked = { suggestionId: id };
    const { revision } = (await house.ask('suggestion:show', asked, '办公甲')) as SuggestionView;
    return house.ask(name, { ...asked, revision, actKey: randomUUID(), ...input }, who);
  };
  /** A case that its unit may answer; in its room sit these people of the unit. */
  async function answerable(...seated: Name[]): Promise<SuggestionId> {
    const unitId = house.unit('教育部');
    const id = await house.handedOver({ tracks: [{ unitId, role: 'lead', contactIds: [] }] });
    const contactIds = seated.map((name) => house.person(name));
    await act(id, ['track:sign-for', '教育长'], { unitId, department: '基教司', contactIds });
    await house.ask(
      'contact:record',
      {
        ...{ suggestionId: id, unitId, phase: 'mid', method: 'phone', summary: '电话沟通' },
        ...{ at: house.clock.now().toISOString(), withIds: [house.person('王领衔')] },
        ...{ messageSeqs: [], recordKey: randomUUID() },
      },
      '教育甲',
    );
    return id;
  }
  /** Somebody, else the unit’s contact person, has sent a file there. */
  async function sent(
    id: SuggestionId,
    state: FileState = 'ready',
    who: Name = '教育甲',
  ): Promise<{ fileId: FileId; seq: number }> {
    const { personId, congressId, ...caller } = house.callerOf(who);
    const [_id, sendKey, now] = [fileId.parse(newId()), randomUUID(), house.clock.now()];
    const doc = {
      ...{ _id, congressId, roomId: roomIdOf(id), seq: 0, sendKey, ownerId: personId, state },
      ...{ kind: 'document' as const, name: '复函.pdf', announced: { bytes: 9 }, why: null, revision: 3 },
      ...{ told: 3, sha256: null, mime: 'application/pdf', scanned: true, facts: {} },
      renditions: [{ rendition: 'original' as const, contentId: _id, bytes: 9, mime: 'application/pdf' }],
      ...{ createdAt: now, movedAt: now, heardAt: now, full: 0, lookAt: null },
    };
    const body = { kind: 'file' as const, file: sharedFileOf(doc) };
    const message = { roomId: roomIdOf(id), sendKey, body };
    const { seq } = await house.rooms.files.say(message, { personId, congressId, ...caller });
    await house.files.insert({ ...doc, seq });
    return { fileId: _id, seq };
  }
  const reply = (id: SuggestionId, attachmentIds: readonly FileId[]) =>
    act(id, ['reply:issue', '教育长'], {
      ...{ docNumber: '教函〔2022〕7号', replyClass: 'A', points: ['已办。'], text: '现答复如下。' },
      ...{ copies: [], publicity: 'full', publicityReason: '', leadRelays: false, faceToFace: null },
      ...{ commitments: [], attachmentIds },
    });
  const attachments = async (id: SuggestionId, who: Name) => {
    const { papers } = (await house.ask('case:papers', { suggestionId: id, before: 0 }, who)) as {
      papers: Paper[];
    };
    return papers.find(({ kind }) => kind === 'replied')?.letter?.attachments;
  };
  const LETTER = { name: '复函.pdf', kind: 'document', bytes: 9 };

  it('are shown with it, each once, to everybody who may read it', async () => {
    const id = await answerable('教育甲', '教育长');
    const [one, two] = [await sent(id), await sent(id)];
    await reply(id, [one.fileId, two.fileId, one.fileId]);
    const both = [one, two].map((file) => ({ fileId: file.fileId, file: LETTER }));
    for (const who of ['王领衔', '李附议', '办公乙'])
      expect(await attachments(id, who), who).to.deep.equal(both);
  });

  it('are none where none are named, as it was before there were any', async () => {
    const id = await answerable('教育甲');
    await reply(id, []);
    expect(await attachments(id, '王领衔')).to.deep.equal([]);
  });

  it('are ready files of its own room that whoever signs may open: nothing else goes with it, and nothing happens', async () => {
    const id = await answerable('教育甲', '教育长');
    const elsewhere = await sent(await answerable('教育甲', '教育长'));
    const recalled = await sent(id);
    const place = { roomId: roomIdOf(id), seq: recalled.seq, why: '' };
    await house.ask('message:recall', place, '教育甲');
    const good = await sent(id);
    const wrong = [elsewhere, recalled, await sent(id, 'processing'), await sent(id, 'refused')];
    for (const { fileId: unfit } of [...wrong, { fileId: fileId.parse(newId()) }])
      expect(await codeOf(reply(id, [good.fileId, unfit]))).to.equal('UNKNOWN_FILE');
    expect(await attachments(id, '王领衔')).to.equal(undefined);
    await reply(id, [good.fileId]);
  });

  it('may be what the unit sent, though whoever signs does not sit in the room; and nothing else of it', async () => {
    const id = await answerable('教育甲');
    const { fileId: own } = await sent(id);
    const { fileId: others } = await sent(id, 'ready', '王领衔');
    expect(await codeOf(reply(id, [own, others]))).to.equal('UNKNOWN_FILE');
    await reply(id, [own]);
    expect(await attachments(id, '王领衔')).to.deep.equal([{ fileId: own, file: LETTER }]);
  });

  it('stay in the history without their names once they are taken back', async () => {
    const id = await answerable('教育甲', '教育长');
    const { fileId: gone, seq } = await sent(id);
    await reply(id, [gone]);
    await house.ask('message:recall', { roomId: roomIdOf(id), seq, why: '' }, '教育甲');
    expect(await attachments(id, '王领衔')).to.deep.equal([{ fileId: gone, file: null }]);
  });
});
