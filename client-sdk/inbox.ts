import type { RoomId } from '../shared/ids.ts';
import type { Message } from '../shared/messages.ts';
import type { InboxItem, RoomHeader } from '../shared/rooms.ts';
import type { Asking } from './asking.ts';
import type { Head } from './digest.ts';
import type { Inbox, InboxSnapshot } from './huying.ts';
import { makeStore } from './observable.ts';
import { between, type Parts } from './parts.ts';

export interface InboxParts extends Parts {
  readonly asking: Asking;
  /** The first page is about to be fetched. */
  readonly begins: () => void;
}

/** Pages fetched again after an absence; who had scrolled further scrolls again. */
const MOST_PAGES = 5;
const EXCERPT = 60;
/** Calls counted in a row. */
const MOST_MENTIONS = 20;
const empty: InboxSnapshot = { items: [], total: 0, complete: false, loaded: false };

const byActivity = (a: InboxItem, b: InboxItem) => (a.lastAt < b.lastAt ? 1 : a.lastAt > b.lastAt ? -1 : 0);

/** The first words of a text, as the server cuts them. */
const excerptOf = (text: string) => Array.from(text.replaceAll(/\s+/g, ' ')).slice(0, EXCERPT).join('');

/** The last words of a room as the server would give them; null: nothing was said under this number. */
function lastOf({ seq, author, body }: Message): InboxItem['last'] {
  const row = (kind: string, excerpt: string) => ({ seq, author: author.name, excerpt, kind });
  switch (body.kind) {
    case 'text':
      return row('text', excerptOf(body.text));
    case 'card':
      return body.card.type === 'announcement'
        ? row('announcement', excerptOf(body.card.text))
        : row('card', body.card.type);
    case 'file':
      return row(body.file.kind, body.file.kind === 'document' ? excerptOf(body.file.name) : '');
    case 'system':
      return row('system', body.key);
    case 'recalled':
      return row('recalled', '');
    case 'tombstone':
      return null;
  }
}

/** The person's rooms: fetched by pages, then moved by what is told; told numbers fetch their words soon after. */
export class LiveInbox implements Inbox {
  readonly #parts: InboxParts;
  readonly #store = makeStore(empty);
  #cursor: string | null = null;
  /** Fetches take turns, so that none works on a list that another is changing. */
  #turn: Promise<void> = Promise.resolve();
  #stopTimer: (() => void) | null = null;
  /** Counts clearings, so that a late answer changes nothing. */
  #life = 0;
  /** Rooms left since the fetch under way began: its answer may still hold them. */
  readonly #left = new Set<RoomId>();

  constructor(parts: InboxParts) {
    this.#parts = parts;
  }

  readonly read = (): InboxSnapshot => this.#store.read();

  readonly subscribe = (changed: () => void): (() => void) => this.#store.subscribe(changed);

  refresh(): Promise<void> {
    return this.#inTurn(() => this.#reload());
  }

