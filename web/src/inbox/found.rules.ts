import type { InboxItem } from '../../../shared/rooms.ts';
import type { InboxTab } from '../../../shared/values/rooms.ts';

export type Counts = Readonly<Record<InboxTab, number>>;

const IS_IN: Readonly<Record<InboxTab, (item: InboxItem) => boolean>> = {
  all: () => true,
  unread: ({ unread }) => unread > 0,
  mentions: ({ mentions }) => mentions.length > 0,
};

/** How many of all somebody’s rooms are behind each tab. */
export const countsOf = (items: readonly InboxItem[]): Counts => ({
  all: items.length,
  unread: items.filter(IS_IN.unread).length,
  mentions: items.filter(IS_IN.mentions).length,
});

const roomIdOf = ({ room }: InboxItem) => room.roomId;

/** What was found, in its order, each row as it is known best: as it moved since, or read because it was opened from here. */
export function asNow(
  found: readonly InboxItem[],
  live: readonly InboxItem[],
  opened: ReadonlySet<string>,
): InboxItem[] {
  const known = new Map(live.map((item) => [roomIdOf(item), item]));
  return found.map((item) => {
    const now = known.get(roomIdOf(item));
    if (now && now.room.seq >= item.room.seq && now.readSeq >= item.readSeq) return now;
    return opened.has(roomIdOf(item)) ? { ...item, unread: 0, mentions: [] } : item;
  });
}

/** How many rooms have come behind the tab since they were asked for. */
export const freshIn = (tab: InboxTab, found: readonly InboxItem[], live: readonly InboxItem[]): number => {
  const shown = new Set(found.map(roomIdOf));
  return live.filter((item) => IS_IN[tab](item) && !shown.has(roomIdOf(item))).length;
};
