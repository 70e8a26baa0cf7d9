import { randomUUID } from 'node:crypto';
import type { Message } from '../../../shared/messages.ts';
import type { requests } from '../../../shared/protocol.ts';
import { earlyActs } from '../act-inputs.ts';
import { laterActs } from '../later-act-inputs.ts';
import type { TestCase } from '../../support/case.ts';
import { putFile } from '../../support/files.ts';
import type { TestServer } from '../../support/server.ts';
import type { WireClient } from '../../support/wire-client.ts';

/** What stands in a case's room for strangers to reach for. */
export interface Treasure {
  /** Words said only in the room. */
  readonly said: string;
  readonly saidSeq: number;
  readonly announcedSeq: number;
  /** A message that was taken back; what it had said contains `said`. */
  readonly sealedSeq: number;
  readonly reportId: string;
  /** A file that its owner is sending; a document and a voice that were sent. */
  readonly begunId: string;
  readonly fileId: string;
  readonly voiceSeq: number;
}

const LATER = '2099-01-01T00:00:00.000Z';

/** A contact that the lead unit's people may record. */
export const contactOf = ({ suggestionId, leadUnit, lead }: TestCase, said: string) => ({
  suggestionId,
  unitId: leadUnit,
  phase: 'pre',
  method: 'phone',
  at: '2026-01-05T01:00:00.000Z',
  withIds: [lead.personId],
  summary: `电话沟通 ${said}`,
  messageSeqs: [],
  recordKey: randomUUID(),
});

/** The lead unit's contact person speaks, announces, takes back and is reported. */
export async function bury(
  server: TestServer,
  theCase: TestCase,
  { member, other }: { member: WireClient; other: WireClient },
): Promise<Treasure> {
  const { roomId } = theCase;
  const said = `只在群里说的话 ${randomUUID()}`;
  const ask = async <T>(name: string, input: object, who = member): Promise<T> => {
    const reply = await who.socket(name, { roomId, ...input });
    if (!reply.ok) throw new Error(`${name}: ${reply.fault.code}`);
    return reply.data as T;
  };
  const say = (name: string, more: object) =>
    ask<{ seq: number }>(name, { text: said, sendKey: randomUUID(), ...more });
  const { seq: saidSeq } = await say('message:post', {});
  const { seq: announcedSeq } = await say('announcement:post', { ackRequired: true });
  const { seq: sealedSeq } = await say('message:post', {});
  await ask('message:recall', { seq: sealedSeq, why: '' });
  const report = { seq: saidSeq, why: said };
  const { reportId } = await ask<{ reportId: string }>('message:report', report, other);
  await ask('contact:record', contactOf(theCase, said));
  const { message } = await ask<{ message: Message }>('file:begin', {
    ...{ sendKey: randomUUID(), kind: 'document', name: `${said}.txt`, bytes: 3 },
  });
  const { body } = message;
  if (body.kind !== 'file') throw new Error('not a file');
  const put = (kind: 'document' | 'voice') =>
    putFile(server, { roomId, by: theCase.contact }, { kind, name: `${said}.${kind}` });
  const { fileId } = await put('document');
  const { seq: voiceSeq } = await put('voice');
  return { said, saidSeq, announcedSeq, sealedSeq, reportId, begunId: body.file.fileId, fileId, voiceSeq };
}

type Inputs = Record<(typeof requests)[number]['name'], object | null>;

