import { Fault } from '../shared/faults.ts';
import type { PersonId, RoomId } from '../shared/ids.ts';
import type { Message } from '../shared/messages.ts';
import type { RoomHeader } from '../shared/rooms.ts';
import type { Seat } from '../shared/seats.ts';
import type { Ask } from './asking.ts';
import { catchUp } from './catch-up.ts';
import type { Room } from './huying.ts';
import type { KeptRoom, RoomRecord } from './kept.ts';
import { Members } from './members.ts';
import { ActingRoom } from './room-acts.ts';
import type { RoomParts, Standing, SyncAnswer } from './room-parts.ts';
import { type HistoryPage, RoomView } from './room-view.ts';
import { backoff, between } from './parts.ts';
import { mayPass } from './session.ts';
import type { Held } from './timeline.ts';
import { Typing } from './typing.ts';
import { Voices } from './voices.ts';

/** Messages in the first page, and in each older one. */
const PAGE = 50;
/** What is on its way into the store is there, or given up, within half a second. */
const AGAIN_MS = 1_000;

/** The newest page, and how the room stood before it was read. */
interface Found {
  readonly standing: Standing;
  readonly page: HistoryPage;
}

/** One room as a client holds it. The keeper drives its catching up. */
export class LiveRoom extends ActingRoom implements Room {
  readonly #parts: RoomParts;
  /** What is held and shown. */
  readonly view: RoomView;
  readonly #typing: Typing;
  readonly #members: Members;
  readonly #voices: Voices;
  /** Counts openings and closings, so that a late answer changes nothing. */
  #life = 0;
  #opening: Promise<void> | null = null;
  #paging: Promise<void> | null = null;
  #subscribedOn: number | null = null;
  #isCatchingUp = false;
  /** Attempts in a row that brought nothing. */
  #stalls = 0;

