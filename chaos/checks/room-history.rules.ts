import type * as history from '../history.ts';

/** What one listener heard of one room. */
export interface Ear {
  readonly listening: string;
  readonly person: string;
  readonly by: 'sdk' | 'wire';
  readonly heard: history.Heard[];
  readonly changes: history.HeardChange[];
  /** True when it listened until everything was over. */
  isOpen: boolean;
}

/** All that is known of one room from outside. */
export interface RoomHistory {
  readonly roomId: string;
  readonly name: string;
  readonly seated: readonly string[];
  readonly sends: history.Send[];
  readonly deeds: history.Deed[];
  readonly rulings: history.Ruling[];
  readonly reportings: history.Reporting[];
  readonly marks: history.Mark[];
  readonly pries: history.Pry[];
  readonly seats: history.SeatChange[];
  readonly ears: Ear[];
  readonly fresh: history.FreshRead[];
  readonly shown: history.Shown[];
  readonly standings: history.Standing[];
  readonly readLists: history.ReadList[];
  readonly confirmations: history.Confirmations[];
  readonly waiting: history.Waiting[];
  readonly reactionLists: history.ReactionList[];
}

/** What one check found wrong, in plain words. */
export type Check = (room: RoomHistory) => string[];

const emptyRoom = ({ roomId, name, seated }: history.RoomAtStart): RoomHistory => ({
  roomId,
  name,
  seated,
  sends: [],
  deeds: [],
  rulings: [],
  reportings: [],
  marks: [],
  pries: [],
  seats: [],
  ears: [],
  fresh: [],
  shown: [],
  standings: [],
  readLists: [],
  confirmations: [],
  waiting: [],
  reactionLists: [],
});

/** Sorts the lines of a history into rooms, whatever order they come in. Throws when one is of a room nobody made. */
export function roomsOf(entries: Iterable<history.Entry>): RoomHistory[] {
  const all = [...entries];
  const rooms = new Map<string, RoomHistory>();
  const ears = new Map<string, Ear>();
  for (const entry of all) if (entry.kind === 'room') rooms.set(entry.roomId, emptyRoom(entry));
  const roomOf = (id: string): RoomHistory => {
    const room = rooms.get(id);
    if (!room) throw new Error(`no room ${id} in this history`);
    return room;
  };
  for (const entry of all) {
    if (entry.kind !== 'listening') continue;
    const { listening, person, by, roomId } = entry;
    const ear: Ear = { listening, person, by, heard: [], changes: [], isOpen: true };
    ears.set(listening, ear);
    roomOf(roomId).ears.push(ear);
  }
  for (const entry of all) sortIn(entry, roomOf, ears);
  for (const { seats } of rooms.values()) seats.sort((a, b) => a.askedAt - b.askedAt);
  return [...rooms.values()];
}

function sortIn(entry: history.Entry, roomOf: (id: string) => RoomHistory, ears: Map<string, Ear>): void {
  switch (entry.kind) {
    case 'heard':
      ears.get(entry.listening)?.heard.push(entry);
      return;
    case 'heard-change':
      ears.get(entry.listening)?.changes.push(entry);
      return;
    case 'unlistened': {
      const ear = ears.get(entry.listening);
      if (ear) ear.isOpen = false;
      return;
    }
    case 'send':
      return void roomOf(entry.roomId).sends.push(entry);
    case 'deed':
      return void roomOf(entry.roomId).deeds.push(entry);
    case 'ruling':
      return void roomOf(entry.roomId).rulings.push(entry);
    case 'reporting':
      return void roomOf(entry.roomId).reportings.push(entry);
    case 'mark':
      return void roomOf(entry.roomId).marks.push(entry);
    case 'pry':
      return void roomOf(entry.roomId).pries.push(entry);
    case 'seat':
      return void roomOf(entry.roomId).seats.push(entry);
    case 'fresh':
      return void roomOf(entry.roomId).fresh.push(entry);
    case 'shown':
      return void roomOf(entry.roomId).shown.push(entry);
    case 'standing':
      return void roomOf(entry.roomId).standings.push(entry);
    case 'read-list':
      return void roomOf(entry.roomId).readLists.push(entry);
    case 'confirmations':
      return void roomOf(entry.roomId).confirmations.push(entry);
    case 'waiting':
      return void roomOf(entry.roomId).waiting.push(entry);
    case 'reaction-list':
      return void roomOf(entry.roomId).reactionLists.push(entry);
    case 'room':
    case 'listening':
      return;
  }
}

/** The record: the first new reader's, against which everything else is held. */
export const recordOf = (room: RoomHistory): readonly history.Seen[] => room.fresh[0]?.seen ?? [];

/** The record by number. */
export const bySeq = (room: RoomHistory): ReadonlyMap<number, history.Seen> =>
  new Map(recordOf(room).map((seen) => [seen.seq, seen]));

/** The word that belongs to one message alone. */
export const wordOf = (text: string): string => text.split(' ', 1)[0] ?? '';

/** A span of time in which somebody certainly had no seat. */
export interface Out {
  readonly from: history.Tick;
  readonly to: history.Tick;
}

/** When a person certainly sat outside: from the moment a removal was acknowledged until a return was asked for. */
export function outsOf({ seated, seats }: RoomHistory, person: string): Out[] {
  let from: number | null = seated.includes(person) ? null : -Infinity;
  const outs: Out[] = [];
  for (const change of seats) {
    if (change.person !== person) continue;
    if (change.to === 'in' && from !== null) outs.push({ from, to: change.askedAt });
    from = change.to === 'in' ? null : (from ?? change.doneAt);
  }
  return from === null ? outs : [...outs, { from, to: Infinity }];
}

/** Who sits in the room after everything. */
export function membersAtEnd({ seated, seats }: RoomHistory): Set<string> {
  const members = new Set(seated);
  for (const { person, to } of seats) {
    if (to === 'in') members.add(person);
    else members.delete(person);
  }
  return members;
}
