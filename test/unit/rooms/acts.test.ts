import { expect } from 'chai';
import { Fault } from '../../../shared/faults.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { Author, MessageBody } from '../../../shared/messages.ts';
import type { RoomState } from '../../../shared/rooms.ts';
import { MAX_PINS, ROOM_STATES } from '../../../shared/values/rooms.ts';
import { mayCallEveryone, SEAT_ROLES } from '../../../shared/values/seats.ts';
import {
  bodyWithText,
  recallAs,
  textOf,
  type Touching,
  whyMayNotEdit,
} from '../../../server/rooms/acts/acts.rules.ts';
import { foldAll, foldRoom, revisionsOf, runsOf } from '../../../server/rooms/changes/changes.rules.ts';
import type { ChangeDoc, Deed } from '../../../server/rooms/changes/changes.store.ts';
import type { MemberDoc } from '../../../server/rooms/members.store.ts';
import { hasPower } from '../../../server/rooms/powers.rules.ts';
import type { RoomDoc } from '../../../server/rooms/room.store.ts';

const said = new Date('2026-03-05T01:00:00.000Z');
const after = (ms: number) => new Date(said.getTime() + ms);
const limits = { editMs: 600_000, recallMs: 120_000 };
const author: Author = { kind: 'person', personId: 'a' as PersonId, name: '甲', label: '' };
const bot: Author = { kind: 'bot', name: '呼应助手' };
const text = (words: string): MessageBody => ({ kind: 'text', text: words });

const touching = (state: RoomState, by: Author = author, mutedUntil: Date | null = null): Touching => ({
  room: { state } as RoomDoc,
  member: { mutedUntil } as MemberDoc,
  message: { author: by, body: text('原话'), at: said },
});
const codeOf = (found: unknown) => (found instanceof Fault ? found.code : found);

describe('acts in rooms', () => {
  it('an edit is in time up to the last millisecond, also by a clock that is behind', () => {
    const at = (ms: number) => codeOf(whyMayNotEdit(touching('open'), after(ms), limits));
    expect([at(-600_000), at(0), at(600_000), at(600_001)]).to.deep.equal([null, null, null, 'TOO_LATE']);
  });

  it('an edit is speaking: not in a closed room, not by who is muted', () => {
    expect(codeOf(whyMayNotEdit(touching('read-only'), said, limits))).to.equal('ROOM_CLOSED');
    expect(codeOf(whyMayNotEdit(touching('open', author, after(1)), said, limits))).to.equal('MUTED');
    expect(codeOf(whyMayNotEdit(touching('open', author, said), said, limits))).to.equal(null);
  });

  it('a recall is the author’s for a while, the office’s with a reason, and nobody’s in the archive', () => {
    const who = (person: string) => (person === 'author' ? 'a' : 'b') as PersonId;
    const outcome = (
      state: RoomState,
      person: string,
      more: { office?: boolean; ms?: number; why?: string },
    ) =>
      codeOf(
        recallAs(
          touching(state),
          {
            caller: { personId: who(person) },
            isOffice: more.office ?? false,
            why: more.why ?? '',
          },
          { now: after(more.ms ?? 0), limits },
        ),
      );
    const late = limits.recallMs + 1;
    expect(outcome('open', 'author', { ms: limits.recallMs })).to.equal('author');
    expect(outcome('open', 'author', { ms: late })).to.equal('TOO_LATE');
    expect(outcome('open', 'other', {})).to.equal('NOT_YOURS');
    expect(outcome('open', 'other', { office: true })).to.equal('REASON_NEEDED');
    expect(outcome('open', 'other', { office: true, why: '涉密', ms: late })).to.equal('office');
    expect(outcome('open', 'author', { office: true })).to.equal('author');
    expect(outcome('open', 'author', { office: true, ms: late })).to.equal('REASON_NEEDED');
    expect(outcome('read-only', 'author', {})).to.equal('ROOM_CLOSED');
    expect(outcome('read-only', 'other', {})).to.equal('NOT_YOURS');
    expect(outcome('read-only', 'author', { office: true, why: '涉密' })).to.equal('office');
    for (const person of ['author', 'other'])
      expect(outcome('archived', person, { office: true, why: '涉密' })).to.equal('ROOM_CLOSED');
  });

  it('what a bot said is taken back by the office only', () => {
    const asked = { caller: { personId: 'bot' as PersonId }, why: '发错群' };
    const at = { now: said, limits };
    expect(codeOf(recallAs(touching('open', bot), { ...asked, isOffice: false }, at))).to.equal('NOT_YOURS');
    expect(recallAs(touching('open', bot), { ...asked, isOffice: true }, at)).to.equal('office');
  });

  it('only texts and announcements have words that somebody wrote', () => {
    const announcement: MessageBody = {
      kind: 'card',
      card: { type: 'announcement', text: '座谈', ackRequired: true },
    };
    const card: MessageBody = { kind: 'card', card: { type: 'service-welcome', delegationName: '北京团' } };
    expect(bodyWithText(text('一'), '二')).to.deep.equal(text('二'));
    expect(bodyWithText(announcement, '改期')).to.deep.equal({
      kind: 'card',
      card: { type: 'announcement', text: '改期', ackRequired: true },
    });
    for (const body of [card, { kind: 'tombstone' } as const]) {
      expect(bodyWithText(body, '二')).to.equal(null);
      expect(textOf(body)).to.equal(null);
    }
    expect([textOf(text('一')), textOf(announcement)]).to.deep.equal(['一', '座谈']);
  });

  it('who leads, answers for, serves or supervises a case may pin, announce, call all and remind; nobody else', () => {
    for (const power of ['pin', 'announce', 'mention-everyone', 'remind'] as const)
      expect(SEAT_ROLES.filter((role) => hasPower([role], power))).to.deep.equal([
        ...['lead-deputy', 'lead-unit', 'separate-unit', 'office', 'service-staff', 'supervisor'],
      ]);
    for (const role of SEAT_ROLES)
      // what clients offer is what the server takes
      expect(mayCallEveryone([role]), role).to.equal(hasPower([role], 'mention-everyone'));
    expect(hasPower([], 'pin')).to.equal(false);
    expect(hasPower(['co-unit', 'office'], 'pin')).to.equal(true);
  });
});

