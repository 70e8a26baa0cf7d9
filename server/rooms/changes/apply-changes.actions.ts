import type { RoomId } from '../../../shared/ids.ts';
import { type MemberStore, seatKey, seatOf } from '../members.store.ts';
import { lastOf } from '../messages/messages.rules.ts';
import type { MessageDoc, MessageStore } from '../messages/messages.store.ts';
import type { RoomDoc, RoomStore } from '../room.store.ts';
import { revisionsOf, runsOf } from './changes.rules.ts';
import type { ChangeDoc, ChangeStore, Deed } from './changes.store.ts';
import type { OriginalStore } from './originals.store.ts';
import type { ReactionStore } from './reactions.store.ts';
import { reportKey, type ReportStore } from './reports.store.ts';

/** The words of these messages are others now, or gone: what finds messages by their words follows. May be called again. */
export type Reindex = (roomId: RoomId, seqs: readonly number[]) => Promise<void>;

export interface ApplyParts {
  messages: MessageStore;
  rooms: RoomStore;
  members: MemberStore;
  changes: ChangeStore;
  reactions: ReactionStore;
  originals: OriginalStore;
  reports: ReportStore;
  reindex: Reindex;
}

/**
 * Does what changes say, in the order of their numbers; gives the numbers of those that come to nothing.
 * Cut off anywhere it is done again from the start, perhaps by two nodes at once, perhaps by one that was stopped for
 * minutes: so each statement either says the same the second time or is guarded by the number of its change.
 */
export type ApplyChanges = (room: RoomDoc, changes: readonly ChangeDoc[]) => Promise<ReadonlySet<number>>;

export const makeApplyChanges =
  (parts: ApplyParts): ApplyChanges =>
  async (room, changes) => {
    const idle = new Set<number>();
    const reworded = new Set<number>();
    for (const run of runsOf(changes)) {
      if (run[0]?.deed.kind === 'reacted') await react(parts, room._id, run);
      else
        for (const change of run) {
          const effect = await applyOne(parts, room, change);
          if (effect.isIdle) idle.add(change.n);
          for (const seq of effect.reworded ?? []) reworded.add(seq);
        }
    }
    if (reworded.size > 0) await parts.reindex(room._id, [...reworded]);
    return idle;
  };

interface Effect {
  isIdle?: boolean;
  reworded?: readonly number[];
}

async function applyOne(parts: ApplyParts, room: RoomDoc, change: ChangeDoc): Promise<Effect> {
  const { deed, roomId } = change;
  const { members, reports } = parts;
  switch (deed.kind) {
    case 'edited':
      return edit(parts, change, deed);
    case 'file-moved':
      return moveFile(parts, change, deed);
    case 'recalled':
      return recall(parts, change, deed);
    case 'pinned':
      return { isIdle: (await messageAt(parts, roomId, deed.seq))?.body.kind === 'recalled' };
    case 'members-changed':
      await reseat(parts, room, change);
      return {};
    case 'muted':
    case 'unmuted':
      await members.mute(seatKey(roomId, deed.personId), deed.until, change.n);
      return {};
    case 'reported':
      await report(parts, room, change);
      return {};
    case 'report-settled':
      if (deed.outcome === 'recalled') await reports.settleAll(roomId, deed.seq, deed.outcome);
      else await reports.settle(deed.reportId, deed.outcome);
      return {};
    case 'reacted': // in runs
    case 'unpinned':
    case 'state-set':
    case 'header-set':
    case 'sealed-read':
    case 'reminded':
      return {};
  }
}

const messageAt = async (
  { messages }: ApplyParts,
  roomId: RoomId,
  seq: number,
): Promise<MessageDoc | undefined> => (await messages.bySeqs(roomId, [seq]))[0];

type DeedOf<K extends Deed['kind']> = Extract<Deed, { kind: K }>;

/** Other words; if the message was taken back first, they are forgotten. */
async function edit(
  parts: ApplyParts,
  { _id, roomId, n, at }: ChangeDoc,
  { seq, body }: DeedOf<'edited'>,
): Promise<Effect> {
  if (body) await parts.messages.apply(roomId, [{ seq, changeSeq: n, set: { body, editedAt: at } }]);
  const message = await messageAt(parts, roomId, seq);
  if (!message || message.body.kind === 'recalled') {
    await parts.changes.scrub([_id]);
    return { isIdle: true };
  }
  // As it stands now: a later edit may have been applied by another node.
  await parts.rooms.setLast(roomId, { ...lastOf(seq, message.author, message.body), changeSeq: n });
  return { reworded: [seq] };
}

