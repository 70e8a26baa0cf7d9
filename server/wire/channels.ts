import type { PersonId, RoomId } from '../../shared/ids.ts';

// Prefixed: socket ids are rooms of socket.io, too.

/** Whoever has the room open. */
export const roomChannel = (id: RoomId): string => `r:${id}`;
/** All devices of a person. */
export const personChannel = (id: PersonId): string => `u:${id}`;
/** One sign-in. */
export const sessionChannel = (id: string): string => `s:${id}`;

/** The room of a room’s channel. */
export const roomOf = (channel: string): RoomId => channel.slice(2) as RoomId;
export const isRoom = (channel: string): boolean => channel.startsWith('r:');
/** Channels with a line of their own between nodes; what goes to others, or to several, is heard by all nodes. */
export const hasOwnLine = (channel: string): boolean => isRoom(channel) || channel.startsWith('u:');