describe('what changes make of a room', () => {
  const room = { pins: [3], state: 'open', memberVersion: 4, changeSeq: 7 } as RoomDoc;
  const change = (n: number, deed: Deed): ChangeDoc => ({ n, deed, at: after(n) }) as ChangeDoc;

  it('pins come first, once each, ten at most, and go with a recall', () => {
    const pins = (deeds: Deed[]) =>
      foldAll(
        room,
        deeds.map((deed, i) => change(8 + i, deed)),
      ).pins;
    expect(pins([{ kind: 'pinned', seq: 5 }])).to.deep.equal([5, 3]);
    expect(pins([{ kind: 'pinned', seq: 3 }])).to.deep.equal([3]);
    expect(pins([{ kind: 'recalled', seq: 3, body: text('') }])).to.deep.equal([]);
    const many = Array.from({ length: 12 }, (_, i): Deed => ({ kind: 'pinned', seq: 10 + i }));
    expect(pins(many)).to.have.length(MAX_PINS);
    expect(pins(many)[0]).to.equal(18);
  });

  it('what comes to nothing still takes its number', () => {
    const deeds = [change(8, { kind: 'pinned', seq: 5 }), change(9, { kind: 'unpinned', seq: 3 })];
    expect(foldAll(room, deeds, new Set([8])))
      .to.include({ changeSeq: 9 })
      .and.deep.include({ pins: [] });
  });

  it('states and members are what was said last', () => {
    for (const state of ROOM_STATES)
      expect(foldRoom(room, { kind: 'state-set', state })).to.deep.equal({ state });
    const members: Deed = { kind: 'members-changed', memberCount: 2, came: [], moved: [], left: [] };
    expect(foldRoom(room, members)).to.deep.equal({
      ...{ memberCount: 2, memberVersion: 5, unsettled: room.changeSeq },
    });
    expect(foldRoom({ ...room, unsettled: 3 }, members)).to.deep.include({ unsettled: 3 });
    const personId = 'a' as PersonId;
    for (const kind of ['muted', 'unmuted'] as const)
      expect(foldRoom(room, { kind, personId, until: null })).to.deep.equal({ memberVersion: 5 });
  });

  it('reactions that follow one another are one stretch', () => {
    const reacted: Deed = { kind: 'reacted', seq: 1, personId: 'a' as PersonId, reaction: 'agree', on: true };
    const pinned: Deed = { kind: 'pinned', seq: 1 };
    const runs = runsOf([reacted, reacted, pinned, pinned, reacted].map((deed, i) => change(i + 1, deed)));
    expect(runs.map((run) => run.map((c) => c.n))).to.deep.equal([[1, 2], [3, 4], [5]]);
    expect(runsOf([])).to.deep.equal([]);
  });

  it('earlier words are those before each edit, even if two edits saw the same before', () => {
    const edit = (n: number, before: string, body: string) =>
      change(n, { kind: 'edited', seq: 1, before: text(before), body: text(body) });
    const edits = [edit(1, '甲', '乙'), edit(2, '甲', '丙'), edit(3, '丙', '丁')];
    expect(revisionsOf(edits)).to.deep.equal([
      { body: text('甲'), until: after(1).toISOString() },
      { body: text('乙'), until: after(2).toISOString() },
      { body: text('丙'), until: after(3).toISOString() },
    ]);
    expect(revisionsOf([])).to.deep.equal([]);
  });
});