  constructor(roomId: RoomId, parts: RoomParts) {
    super({ roomId, ask: parts.asking.ask, url: parts.url });
    this.#parts = parts;
    this.view = new RoomView({
      isSubscribed: () => this.isSubscribed,
      lacking: () => this.#lacking(),
      tookRead: (seq) => parts.tookRead(roomId, seq),
      membersAt: (version) => (version === null ? this.#members.clear() : this.#members.moved(version)),
    });
    const { ask } = parts.asking;
    this.#members = new Members(parts, { roomId, ask, show: (members) => this.view.show({ members }) });
    this.#typing = new Typing(parts, {
      show: (typing) => this.view.show({ typing }),
      // Worth one try: it is old news in a moment.
      tell: () => void parts.asking.bySocket('typing:show', { roomId }).catch(() => undefined),
    });
    this.#voices = new Voices({
      ...parts,
      ...{ roomId, ask },
      show: (unheard) => this.view.show({ unheard }),
    });
    this.view.subscribe(() => this.#voices.look(this.read().messages));
    this.tookPending();
  }

  readonly read: Room['read'] = () => this.view.read();

  readonly subscribe: Room['subscribe'] = (changed) => this.view.subscribe(changed);

  readonly on: Room['on'] = (event, hear) => this.view.on(event, hear);

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
    if (this.read().state !== 'closed') this.#letGo('closed');
  }

  older(): Promise<void> {
    this.#paging ??= this.#older().finally(() => {
      this.#paging = null;
    });
    return this.#paging;
  }

  readonly send: Room['send'] = (text, o = {}) => this.#parts.outbox.add(this.roomId, text, o);

  readonly announce: Room['announce'] = (text, { ackRequired, ...o }) =>
    this.#parts.outbox.add(this.roomId, text, { ...o, announcement: { ackRequired } });

  readonly sendFile: Room['sendFile'] = (source, o) => this.#parts.outbox.addFile(this.roomId, source, o);

  retry(sendKey: string): Promise<Message> {
    return this.#parts.outbox.retry(this.roomId, sendKey);
  }

  discard(sendKey: string): Promise<void> {
    return this.#parts.outbox.discard(this.roomId, sendKey);
  }

  markRead(seq: number): void {
    if (seq <= this.read().readSeq) return;
    this.view.tookRead(seq);
    this.#parts.onRead(this.roomId, seq);
  }

  heard(seq: number): void {
    this.#voices.hear(seq);
  }

  /** Heard on another device. */
  tookHeard(seq: number): void {
    this.#voices.took(seq);
  }

  typing(): void {
    this.#typing.typed(this.read().header?.memberCount ?? Infinity);
  }

  members(): Promise<readonly Seat[]> {
    return this.#members.fetch();
  }

  /** True from the first page until it is closed or taken away. */
  get isOpen(): boolean {
    return this.view.isOpen;
  }

  /** True when this connection tells us what happens here. */
  get isSubscribed(): boolean {
    return this.#subscribedOn !== null && this.#subscribedOn === this.#parts.connection();
  }

  /** True when nothing needs to be asked: we hear what happens, and lack nothing that we know of. */
  get isWhole(): boolean {
    return this.isSubscribed && !this.view.lacks;
  }

  /** What is sure, for asking what we lack. */
  get sure(): Held {
    return this.view.sure;
  }

  /** Something was said here. */
  hear(message: Message): void {
    this.view.hear(message);
    if (message.author.kind === 'person') this.#typing.ended(message.author.personId);
  }

  tookState(message: Message): void {
    this.view.restate([message]);
  }

  tookHeader(header: RoomHeader): void {
    this.view.tookHeader(header);
  }

  tookPending(): void {
    this.view.show({ pending: this.#parts.outbox.pending(this.roomId) });
  }

  tookTyping(personId: PersonId, name: string): void {
    if (this.isOpen) this.#typing.heard(personId, name);
  }

  /** What is to be kept of it for when there is no line; see Keepable. */
  get record(): RoomRecord | null {
    return this.view.record;
  }

  /** Begins to hear the room over the present connection. */
  async subscribeNow(): Promise<void> {
    const connection = this.#parts.connection();
    const life = this.#life;
    const standing = await this.#parts.asking.bySocket('room:open', { roomId: this.roomId });
    if (life !== this.#life) return;
    this.#subscribedOn = connection;
    this.view.tookStanding(standing);
    this.refreshState();
  }

  /** What a sync said when we named the numbers `asked`; fetches by itself what it left out. */
  async tookSync(asked: Held, answer: SyncAnswer): Promise<void> {
    const life = this.#life;
    if (!this.isOpen) return;
    const before = this.view.held;
    this.#isCatchingUp = true;
    try {
      const { ask } = this.#parts.asking;
      const behind = { roomId: this.roomId, view: this.view, ask, isOver: () => life !== this.#life };
      await catchUp(behind, asked, answer);
    } finally {
      this.#isCatchingUp = false;
    }
    const { seq, changeSeq } = this.view.held;
    this.#stalls = seq > before.seq || changeSeq > before.changeSeq ? 0 : this.#stalls + 1;
    const wait = this.#stalls > 1 ? backoff(this.#parts.random, this.#stalls) : 0;
    if (this.view.lacks)
      this.#parts.want(this, Math.max(wait, AGAIN_MS * between(this.#parts.random, 0.75, 1.25)));
    this.refreshState();
  }

  /** The person is no member any more: nothing of the room is kept. */
  revoke(): void {
    if (this.read().state === 'closed' || this.read().state === 'revoked') return;
    this.#letGo('revoked');
    this.view.events.emit('revoked', null);
  }

  refreshState(): void {
    this.view.refreshState();
  }

  #letGo(state: 'closed' | 'revoked'): void {
    this.#life += 1;
    this.#opening = null;
    this.#subscribedOn = null;
    this.#typing.clear();
    this.#voices.clear();
    this.view.clear(state);
    this.#parts.closed(this);
  }

  async #open(): Promise<void> {
    const life = (this.#life += 1);
    this.view.show({ state: 'opening' });
    const { away, asking } = this.#parts;
    try {
      const kept = away.isAway ? await away.room(this.roomId) : null;
      const found = await (kept
        ? away.inTime(this.#found(life, asking.once))
        : this.#found(life, asking.ask));
      if (life === this.#life) this.#begin(found, kept);
    } catch (error) {
      const kept = mayPass(error) ? await away.room(this.roomId) : null;
      if (life !== this.#life) return;
      if (kept === null) {
        this.#letGo(error instanceof Fault && error.code === 'NOT_A_MEMBER' ? 'revoked' : 'closed');
        throw error;
      }
      this.#begin(null, kept);
    }
  }

  /** With what the server says, else with what was kept. */
  #begin(found: Found | null, kept: KeptRoom | null): void {
    if (found) this.view.begin(found.page, found.standing);
    else if (kept) this.view.beginKept(kept);
    this.#parts.opened(this);
    if (!this.isWhole) this.#parts.want(this, 0);
  }

  async #found(life: number, ask: Ask): Promise<Found> {
    const standing = await this.#standing(life, ask);
    return { standing, page: await ask('message:list', { roomId: this.roomId, limit: PAGE }) };
  }

  /** Subscribes first, so that nothing falls between the page and the first broadcast; without a socket later. */
  async #standing(life: number, ask: Ask): Promise<Standing> {
    const { asking, connection } = this.#parts;
    const now = connection();
    if (now !== null) {
      try {
        const standing = await asking.bySocket('room:open', { roomId: this.roomId });
        if (life === this.#life) this.#subscribedOn = now;
        return standing;
      } catch (error) {
        if (!mayPass(error)) throw error;
      }
    }
    return ask('room:open', { roomId: this.roomId });
  }

  async #older(): Promise<void> {
    const life = this.#life;
    const { from } = this.view;
    if (from <= 1) return;
    const { changeSeq } = this.view.held;
    const before = { roomId: this.roomId, before: from, limit: PAGE };
    const page = await this.#parts.asking.ask('message:list', before);
    if (life === this.#life) this.view.tookBackward(page, changeSeq);
  }

  #lacking(): void {
    if (!this.#isCatchingUp) this.#parts.want(this, between(this.#parts.random, 100, 1_000));
  }
}