  /** What was fetched until now, once more: something may have been missed. Nothing, where nothing was. */
  refreshShown(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.read().loaded) await this.#reload();
    });
  }

  more(): Promise<void> {
    return this.#inTurn(async () => {
      const { loaded, complete, items } = this.read();
      if (!loaded || complete) return loaded ? undefined : this.#reload();
      const life = this.#life;
      const page = await this.#parts.asking.ask('inbox:list', { cursor: this.#cursor });
      if (life === this.#life) this.#show(this.#merged(page.items, items), page.total, page.cursor);
    });
  }

  clear(): void {
    this.#life += 1;
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#store.set(empty);
  }

  /** Fetches the newest page within a few seconds, once for many reasons. */
  soon(from = 500, to = 2_500): void {
    if (!this.read().loaded) return;
    const { timers, random } = this.#parts;
    this.#stopTimer ??= timers.after(between(random, from, to), () => {
      this.#stopTimer = null;
      void this.#inTurn(() => this.#renew()).catch(() => undefined); // the next word brings another try
    });
  }

  tookMessage(message: Message, isMine: boolean): void {
    this.#change(message.roomId, (item) => {
      if (message.seq <= (item.last?.seq ?? 0)) return item;
      const readSeq = isMine && item.unread === 0 ? message.seq : item.readSeq;
      const next = { ...item, readSeq, lastAt: message.at, last: lastOf(message) ?? item.last };
      return this.#counted(next, { seq: message.seq });
    });
  }

  tookHead(head: Head): void {
    const known = this.read().items.find((item) => item.room.roomId === head.roomId)?.room;
    if (known && head.seq <= known.seq && head.changeSeq <= known.changeSeq) return;
    this.#change(head.roomId, (item) => {
      const seq = Math.max(head.seq, item.room.seq);
      const lastAt = head.at > item.lastAt ? head.at : item.lastAt;
      return this.#counted({ ...item, lastAt }, { seq });
    });
    // What was changed is in no hurry: the row shows the newest words already, unless they were taken back.
    if (known && head.seq <= known.seq) this.soon(2_000, 10_000);
    else this.soon();
  }

  /** Messages of an open room as they stand now: one of them may be the last. */
  tookChanged(messages: readonly Message[]): void {
    for (const message of messages)
      this.#change(message.roomId, (item) =>
        message.seq === item.last?.seq ? { ...item, last: lastOf(message) ?? item.last } : item,
      );
  }

  /** A message calls the person. */
  tookMention(roomId: RoomId, seq: number): void {
    this.#change(roomId, (item) =>
      seq <= item.readSeq || item.mentions.includes(seq)
        ? item
        : { ...item, mentions: [...item.mentions, seq].sort((a, b) => a - b).slice(0, MOST_MENTIONS) },
    );
  }

  tookHeader(room: RoomHeader): void {
    this.#change(room.roomId, (item) =>
      room.changeSeq < item.room.changeSeq
        ? item
        : this.#counted(item, { ...room, seq: Math.max(room.seq, item.room.seq) }),
    );
  }

  tookRead(roomId: RoomId, readSeq: number): void {
    this.#change(roomId, (item) =>
      readSeq <= item.readSeq ? item : this.#counted({ ...item, readSeq }, {}),
    );
  }

  /** The person no longer sits there. True when the room was listed. */
  drop(roomId: RoomId): boolean {
    this.#left.add(roomId);
    const { items, total } = this.read();
    const left = items.filter((item) => item.room.roomId !== roomId);
    if (left.length === items.length) return false;
    this.#store.patch({ items: left, total: total - 1 });
    return true;
  }

  #counted(item: InboxItem, room: Partial<RoomHeader>): InboxItem {
    const header = { ...item.room, ...room };
    const mentions = item.mentions.filter((seq) => seq > item.readSeq);
    return { ...item, room: header, unread: Math.max(0, header.seq - item.readSeq), mentions };
  }

  #change(roomId: RoomId, change: (item: InboxItem) => InboxItem): void {
    const { items } = this.read();
    const before = items.find((item) => item.room.roomId === roomId);
    if (!before) return;
    const after = change(before);
    if (after === before) return;
    const next = items.map((item) => (item === before ? after : item));
    this.#store.patch({ items: after.lastAt === before.lastAt ? next : next.sort(byActivity) });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.#turn.then(() => {
      this.#left.clear();
      return work();
    });
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** As many pages as are shown, from the top. */
  async #reload(): Promise<void> {
    const life = this.#life;
    if (!this.read().loaded) this.#parts.begins();
    const shown = this.read().items.length;
    let items: InboxItem[] = [];
    let cursor: string | null = null;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const page: { items: InboxItem[]; cursor: string | null; total: number } = await this.#parts.asking.ask(
        'inbox:list',
        { cursor },
      );
      if (life !== this.#life) return;
      items = this.#merged(items, page.items);
      ({ cursor } = page);
      if (cursor === null || items.length >= shown) {
        this.#show(items, page.total, cursor);
        return;
      }
      if (pages + 1 === MOST_PAGES) this.#show(items, page.total, cursor);
    }
  }

  /** The newest page alone, laid over what is shown; if the two do not touch, or rooms were left unheard, anew. */
  async #renew(): Promise<void> {
    const life = this.#life;
    const page = await this.#parts.asking.ask('inbox:list', { cursor: null });
    if (life !== this.#life) return;
    const { items, total } = this.read();
    if (page.total < total) return this.#reload();
    const fresh = new Set(page.items.map((item) => item.room.roomId));
    const touches = items.length === 0 || items.some((item) => fresh.has(item.room.roomId));
    if (touches) this.#show(this.#merged(page.items, items), page.total, this.#cursor);
    else this.#show(page.items, page.total, page.cursor);
  }

  /** Each room once, as the first list has it, unless the second knows of later words; what was read stays read. */
  #merged(first: readonly InboxItem[], second: readonly InboxItem[]): InboxItem[] {
    const byRoom = new Map(second.map((item) => [item.room.roomId, item]));
    for (const item of first) {
      const other = byRoom.get(item.room.roomId);
      const newer = other && other.room.seq > item.room.seq ? other : item;
      const readSeq = Math.max(item.readSeq, other?.readSeq ?? 0);
      byRoom.set(
        item.room.roomId,
        readSeq > newer.readSeq ? this.#counted({ ...newer, readSeq }, {}) : newer,
      );
    }
    return [...byRoom.values()].sort(byActivity);
  }

  #show(items: readonly InboxItem[], total: number, cursor: string | null): void {
    this.#cursor = cursor;
    const sat = items.filter(({ room }) => !this.#left.has(room.roomId));
    const left = items.length - sat.length;
    this.#store.set({ items: sat, total: total - left, complete: cursor === null, loaded: true });
  }
}
