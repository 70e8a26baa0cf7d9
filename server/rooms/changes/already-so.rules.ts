import { isDeepStrictEqual } from 'node:util';
import type { SharedFile } from '../../../shared/files.ts';
import type { MessageBody, Reaction } from '../../../shared/messages.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { MemberDoc } from '../members.store.ts';
import type { MessageDoc } from '../messages/messages.store.ts';
import { sameRoles } from '../room.rules.ts';
import type { RoomDoc } from '../room.store.ts';
import type { ChangeDraft, Deed } from './changes.store.ts';
import type { ReportOutcome } from './reports.store.ts';

/** What drafts are compared with: everything they are about, after all changes so far. */
export interface Standing {
  room: RoomDoc;
  /** By number. */
  messages: ReadonlyMap<number, Pick<MessageDoc, 'body'>>;
  /** Numbers of messages that others quote with their words. */
  quoted: ReadonlySet<number>;
  /** Who sits. */
  seats: ReadonlyMap<PersonId, Pick<MemberDoc, 'roles' | 'mutedUntil'>>;
  /** Those that are on, by `reactionKey`. */
  reactions: ReadonlySet<string>;
  /** By `reporterKey`. */
  reported: ReadonlySet<string>;
  /** How reports ended, by their ids; null: they wait. */
  outcomes: ReadonlyMap<string, ReportOutcome | null>;
  /** How often it was reminded of a message. */
  rounds: ReadonlyMap<number, number>;
}

/** Who reacts to which message, and how. */
export const reactionKey = (seq: number, personId: PersonId, reaction: Reaction) =>
  `${seq}:${personId}:${reaction}`;

/** Who reported which message. */
export const reporterKey = (seq: number, by: ChangeDraft['by']) => `${seq}:${by}`;

/** True when a change would say what is so already; acts that are kept each time they are done never are. */
export function isAlreadySo({ deed, by, at }: ChangeDraft, now: Standing): boolean {
  const { room } = now;
  switch (deed.kind) {
    case 'edited':
      return isDeepStrictEqual(now.messages.get(deed.seq)?.body, deed.body);
    case 'file-moved':
      return !isNewer(deed.file, now.messages.get(deed.seq)?.body);
    case 'recalled':
      return now.messages.get(deed.seq)?.body.kind === 'recalled' && !now.quoted.has(deed.seq);
    case 'reacted':
      return now.reactions.has(reactionKey(deed.seq, deed.personId, deed.reaction)) === deed.on;
    case 'pinned':
      return room.pins.includes(deed.seq);
    case 'unpinned':
      return !room.pins.includes(deed.seq);
    case 'state-set':
      return room.state === deed.state;
    case 'header-set':
      return Object.entries(deed.set).every(
        ([field, value]) => room[field as keyof typeof deed.set] === value,
      );
    case 'members-changed':
      return isSeated(deed, now);
    case 'muted':
    case 'unmuted':
      return timeAhead(now.seats.get(deed.personId)?.mutedUntil, at) === timeAhead(deed.until, at);
    case 'reported':
      return now.reported.has(reporterKey(deed.seq, by));
    case 'report-settled':
      return (now.outcomes.get(deed.reportId) ?? null) !== null;
    case 'reminded':
      return (now.rounds.get(deed.seq) ?? 0) >= deed.round;
    case 'sealed-read':
      return false;
  }
}

/** A file’s state is newer than that which its message shows; one that was taken back shows none any more. */
export const isNewer = (file: SharedFile, shown: MessageBody | undefined): boolean =>
  shown?.kind === 'file' && shown.file.fileId === file.fileId && shown.file.revision < file.revision;

const timeAhead = (time: Date | null | undefined, at: Date): number | null =>
  time && time > at ? time.getTime() : null;

function isSeated(
  { came, moved, left, memberCount }: Extract<Deed, { kind: 'members-changed' }>,
  { room, seats }: Standing,
): boolean {
  return (
    room.memberCount === memberCount &&
    left.every((personId) => !seats.has(personId)) &&
    [...came, ...moved].every(({ personId, roles }) => sameRoles(seats.get(personId)?.roles ?? [], roles))
  );
}

/** What a draft is about. Of several about the same, each is judged after the one before it; null: it is judged alone. */
export function subjectOf({ deed, by }: Pick<ChangeDraft, 'deed' | 'by'>): string | null {
  switch (deed.kind) {
    case 'edited':
    case 'recalled':
    case 'file-moved':
      return `words:${deed.seq}`;
    case 'reacted':
      return `reaction:${reactionKey(deed.seq, deed.personId, deed.reaction)}`;
    case 'pinned':
    case 'unpinned':
      return `pin:${deed.seq}`;
    case 'muted':
    case 'unmuted':
      return `voice:${deed.personId}`;
    case 'reported':
      return `report:${reporterKey(deed.seq, by)}`;
    case 'report-settled':
    case 'reminded':
      return `${deed.kind}:${deed.seq}`;
    case 'state-set':
    case 'header-set':
    case 'members-changed':
      return deed.kind;
    case 'sealed-read':
      return null;
  }
}

/** Of drafts about the same only the first. */
export function firstOfEach<D extends Pick<ChangeDraft, 'deed' | 'by'>>(drafts: readonly D[]): D[] {
  const seen = new Set<string>();
  return drafts.filter((draft) => {
    const subject = subjectOf(draft);
    if (subject === null) return true;
    const isFirst = !seen.has(subject);
    seen.add(subject);
    return isFirst;
  });
}
