import type { PersonId } from '../../../shared/ids.ts';
import { type MemberStore, seatKey } from '../members.store.ts';
import type { MessageStore } from '../messages/messages.store.ts';
import type { RoomDoc } from '../room.store.ts';
import { isAlreadySo, reactionKey, reporterKey, type Standing } from './already-so.rules.ts';
import type { AlreadySo } from './change-log.store.ts';
import type { ChangeDraft, ChangeStore, Deed } from './changes.store.ts';
import type { ReactionStore } from './reactions.store.ts';
import { reportKey, type ReportStore } from './reports.store.ts';

export interface AlreadySoParts {
  messages: MessageStore;
  members: MemberStore;
  changes: ChangeStore;
  reactions: ReactionStore;
  reports: ReportStore;
}

/** Reads what drafts are about: a statement for each kind of thing that occurs among them. */
export const makeAlreadySo =
  (parts: AlreadySoParts): AlreadySo =>
  async (room, drafts) => {
    const standing = await standingOf(parts, room, drafts);
    return new Set(drafts.filter((draft) => isAlreadySo(draft, standing)));
  };

type OfKind<K extends Deed['kind']> = ChangeDraft & { deed: Extract<Deed, { kind: K }> };

async function standingOf(
  { messages, members, changes, reactions, reports }: AlreadySoParts,
  room: RoomDoc,
  drafts: readonly ChangeDraft[],
): Promise<Standing> {
  const roomId = room._id;
  const of = <K extends Deed['kind']>(...kinds: K[]) =>
    drafts.filter((d): d is OfKind<K> => (kinds as string[]).includes(d.deed.kind));
  const recalled = of('recalled').map(({ deed }) => deed.seq);
  const reminded = of('reminded').map(({ deed }) => deed.seq);
  const movable = [
    ...of('muted', 'unmuted').map(({ deed }) => deed.personId),
    ...of('members-changed').flatMap(movers),
  ].map((personId) => seatKey(roomId, personId));
  const [said, quoted, seats, reacted, reported, rounds] = await Promise.all([
    messages.bySeqs(roomId, [...of('edited', 'file-moved').map(({ deed }) => deed.seq), ...recalled]),
    messages.quotesWithWords(recalled.map((seq) => ({ roomId, seq }))),
    movable.length === 0 ? new Map<string, never>() : members.byKeys(movable),
    reactions.ofPeople(
      of('reacted').map(({ deed: { personId, seq } }) => ({ personId, place: { roomId, seq } })),
    ),
    reports.byIds([
      ...of('report-settled').map(({ deed }) => deed.reportId),
      ...of('reported').flatMap(({ deed, by }) => (by === 'system' ? [] : [reportKey(roomId, deed.seq, by)])),
    ]),
    Promise.all(reminded.map(async (seq) => [seq, (await changes.remindersOf(roomId, seq)).length] as const)),
  ]);
  return {
    room,
    seats: new Map([...seats.values()].map((seat) => [seat.personId, seat])),
    messages: new Map(said.map((m) => [m.seq, m])),
    quoted: new Set(quoted.map(({ seq }) => seq)),
    reactions: new Set(reacted.map((r) => reactionKey(r.seq, r.personId, r.reaction))),
    reported: new Set(reported.map((r) => reporterKey(r.seq, r.by))),
    outcomes: new Map(reported.map((r) => [r._id, r.outcome])),
    rounds: new Map(rounds),
  };
}

const movers = ({ deed }: OfKind<'members-changed'>): PersonId[] => [
  ...[...deed.came, ...deed.moved].map(({ personId }) => personId),
  ...deed.left,
];
