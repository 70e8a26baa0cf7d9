import type { Message, Reaction } from '../shared/messages.ts';
import type { RoomHeader } from '../shared/rooms.ts';
import { Holding, type News } from './holding.ts';
import type { Room, RoomEvents, RoomSnapshot } from './huying.ts';
import type { KeptRoom, RoomRecord } from './kept.ts';
import { makeEmitter, makeStore } from './observable.ts';
import { nothing, type Standing } from './room-parts.ts';
import type { Answer, Held, Page } from './timeline.ts';

/** What a view tells the room it belongs to. */
export interface ViewParts {
  /** True when the present connection tells us what happens here. */
  readonly isSubscribed: () => boolean;
  /** Something is known of that is not held. */
  readonly lacking: () => void;
  /** The person has read up to this number. */
  readonly tookRead: (seq: number) => void;
  /** The room is at this memberVersion; null: nothing is held of it any more. */
  readonly membersAt: (version: number | null) => void;
}

/** A page of history as the server gives it. */
export type HistoryPage = Page & { readonly head: number };

/** Newest messages of a room that are kept for when there is no line. */
const MOST_KEPT = 300;

/** What a header says besides its numbers. */
const wordsOf = ({ seq: _s, changeSeq: _c, memberVersion: _m, ...words }: RoomHeader): string =>
  JSON.stringify(words);

/** What is held and shown of one room, and what is told because of what arrives. */
export class RoomView {
  readonly events = makeEmitter<RoomEvents>();
  readonly #store = makeStore(nothing);
  readonly #holding = new Holding();
  readonly #parts: ViewParts;
  /** The highest numbers heard of. */
  #known: Held = { seq: 0, changeSeq: 0 };
  /** What was given to be kept, and of which state. */
  #record: (Pick<RoomSnapshot, 'header' | 'messages' | 'readSeq'> & { record: RoomRecord }) | null = null;

  constructor(parts: ViewParts) {
    this.#parts = parts;
  }

  readonly read = (): RoomSnapshot => this.#store.read();

  readonly subscribe = (changed: () => void): (() => void) => this.#store.subscribe(changed);

  /** Who listens to messages hears first of those already held. */
  readonly on: Room['on'] = (event, hear) => {
    const stop = this.events.on(event, hear);
    if (event !== 'message') return stop;
    let isWanted = true;
    const tell = (message: Message) => {
      if (isWanted) hear(message as never);
    };
    for (const message of this.read().messages) queueMicrotask(() => tell(message));
    return () => {
      isWanted = false;
      stop();
    };
  };

  get isOpen(): boolean {
    return this.#holding.isStarted;
  }

