import type { mongo } from 'mongoose';
import type { RoomId, SuggestionId } from '../../shared/ids.ts';
import { gathered } from '../store/gathered.ts';
import { inParts } from '../store/in-parts.ts';
import type { RoomDoc } from './room.store.ts';

/** What searching needs of a room. */
export type RoomLine = Pick<RoomDoc, '_id' | 'name' | 'seq' | 'lastAt'>;
export type RoomTitle = Pick<RoomDoc, '_id' | 'number' | 'title'> & { suggestionId: SuggestionId };
/** What a list of tasks reads of a room. */
export type TaskRoom = Pick<
  RoomDoc,
  '_id' | 'kind' | 'name' | 'number' | 'title' | 'suggestionId' | 'state' | 'phase' | 'seq'
>;
const TASK_ROOM = { kind: 1, name: 1, number: 1, title: 1, suggestionId: 1, state: 1, phase: 1, seq: 1 };
/** What finding somebody’s rooms reads of each. */
export type SoughtRoom = Pick<RoomDoc, '_id' | 'name' | 'number' | 'title' | 'seq' | 'lastAt'>;
const SOUGHT_ROOM = { name: 1, number: 1, title: 1, seq: 1, lastAt: 1 };
const LINE = { name: 1, seq: 1, lastAt: 1 };
/** Where a room stands, and what says whether those known to sit in it still do. */
export type RoomAtHead = Pick<
  RoomDoc,
  '_id' | 'seq' | 'changeSeq' | 'lastAt' | 'memberVersion' | 'unsettled'
>;
const AT_HEAD = { seq: 1, changeSeq: 1, lastAt: 1, memberVersion: 1, unsettled: 1 };
/** What of a room follows from the record. */
export type RoomFace = Pick<
  RoomDoc,
  '_id' | 'phase' | 'nextDue' | 'supervised' | 'name' | 'title' | 'memberVersion'
>;
const FACE = { phase: 1, nextDue: 1, supervised: 1, name: 1, title: 1, memberVersion: 1 };

type Rooms = mongo.Collection<RoomDoc>;

/** Rooms by id, in whole or in part. */
export const gatheredRooms = <R extends Pick<RoomDoc, '_id'>>(rooms: Rooms, projection: mongo.Document) =>
  gathered(async (ids: readonly RoomId[]): Promise<Map<RoomId, R>> => {
    const found = await rooms
      .find<R>({ _id: { $in: [...ids] } }, { projection, batchSize: ids.length + 1 })
      .toArray();
    return new Map(found.map((r) => [r._id, r]));
  });

/** What is read of rooms in part: most who ask need a tenth of one. */
export function makeRoomParts(rooms: Rooms) {
  const lines = gatheredRooms<RoomLine>(rooms, LINE);
  const faces = gatheredRooms<RoomFace>(rooms, FACE);

  return {
    /** What of a room follows from the record. */
    faceOf: async (id: RoomId): Promise<RoomFace | null> => (await faces([id])).get(id) ?? null,
    /** Where these rooms stand. */
    atHeads: gatheredRooms<RoomAtHead>(rooms, AT_HEAD),
    /** After a crash: rooms whose inbox order may be behind. Looks through all rooms. */
    async activeSince(since: Date): Promise<RoomAtHead[]> {
      return rooms.find<RoomAtHead>({ lastAt: { $gte: since } }, { projection: AT_HEAD }).toArray();
    },
    /** The heads of these rooms, without the rest. */
    async headsOf(ids: readonly RoomId[]): Promise<RoomLine[]> {
      return [...(await lines(ids)).values()];
    },
    /** At which state of their membership these rooms are now. */
    async memberVersionsOf(ids: readonly RoomId[]): Promise<Map<RoomId, number>> {
      const found = await rooms
        .find({ _id: { $in: [...ids] } }, { projection: { memberVersion: 1 }, batchSize: ids.length + 1 })
        .toArray();
      return new Map(found.map((r) => [r._id, r.memberVersion]));
    },
    /** Those of these rooms that belong to suggestions: what they are called by. */
    async titlesOf(ids: readonly RoomId[]): Promise<RoomTitle[]> {
      if (ids.length === 0) return [];
      const found = await rooms
        .find({ _id: { $in: [...ids] } }, { projection: { suggestionId: 1, number: 1, title: 1 } })
        .toArray();
      return found.flatMap(({ suggestionId, ...room }) => (suggestionId ? [{ ...room, suggestionId }] : []));
    },
    /** Rooms as a list of tasks reads them. */
    async taskRooms(ids: readonly RoomId[]): Promise<Map<RoomId, TaskRoom>> {
      const found = await inParts(ids, (some) =>
        rooms
          .find({ _id: { $in: [...some] } }, { projection: TASK_ROOM, batchSize: some.length + 1 })
          .toArray(),
      );
      return new Map(found.map((r) => [r._id, r]));
    },
    /** Rooms as they are sought among somebody’s. */
    async soughtRooms(ids: readonly RoomId[]): Promise<Map<RoomId, SoughtRoom>> {
      const found = await inParts(ids, (some) =>
        rooms
          .find({ _id: { $in: [...some] } }, { projection: SOUGHT_ROOM, batchSize: some.length + 1 })
          .toArray(),
      );
      return new Map(found.map((r) => [r._id, r]));
    },
    /** Of all rooms that were active since then. */
    async headsSince(since: Date): Promise<RoomLine[]> {
      return rooms.find({ lastAt: { $gte: since } }, { projection: LINE }).toArray();
    },
    /** Suggestions in whose rooms something happened since then. Looks through all rooms. */
    async suggestionsMovedSince(since: Date): Promise<{ suggestionId: SuggestionId; seq: number }[]> {
      const found = await rooms
        .find({ lastAt: { $gte: since } }, { projection: { _id: 0, suggestionId: 1, seq: 1 } })
        .toArray();
      return found.flatMap(({ suggestionId, seq }) => (suggestionId ? [{ suggestionId, seq }] : []));
    },
    async lastAtOf(ids: readonly RoomId[]): Promise<{ _id: RoomId; lastAt: Date }[]> {
      return rooms.find({ _id: { $in: [...ids] } }, { projection: { lastAt: 1 } }).toArray();
    },
  };
}