/** For each request an input that reaches for the case. Null: it is about the asker only and takes no id of others. */
export function reaching(
  theCase: TestCase,
  { said, saidSeq, announcedSeq, sealedSeq, reportId, begunId, fileId, voiceSeq }: Treasure,
): Inputs {
  const { roomId, suggestionId, leadUnit, lead, contact, strangerDeputy, strangerContact } = theCase;
  const sentence = () => ({ roomId, text: '混进来', sendKey: randomUUID() });
  const why = '混进来';
  const importId = randomUUID();
  const wording = {
    ...{ version: 0, actKey: randomUUID(), why },
    ...{ rule: 'R6', step: 'open', locale: 'zh-CN' },
  };
  return {
    'session:sign-in': null,
    'session:refresh': null,
    'session:sign-out': null, // asked last, by the other tests of sign-out
    'session:second-factor': { challenge: 'x', code: '123456', keep: 'body' },
    'session:enrol': { challenge: 'x' },
    'session:list': {},
    'session:end': { sessionId: theCase.suggestionId },
    'second-factor:show': {},
    'second-factor:begin': null, // of the caller’s own account, with its password
    'second-factor:confirm': { code: '123456' },
    'second-factor:end': null,
    'session:renew': null,
    'session:me': {},
    'preferences:show': {},
    'preferences:set': {},
    'push:show': {},
    'push:subscribe': null, // of the caller’s own browser
    'push:unsubscribe': {},
    'account:activate': { login: lead.login, code: 'ABCDEFGHJK', password: 'Another-pass-1' },
    'inbox:list': { cursor: null },
    'inbox:find': { tab: 'all', text: lead.name, cursor: null },
    'room:open': { roomId },
    'room:close': { roomId },
    'member:list': { roomId, cursor: null },
    'read:mark': { roomId, seq: 1 },
    'room:sync': { rooms: [{ roomId, seq: 0, changeSeq: 0 }] },
    'head:digest': { since: null },
    'room:set-state': { roomId, state: 'archived', why },
    'member:mute': { roomId, personId: lead.personId, until: LATER, why },
    'message:post': { ...sentence(), replyTo: saidSeq },
    'announcement:post': { ...sentence(), ackRequired: true },
    'mention:count': { roomId, mentions: [{ kind: 'everyone' }] },
    'file:begin': { roomId, sendKey: randomUUID(), kind: 'document', name: `${why}.txt`, bytes: 3 },
    'file:cancel': { fileId: begunId },
    'message:list': { roomId, limit: 100 },
    'file:address': { files: [{ fileId, rendition: 'original' }] },
    'file:list': { roomId, kind: null, cursor: null },
    'file:pack': { roomId, kind: null },
    'voice:hear': { roomId, seq: voiceSeq },
    'voice:list-heard': { roomId, seqs: [voiceSeq] },
    'file-types:show': {},
    'file-types:list-changes': {},
    'file-types:set': { version: 0, actKey: randomUUID(), why, types: null },
    'transcript:correct': { roomId, seq: voiceSeq, text: '混进来' },
    'message:edit': { roomId, seq: saidSeq, text: '混进来' },
    'message:recall': { roomId, seq: saidSeq, why },
    'message:react': { roomId, seq: saidSeq, reaction: 'agree', on: true },
    'reaction:list': { roomId, seq: saidSeq },
    'message:pin': { roomId, seq: saidSeq, on: true },
    'announcement:roll': { roomId, seq: announcedSeq, cursor: null },
    'announcement:remind': { roomId, seq: announcedSeq },
    'read:roll': { roomId, seq: saidSeq, cursor: null },
    'read:count': { roomId, seqs: [saidSeq] },
    'message:report': { roomId, seq: saidSeq, why },
    'report:list': { cursor: null },
    'report:settle': { reportId, outcome: 'recalled', why },
    'act:list': { roomId, cursor: null },
    'sealed:show': { roomId, seq: sealedSeq, why },
    'typing:show': { roomId },
    'presence:list': { roomId, personIds: [lead.personId, contact.personId] },
    'search:messages': { roomId: null, text: said.slice(0, 5), cursor: null },
    'search:names': { roomId: null, text: lead.name },
    'suggestion:show': { suggestionId },
    'suggestion:list': { state: null, cursor: null },
    'suggestion:own': { states: [], cursor: null },
    'suggestion:revise': { suggestionId, revision: 1, why, secondingIds: [strangerDeputy.personId] },
    'track:name-contacts': { suggestionId, unitId: leadUnit, personIds: [strangerContact.personId] },
    'contact:record': contactOf(theCase, said),
    'contact:list': { suggestionId },
    ...earlyActs(theCase),
    ...laterActs(theCase),
    'hand-over:start': { selection: { kind: 'ids', ids: [suggestionId] }, assignedOn: null },
    'hand-over:show': { handOverId: randomUUID() },
    'import:begin': { name: `${why}.csv`, bytes: 3 },
    'import:list': {},
    'import:show': { importId },
    'import:columns': { importId, columns: [], updates: false },
    'import:rows': { importId, which: 'good', after: null },
    'import:cell': { importId, line: 2, column: 0 },
    'import:mend': { importId, line: 2, cells: [{ column: 0, text: why }] },
    'import:preview': { importId },
    'import:run': { importId, aim: 'hand-over', assignedOn: null, count: 1 },
    'import:stop': { importId },
    'import:resume': { importId },
    'import:end': { importId },
    'case:timeline': { suggestionId, before: 0 },
    'case:papers': { suggestionId, before: 0 },
    'case:correct': {
      ...{ suggestionId, revision: 1, actKey: randomUUID(), why },
      set: { field: 'title', value: why },
    },
    'policy:show': {},
    'policy:choose': { version: 1, why, actKey: randomUUID(), profile: 'henan' },
    'policy:override': { version: 1, why, actKey: randomUUID(), set: {}, drop: [] },
    'wording:list': { rule: 'R6' },
    'wording:set': { ...wording, words: { title: why, text: why } },
    'wording:reset': wording,
    'figures:show': { session: null },
    'figures:progress': { session: null },
    'figures:overdue': {},
    'board:office': {},
    'board:unit': {},
    'board:sections': {},
    'board:section-cases': { column: 'at-work', section: null, cursor: null },
    'board:deputy': {},
    'contact:coverage': { session: null, by: 'unit' },
    'task:list': { queue: 'all', filter: { text: said.slice(0, 3) }, cursor: null },
    'task:changes': { queue: 'all', shown: [{ roomId, mark: '' }] },
    'task:later': { roomIds: [roomId], until: 'tomorrow' },
    'task:quiet': { roomIds: [roomId], on: true },
    'task:read': { roomIds: [roomId] },
    'task:pass-on': { roomIds: [roomId], personIds: [strangerContact.personId] },
    'duty:list': { cursor: null },
    'notice:list': { cursor: null },
    'notice:read': { noticeId: `${suggestionId}|R6|5|${contact.personId}|1` },
    'bot:rooms': { act: 'message:read' },
    'bot:say': sentence(),
    'bot:post': {
      ...{ roomId, sendKey: randomUUID() },
      card: { type: 'bulletin', title: why, rows: [{ label: why, value: why }] },
    },
    'bot:read': { roomId, limit: 100 },
    'unit:list': {},
    'delegation:list': {},
    'unit:people': { unitId: leadUnit },
    'delegation:people': { delegationId: randomUUID(), text: '', cursor: null },
    'person:number': { personId: lead.personId },
    'absence:list': {},
    'absence:set': {
      ...{ personId: contact.personId, substituteId: strangerContact.personId },
      ...{ from: '2031-06-10', until: '2031-06-14' },
    },
    'absence:end': { personId: contact.personId },
  };
}