  /** What is told while the first page is on its way counts, too. */
  get #isHearing(): boolean {
    return this.isOpen || this.read().state === 'opening';
  }

  /** Lowest number held. */
  get from(): number {
    return this.#holding.from;
  }

  get held(): Held {
    return { seq: this.#holding.to, changeSeq: this.#holding.changedTo };
  }

  /** What is held and sure, own reactions too: beyond it the server is asked. */
  get sure(): Held {
    return { seq: this.#holding.to, changeSeq: this.#holding.mineTo };
  }

  /** The highest numbers heard of. */
  get known(): Held {
    return this.#known;
  }

  /** True when messages were said that are not held. */
  get lacksMessages(): boolean {
    return this.isOpen && Math.max(this.#holding.highest, this.#known.seq) > this.#holding.to;
  }

  /** True when something was said or changed that is not held. */
  get lacks(): boolean {
    return this.lacksMessages || (this.isOpen && this.#known.changeSeq > this.#holding.changedTo);
  }

  show(part: Partial<RoomSnapshot>): void {
    this.#store.patch(part);
  }

  clear(state: 'closed' | 'revoked'): void {
    this.#holding.clear();
    this.#record = null;
    this.#known = { seq: 0, changeSeq: 0 };
    this.#store.set({ ...nothing, state, pending: this.read().pending });
    this.#parts.membersAt(null);
  }

  /** Begins, or begins anew, with the newest page, asked for after `standing` was known; with `asOf` it was kept at that instant. */
  begin(page: HistoryPage, { room, readSeq, roles }: Standing, asOf: number | null = null): void {
    const news = this.#holding.start(page, room.changeSeq);
    this.knows({ seq: Math.max(page.head, room.seq), changeSeq: room.changeSeq });
    const header = this.#newest(room);
    const read = Math.max(readSeq, this.read().readSeq);
    this.#tell(news, { header, readSeq: read, asOf, ...(roles && { roles }) });
    this.events.emit('header', header);
    this.#parts.membersAt(header.memberVersion);
  }

  /** Begins with what was kept; what came since is asked for as after any absence. */
  beginKept({ at, header, roles, readSeq, changedTo, ...page }: KeptRoom): void {
    const room = { ...header, seq: page.to, changeSeq: changedTo };
    this.begin({ ...page, head: page.to }, { room, roles, readSeq }, at);
  }

  /** What is to be kept of it; see Keepable. */
  get record(): RoomRecord | null {
    const { state, header, roles, readSeq, messages } = this.read();
    if (state !== 'live' || header === null) return null;
    const last = this.#record;
    if (last?.header === header && last.messages === messages && last.readSeq === readSeq) return last.record;
    const newest = messages.slice(-MOST_KEPT);
    const from = newest.length < messages.length ? (newest[0]?.seq ?? this.from) : this.from;
    const { seq: to, changeSeq: changedTo } = this.sure;
    const record = { header, roles: [...roles], readSeq, from, to, changedTo, messages: newest };
    this.#record = { header, messages, readSeq, record };
    return record;
  }

  knows({ seq, changeSeq }: Held): void {
    const known = this.#known;
    this.#known = { seq: Math.max(seq, known.seq), changeSeq: Math.max(changeSeq, known.changeSeq) };
  }

  hear(message: Message): void {
    if (!this.#isHearing) return;
    this.#tell(this.#holding.hear(message));
  }

  restate(states: readonly Message[]): void {
    this.#tell(this.#holding.restate(states));
  }

  tookChanges(from: number, room: RoomHeader, messages: readonly Message[]): void {
    if (!this.#isHearing) return;
    this.#tookHeader(room);
    this.#tell(this.#holding.changes({ from, to: room.changeSeq, messages }));
  }

  tookMine(mark: { seq: number; changeSeq: number; mine: Reaction[] }): void {
    if (!this.#isHearing) return;
    this.knows({ seq: 0, changeSeq: mark.changeSeq });
    this.#tell(this.#holding.mark(mark));
  }

  tookHeader(room: RoomHeader): void {
    if (!this.isOpen) return;
    this.#tookHeader(room);
    this.#tell(NO_NEWS);
  }

  /** Something is known to have happened. */
  tookHead(head: Held): void {
    if (!this.#isHearing) return;
    this.knows(head);
    this.#tell(NO_NEWS);
  }

  tookRead(seq: number): void {
    if (seq > this.read().readSeq) this.show({ readSeq: seq });
    this.#parts.tookRead(seq);
  }

  tookStanding({ room, readSeq, roles }: Standing): void {
    this.#tookHeader(room);
    this.tookRead(readSeq);
    if (roles) this.show({ roles });
  }

  tookSync(asked: Held, answer: Answer): void {
    this.#tell(this.#holding.sync(asked, answer));
  }

  tookForward(page: Page): void {
    this.#tell(this.#holding.forward(page));
  }

  tookBackward(page: Page, askedAt: number): void {
    this.#holding.backward(page, askedAt);
    this.#tell(NO_NEWS);
  }

  settleChanges(asked: number, to: number): void {
    this.#holding.settleChanges(asked, to);
    this.refreshState();
  }

  refreshState(): void {
    if (!this.isOpen) return;
    const state = this.#parts.isSubscribed() && !this.lacks ? 'live' : 'behind';
    if (state !== this.read().state) this.show(state === 'live' ? { state, asOf: null } : { state });
  }

  /** Takes in a header if it is newer. */
  #tookHeader(room: RoomHeader): void {
    this.knows(room);
    const { header } = this.read();
    if (!header || room.changeSeq <= header.changeSeq) return;
    const next = this.#newest(room);
    this.show({ header: next });
    if (wordsOf(room) !== wordsOf(header)) this.events.emit('header', next);
    this.#parts.membersAt(room.memberVersion);
  }

  #newest(room: RoomHeader): RoomHeader {
    const { header } = this.read();
    if (!header) return room;
    const newer = room.changeSeq >= header.changeSeq ? room : header;
    return { ...newer, seq: Math.max(room.seq, header.seq) };
  }

  /** Shows what is held now, and tells what is new in it. */
  #tell({ added, changed }: News, part: Partial<RoomSnapshot> = NOTHING): void {
    if (!this.isOpen) return;
    const { messages, from, highest } = this.#holding;
    const before = this.read();
    const shown = part.header ?? before.header;
    const header = shown && shown.seq < highest ? { ...shown, seq: highest } : shown;
    const now = { messages, header, reachedStart: from <= 1 };
    const isOther = now.messages !== before.messages || now.reachedStart !== before.reachedStart;
    if (isOther || header !== before.header || part !== NOTHING) this.show({ ...part, ...now });
    for (const message of added) this.events.emit('message', message);
    for (const message of changed) this.events.emit('changed', message);
    this.refreshState();
    if (this.lacks) this.#parts.lacking();
  }
}

const NO_NEWS: News = { added: [], changed: [] };
const NOTHING: Partial<RoomSnapshot> = {};
