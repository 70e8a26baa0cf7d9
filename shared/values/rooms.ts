/** open: people speak; read-only (办结): nothing is said or changed any more, only read and recalled by the office; archived (归档): only read. */
export const ROOM_STATES = ['open', 'read-only', 'archived'] as const;

/** Of somebody’s rooms: all, those with something unread, those with an unread word that calls them. */
export const INBOX_TABS = ['all', 'unread', 'mentions'] as const;
export type InboxTab = (typeof INBOX_TABS)[number];

/** Most pinned messages of a room. */
export const MAX_PINS = 10;

/** At most 50 messages a room, said or changed; more: `limited`, and the client resets that timeline and fetches anew. */
export const SYNC_MESSAGES = 50;

/** Rooms in one digest. */
export const MAX_DIGEST = 200;