/** Shows what became of a file, unless a newer state is shown; what was said in it may be found then. */
async function moveFile(
  { messages }: ApplyParts,
  { roomId, n }: ChangeDoc,
  { seq, file }: DeedOf<'file-moved'>,
): Promise<Effect> {
  const before = (await messages.bySeqs(roomId, [seq]))[0]?.body;
  if (before?.kind !== 'file' || before.file.revision > file.revision) return { isIdle: true };
  await messages.apply(roomId, [{ seq, changeSeq: n, set: { body: { kind: 'file', file } } }]);
  return { reworded: [seq] };
}

/** Seals what was said, then puts the stub in its place, then takes the words out of everything that repeats them. */
async function recall(
  parts: ApplyParts,
  { roomId, n }: ChangeDoc,
  { seq, body: stub }: DeedOf<'recalled'>,
): Promise<Effect> {
  const { messages, changes, rooms, members } = parts;
  const message = await messageAt(parts, roomId, seq);
  if (!message) return { isIdle: true };
  const edits = await changes.editsOf(roomId, seq);
  if (message.body.kind !== 'recalled') {
    await seal(
      parts,
      message,
      edits.filter((e) => e.n < n),
    );
    await messages.recall(roomId, seq, { changeSeq: n, stub });
  }
  await changes.scrub(edits.map((e) => e._id));
  const quoting = await messages.quoting(roomId, seq);
  if (quoting.length > 0) await messages.emptyQuotes(roomId, seq, n);
  await rooms.setLast(roomId, { ...lastOf(seq, message.author, stub), changeSeq: n });
  await members.forgetMention(roomId, seq);
  return { reworded: [seq, ...quoting] };
}

async function seal(
  { originals }: ApplyParts,
  { roomId, seq, body, quote, mentions }: MessageDoc,
  edits: readonly ChangeDoc[],
): Promise<void> {
  await originals.insertMissing(roomId, seq, {
    body,
    ...(quote && { quote }),
    ...(mentions && { mentions }),
    revisions: revisionsOf(edits),
  });
}

/** Many people at once are one write of their reactions, and one of each message's counts. */
async function react(
  { reactions, messages }: ApplyParts,
  roomId: RoomId,
  run: readonly ChangeDoc[],
): Promise<void> {
  const docs = run.flatMap(({ deed, n }) => {
    if (deed.kind !== 'reacted') return [];
    const { seq, personId, reaction, on } = deed;
    return [{ roomId, seq, personId, reaction, on, n }];
  });
  await reactions.set(docs);
  const lastChange = new Map(docs.map(({ seq, n }) => [seq, n])); // in the order of n
  const counts = await reactions.counts(roomId, [...lastChange.keys()]);
  await messages.apply(
    roomId,
    [...lastChange].map(([seq, changeSeq]) => ({
      seq,
      changeSeq,
      set: { reactions: counts.get(seq) ?? [] },
    })),
  );
}

/** Who comes has what was said before them unread; who returns, what they had not read when they left. */
async function reseat({ members }: ApplyParts, room: RoomDoc, change: ChangeDoc): Promise<void> {
  const { roomId, n, by, why, at, deed } = change;
  if (deed.kind !== 'members-changed') return;
  const { came, moved, left } = deed;
  const because = { personId: by, why };
  await members.unseat(
    left.map((personId) => seatKey(roomId, personId)),
    { ...because, at, seatChange: n },
  );
  await members.seat(
    [...came, ...moved].map((spec) => ({
      ...seatOf(roomId, spec, because, { now: at, readSeq: room.seq }),
      seatChange: n,
    })),
  );
}

async function report({ reports }: ApplyParts, room: RoomDoc, change: ChangeDoc): Promise<void> {
  const { roomId, by, why, at, deed } = change;
  if (deed.kind !== 'reported' || by === 'system') return;
  const { congressId } = room;
  const { seq } = deed;
  await reports.insertMissing({
    ...{ _id: reportKey(roomId, seq, by), congressId, roomId, seq, by, why, at },
    outcome: null,
  });
}
