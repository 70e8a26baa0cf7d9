import { Fault } from '../shared/faults.ts';
import type { RoomId } from '../shared/ids.ts';
import { listMessages, MAX_PAGE, type Message } from '../shared/messages.ts';
import { openRoom, type RoomHeader } from '../shared/rooms.ts';
import type { Seat } from '../shared/seats.ts';
import { Holding, SECOND_LOOK_MS } from './holding.ts';
import type { Room, RoomEvents, RoomSnapshot, RoomState } from './huying.ts';
import { makeEmitter, makeStore } from './observable.ts';
import { allMembers, nothing, type RoomParts, type Standing } from './room-parts.ts';
import { backoff, between } from './parts.ts';
import { mayPass } from './session.ts';

/** Messages in the first page, and in each older one. */
const PAGE = 50;
/** Pages fetched in one go, before other rooms have their turn. */
const PAGES_AT_ONCE = 10;

/** One room as a client holds it. The keeper drives its catching up. */
export class LiveRoom implements Room {
  readonly roomId: RoomId;
  readonly #parts: RoomParts;
  readonly #store = makeStore(nothing);
  readonly #events = makeEmitter<RoomEvents>();
  readonly #holding: Holding;
  /** Counts openings and closings, so that a late answer changes nothing. */
  #life = 0;
  #opening: Promise<void> | null = null;
  #paging: Promise<void> | null = null;
  #subscribedOn: number | null = null;
  #isFilling = false;
  /** Fills in a row that brought nothing. */
  #stalls = 0;

  constructor(roomId: RoomId, parts: RoomParts) {
    this.roomId = roomId;
    this.#parts = parts;
    this.#holding = new Holding(parts.clock);
    this.#store.patch({ pending: parts.outbox.pending(roomId) });
  }

  readonly read = (): RoomSnapshot => this.#store.read();

  readonly subscribe = (changed: () => void): (() => void) => this.#store.subscribe(changed);

