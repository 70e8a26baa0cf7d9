import type { PersonId, RoomId } from '../shared/ids.ts';
import type { Message } from '../shared/messages.ts';
import type { RoomHeader } from '../shared/rooms.ts';
import type { SeatRole } from '../shared/seats.ts';
import type { Asking } from './asking.ts';
import type { Away } from './away.ts';
import type { RoomSnapshot } from './huying.ts';
import type { Outbox } from './outbox.ts';
import type { Parts } from './parts.ts';
import type { LiveRoom } from './room.ts';

/** What a room needs of its client. */
export interface RoomParts extends Parts {
  readonly url: string;
  readonly me: () => PersonId | null;
  readonly asking: Asking;
  readonly outbox: Outbox;
  /** Number of the present connection; null while there is none. */
  readonly connection: () => number | null;
  /** Asks that this room be synced within so many milliseconds. */
  readonly want: (room: LiveRoom, ms: number) => void;
  /** What there is while the server cannot be asked. */
  readonly away: Pick<Away, 'isAway' | 'room' | 'inTime'>;
  readonly opened: (room: LiveRoom) => void;
  readonly closed: (room: LiveRoom) => void;
  /** The person has read here up to this number. */
  readonly onRead: (roomId: RoomId, seq: number) => void;
  /** Up to this number the person has read, here or elsewhere. */
  readonly tookRead: (roomId: RoomId, seq: number) => void;
}

/** A room that is not open. */
export const nothing: RoomSnapshot = {
  state: 'closed',
  header: null,
  roles: [],
  readSeq: 0,
  members: null,
  messages: [],
  pending: [],
  reachedStart: false,
  typing: [],
  asOf: null,
  unheard: [],
};

/** What the server says of a room when it is opened or synced. */
export interface Standing {
  readonly room: RoomHeader;
  readonly readSeq: number;
  readonly roles?: readonly SeatRole[];
}

/** What a sync says of a room in which the caller sits. */
export interface SyncAnswer extends Standing {
  readonly state: 'current' | 'limited';
  readonly to: number;
  readonly messages: readonly Message[];
}
