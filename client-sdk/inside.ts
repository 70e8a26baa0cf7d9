import type { RoomId, SuggestionId } from '../shared/ids.ts';
import { type CaseFile, type CaseParts, LiveCase } from './case.ts';
import type { Huying, Room } from './huying.ts';
import { Keeper, type KeeperParts } from './keeper.ts';
import { Outbox, type OutboxParts } from './outbox.ts';
import type { RoomParts } from './room-parts.ts';
import { LiveRoom } from './room.ts';

/** Those parts of a client without which a first page can be shown. They come with the first room or case, or when something waits to be sent. */
export interface Inside {
  readonly makeRoom: (roomId: RoomId, parts: RoomParts) => LiveRoom;
  readonly makeCase: (suggestionId: SuggestionId, parts: CaseParts) => LiveCase;
  readonly makeOutbox: (parts: OutboxParts) => Outbox;
  readonly makeKeeper: (parts: KeeperParts) => Keeper;
}

export const inside: Inside = {
  makeRoom: (roomId, parts) => new LiveRoom(roomId, parts),
  makeCase: (suggestionId, parts) => new LiveCase(suggestionId, parts),
  makeOutbox: (parts) => new Outbox(parts),
  makeKeeper: (parts) => new Keeper(parts),
};

/** A room of a client that may be lean. */
export function roomOf(huying: Pick<Huying, 'furnish' | 'room'>, roomId: RoomId): Room {
  huying.furnish(inside);
  return huying.room(roomId);
}

/** A case of a client that may be lean. */
export function caseOf(huying: Pick<Huying, 'furnish' | 'case'>, suggestionId: SuggestionId): CaseFile {
  huying.furnish(inside);
  return huying.case(suggestionId);
}