  readonly on: Room['on'] = (event, hear) => {
    const stop = this.#events.on(event, hear);
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

  open(): Promise<void> {
    if (this.isOpen) return Promise.resolve();
    if (this.#opening) return this.#opening;
    const opening = this.#open().finally(() => {
      if (this.#opening === opening) this.#opening = null;
    });
    this.#opening = opening;
    return opening;
  }

  close(): void {
    if (this.read().state === 'closed') return;
    this.#letGo('closed');
  }

  older(): Promise<void> {
    this.#paging ??= this.#older().finally(() => {
      this.#paging = null;
    });
    return this.#paging;
  }

  send(text: string): Promise<Message> {
    return this.#parts.outbox.add(this.roomId, text);
  }

  retry(sendKey: string): Promise<Message> {
    return this.#parts.outbox.retry(this.roomId, sendKey);
  }

  discard(sendKey: string): Promise<void> {
    return this.#parts.outbox.discard(this.roomId, sendKey);
  }

  markRead(seq: number): void {
    if (seq <= this.read().readSeq) return;
    this.tookRead(seq);
    this.#parts.onRead(this.roomId, seq);
  }

  async members(): Promise<readonly Seat[]> {
    const life = this.#life;
    const members = await allMembers(this.#parts.asking.ask, this.roomId);
    if (life === this.#life) this.#store.patch({ members });
    return members;
  }

  /** True from the first page until it is closed or taken away. */
  get isOpen(): boolean {
    return this.#holding.isStarted;
  }

  /** True when this connection tells us what is said here. */
  get isSubscribed(): boolean {
    return this.#subscribedOn !== null && this.#subscribedOn === this.#parts.connection();
  }

  /** What we hold, for asking what we lack. */
  get held(): { roomId: RoomId; seq: number; changeSeq: number } {
    const { header } = this.read();
    return { roomId: this.roomId, seq: this.#holding.to, changeSeq: header?.changeSeq ?? 0 };
  }

  /** Something was said here. */
  hear(message: Message): void {
    if (this.isOpen || this.#opening) this.#tell(this.#holding.hear(message));
  }

  tookHeader(header: RoomHeader): void {
    const before = this.read();
    if (!before.header || header.changeSeq < before.header.changeSeq) return;
    const seq = Math.max(header.seq, before.header.seq);
    this.#store.patch({ header: { ...header, seq } });
    if (header.changeSeq > before.header.changeSeq && before.members) this.#membersSoon();
    this.refreshState();
    if (this.#lacks()) this.#parts.want(this, between(this.#parts.random, 500, 1_500));
  }

  tookRead(seq: number): void {
    if (seq > this.read().readSeq) this.#store.patch({ readSeq: seq });
  }

  tookPending(): void {
    this.#store.patch({ pending: this.#parts.outbox.pending(this.roomId) });
  }

  /** Begins to hear the room over the present connection. */
  async subscribeNow(): Promise<void> {
    const connection = this.#parts.connection();
    const life = this.#life;
    const standing = await this.#parts.asking.bySocket(openRoom, { roomId: this.roomId });
    if (life !== this.#life) return;
    this.#subscribedOn = connection;
    this.#tookStanding(standing);
  }

  /** What a sync said: everything up to here, or that there is too much. */
  tookSync(answer: Standing & { readonly messages: readonly Message[] }): void {
    if (!this.isOpen) return;
    this.#tookStanding(answer);
    for (const message of answer.messages) this.hear(message);
    this.refreshState();
  }

  /** Fetches by number what is missing; without listeners a long absence starts the snapshot anew. */
  async fill(isLimited: boolean): Promise<void> {
    const life = this.#life;
    const before = this.held.seq;
    this.#isFilling = true;
    try {
      if (isLimited && !this.#events.listens('message')) await this.#startAnew(life);
      await this.#fillPages(life);
    } finally {
      this.#isFilling = false;
    }
    this.#stalls = this.held.seq > before ? 0 : this.#stalls + 1;
    // Something is still on its way into the store, or there is more than one turn's worth.
    const wait = Math.max(SECOND_LOOK_MS, backoff(this.#parts.random, this.#stalls));
    if (this.#lacks()) this.#parts.want(this, this.#stalls > 0 ? wait : SECOND_LOOK_MS);
    this.refreshState();
  }

  /** The person is no member any more: nothing of the room is kept. */
  revoke(): void {
    if (this.read().state === 'closed' || this.read().state === 'revoked') return;
    this.#letGo('revoked');
    this.#events.emit('revoked', null);
  }

  refreshState(): void {
    if (!this.isOpen) return;
    const state: RoomState = this.isSubscribed && !this.#lacks() ? 'live' : 'behind';
    if (state !== this.read().state) this.#store.patch({ state });
  }

  #letGo(state: 'closed' | 'revoked'): void {
    this.#life += 1;
    this.#opening = null;
    this.#holding.clear();
    this.#subscribedOn = null;
    this.#store.set({ ...nothing, state, pending: this.read().pending });
    this.#parts.closed(this);
  }

  async #open(): Promise<void> {
    const life = (this.#life += 1);
    this.#store.patch({ state: 'opening' });
    try {
      const standing = await this.#standing(life);
      const newest = { roomId: this.roomId, limit: PAGE };
      const page = await this.#parts.asking.ask(listMessages, newest);
      if (life !== this.#life) return;
      this.#store.patch({ header: standing.room, roles: standing.roles ?? [], readSeq: standing.readSeq });
      this.#tell(this.#holding.start(page));
      this.#parts.opened(this);
      if (!this.isSubscribed || this.#lacks()) this.#parts.want(this, 0);
    } catch (error) {
      if (life !== this.#life) return;
      this.#letGo(error instanceof Fault && error.code === 'NOT_A_MEMBER' ? 'revoked' : 'closed');
      throw error;
    }
  }

  /** Subscribes first, so that nothing falls between the page and the first broadcast; without a socket later. */
  async #standing(life: number): Promise<Standing> {
    const { asking, connection } = this.#parts;
    const now = connection();
    if (now !== null) {
      try {
        const standing = await asking.bySocket(openRoom, { roomId: this.roomId });
        if (life === this.#life) this.#subscribedOn = now;
        return standing;
      } catch (error) {
        if (!mayPass(error)) throw error;
      }
    }
    return asking.ask(openRoom, { roomId: this.roomId });
  }

  async #startAnew(life: number): Promise<void> {
    const page = await this.#parts.asking.ask(listMessages, { roomId: this.roomId, limit: PAGE });
    if (life !== this.#life) return;
    this.#tell(this.#holding.start(page));
    this.#events.emit('reset', null);
  }

  async #fillPages(life: number): Promise<void> {
    for (let pages = 0; pages < PAGES_AT_ONCE && this.#lacks(); pages += 1) {
      const after = this.held.seq;
      const question = { roomId: this.roomId, after, limit: MAX_PAGE };
      const page = await this.#parts.asking.ask(listMessages, question);
      if (life !== this.#life) return;
      this.#tell(this.#holding.forward(page));
      if (this.held.seq === after) return;
    }
  }

  async #older(): Promise<void> {
    const life = this.#life;
    const before = this.#holding.from;
    if (before <= 1) return;
    const page = await this.#parts.asking.ask(listMessages, { roomId: this.roomId, before, limit: PAGE });
    if (life !== this.#life) return;
    this.#holding.backward(page);
    this.#tell([]);
  }

  /** Shows what is held now, and tells what is new in it. */
  #tell(added: readonly Message[]): void {
    if (!this.isOpen) return;
    const { messages, from, highest } = this.#holding;
    const { header } = this.read();
    this.#store.patch({
      messages,
      reachedStart: from <= 1,
      header: header && header.seq < highest ? { ...header, seq: highest } : header,
    });
    for (const message of added) this.#events.emit('message', message);
    this.refreshState();
    if (this.#lacks() && !this.#isFilling) {
      this.#parts.want(this, between(this.#parts.random, 100, 1_000));
    }
  }

  #tookStanding({ room, readSeq, roles }: Standing): void {
    this.tookHeader(room);
    this.tookRead(readSeq);
    if (roles) this.#store.patch({ roles });
  }

  /** True when something was said that we do not hold. */
  #lacks(): boolean {
    const { highest, to } = this.#holding;
    return this.isOpen && Math.max(highest, this.read().header?.seq ?? 0) > to;
  }

  #membersSoon(): void {
    const life = this.#life;
    this.#parts.timers.after(between(this.#parts.random, 0, 2_000), () => {
      if (life === this.#life) void this.members().catch(() => undefined); // the next change brings another try
    });
  }
}
