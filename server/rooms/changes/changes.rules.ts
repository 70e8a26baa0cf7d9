import { MAX_PINS } from '../../../shared/rooms.ts';
import type { RoomDoc, RoomFold } from '../room.store.ts';
import type { ChangeDoc, Deed } from './changes.store.ts';

/** What a deed makes of the room's own fields; nothing, if it is about a message. */
export function foldRoom(room: RoomDoc, deed: Deed): RoomFold {
  switch (deed.kind) {
    case 'pinned':
      return room.pins.includes(deed.seq) || room.pins.length >= MAX_PINS
        ? {}
        : { pins: [deed.seq, ...room.pins] };
    case 'unpinned':
    case 'recalled': // nobody is pointed at what was taken back
      return room.pins.includes(deed.seq) ? { pins: room.pins.filter((seq) => seq !== deed.seq) } : {};
    case 'state-set':
      return { state: deed.state };
    case 'header-set':
      return deed.set;
    case 'members-changed':
      return { memberCount: deed.memberCount, memberVersion: room.memberVersion + 1, unsettled: null };
    case 'edited':
    case 'reacted':
    case 'muted':
    case 'unmuted':
    case 'reported':
    case 'report-settled':
    case 'sealed-read':
    case 'reminded':
      return {};
  }
}

/** The room after all these changes, in their order. */
export const foldAll = (room: RoomDoc, changes: readonly ChangeDoc[]): RoomDoc =>
  changes.reduce((now, { deed, n }) => ({ ...now, ...foldRoom(now, deed), changeSeq: n }), room);
