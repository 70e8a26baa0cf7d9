import { noticeDelivered } from '../shared/notices.ts';
import { handOverProgressed } from '../shared/hand-over.ts';
import { Fault } from '../shared/faults.ts';
import type { RoomId } from '../shared/ids.ts';
import { messagePosted, type Message } from '../shared/messages.ts';
import { renewSocket, type Me } from '../shared/people.ts';
import * as rooms from '../shared/rooms.ts';
import { makeAsking, type Asking } from './asking.ts';
import { makePost } from './http.ts';
import type { Huying, HuyingEvents, Options, State } from './huying.ts';
import { LiveInbox } from './inbox.ts';
import { Keeper } from './keeper.ts';
import { Line } from './line.ts';
import { makeEmitter } from './observable.ts';
import { Outbox } from './outbox.ts';
import { between, realParts, type Parts } from './parts.ts';
import { Reads } from './reads.ts';
import { LiveRoom } from './room.ts';
import { Session } from './session.ts';
import { memoryStorage } from './storage.ts';

/** How long clients spread their questions after a connection was lost for all of them. */
const SPREAD_MS = 2_000;

/** A client of the server at `url`; nobody is signed in yet. */
export function connect(o: Options): Huying {
  return new Client(o);
}

/** Joins the parts of a client and passes on what the server tells. */
class Client implements Huying {
  readonly inbox: LiveInbox;
  readonly #parts: Parts;
  readonly #events = makeEmitter<HuyingEvents>();
  readonly #session: Session;
  readonly #line: Line;
  readonly #asking: Asking;
  readonly #outbox: Outbox;
  readonly #keeper: Keeper;
  readonly #reads: Reads;
  readonly #rooms = new Map<RoomId, LiveRoom>();
  readonly #stopWaking: () => void;
  #state: State = 'signed-out';
  /** Connected before in this session: then others may be coming back at the same moment. */
  #wasUp = false;

  constructor(o: Options) {
    const parts: Parts = { ...realParts, ...given(o) };
    const { url, storage = memoryStorage(), keepSession = 'body', device = '', answerMs = 10_000 } = o;
    const post = makePost({ url, withCookies: keepSession === 'cookie', answerMs });
    this.#parts = parts;
    this.#session = new Session({ ...parts, post, storage, keep: keepSession, device });
    this.#line = new Line({
      ...parts,
      url,
      answerMs,
      token: () => this.#session.token(),
      refused: (token) => this.#session.refused(token),
    });
    this.#asking = makeAsking({ session: this.#session, line: this.#line, post, parts });
    const asking = this.#asking;
    this.#outbox = new Outbox({ ...parts, storage, once: asking.once });
    this.#keeper = new Keeper({ ...parts, asking, connection: () => this.#line.connection });
    this.#reads = new Reads({ ask: asking.ask, timers: parts.timers });
    this.inbox = new LiveInbox({ ...parts, asking });
    this.#stopWaking = parts.onWake(() => this.#woke());
    this.#watch();
    this.#hear();
  }

  get me(): Me | null {
    return this.#session.me;
  }

  get state(): State {
    return this.#state;
  }

  signIn(login: string, password: string): Promise<Me> {
    return this.#session.signIn(login, password);
  }

  resume(): Promise<Me | null> {
    return this.#session.resume();
  }

  signOut(o: { everywhere?: boolean } = {}): Promise<void> {
    return this.#session.signOut(o.everywhere ?? false);
  }

  activate(login: string, code: string, password: string): Promise<void> {
    return this.#session.activate(login, code, password);
  }

  readonly ask: Huying['ask'] = (request, input) => this.#asking.ask(request, input);

  readonly on: Huying['on'] = (event, hear) => this.#events.on(event, hear);

  room(roomId: RoomId): LiveRoom {
    const known = this.#rooms.get(roomId);
    if (known) return known;
    const room = new LiveRoom(roomId, {
      ...this.#parts,
      asking: this.#asking,
      outbox: this.#outbox,
      connection: () => this.#line.connection,
      want: (it, ms) => this.#keeper.want(it, ms),
      opened: (it) => this.#keeper.add(it),
      closed: (it) => this.#closed(it),
      onRead: (id, seq) => this.#read(id, seq),
    });
    this.#rooms.set(roomId, room);
    return room;
  }

  close(): void {
    this.#stopWaking();
    this.#session.stop();
    this.#leave(new Fault('UNAVAILABLE'));
  }

  /** What the parts tell each other. */
  #watch(): void {
    const { events } = this.#session;
    events.on('began', (me) => this.#began(me));
    events.on('renewed', (accessToken) => void this.#line.ask(renewSocket, { accessToken }));
    events.on('over', (fault) => {
      this.#leave(new Fault('NOT_SIGNED_IN'));
      if (fault) this.#events.emit('ended', fault);
    });
    this.#line.events.on('up', () => this.#up());
    this.#line.events.on('down', () => this.#down());
    this.#outbox.events.on('sent', (message) => this.#said(message));
    this.#outbox.events.on('changed', (roomId) => this.#rooms.get(roomId)?.tookPending());
  }

  /** What the server tells. */
  #hear(): void {
    const line = this.#line;
    line.hear(messagePosted.name, (message) => this.#said(message));
    line.hear(rooms.headMoved.name, (head) => {
      this.inbox.tookHead(head);
      const room = this.#rooms.get(head.roomId);
      if (room?.isOpen) this.#keeper.want(room, between(this.#parts.random, 0, SPREAD_MS));
    });
    line.hear(rooms.roomChanged.name, ({ room }) => {
      this.#rooms.get(room.roomId)?.tookHeader(room);
      this.inbox.tookHeader(room);
    });
    line.hear(rooms.roomEntered.name, ({ roomId }) => {
      this.inbox.soon();
      this.#events.emit('entered', roomId);
    });
    line.hear(rooms.roomRevoked.name, ({ roomId }) => {
      this.#rooms.get(roomId)?.revoke();
      this.inbox.drop(roomId);
      this.#events.emit('revoked', roomId);
    });
    line.hear(rooms.readMarked.name, ({ roomId, readSeq }) => {
      this.#rooms.get(roomId)?.tookRead(readSeq);
      this.inbox.tookRead(roomId, readSeq);
    });
    line.hear(noticeDelivered.name, (notice) => this.#events.emit('notice', notice));
    line.hear(handOverProgressed.name, (run) => this.#events.emit('hand-over', run));
  }

  #began(me: Me): void {
    this.#wasUp = false;
    this.#show('connecting');
    void this.#outbox.start(me.personId);
    this.#line.open();
  }

  #leave(why: Fault): void {
    this.#line.shut();
    this.#keeper.stop();
    this.#reads.stop();
    for (const room of this.#rooms.values()) room.close();
    this.#outbox.stop(why);
    this.inbox.clear();
    this.#show('signed-out');
  }

  #up(): void {
    this.#show('online');
    this.#outbox.wake();
    const { timers, random } = this.#parts;
    const isFirst = !this.#wasUp;
    this.#wasUp = true;
    this.#keeper.wantAll(isFirst ? 0 : between(random, 0, SPREAD_MS));
    if (isFirst || !this.inbox.read().loaded) return;
    timers.after(between(random, 0, SPREAD_MS), () => void this.inbox.refresh().catch(() => undefined));
  }

  #down(): void {
    if (!this.me) return;
    this.#show('offline');
    for (const room of this.#rooms.values()) room.refreshState();
  }

  #woke(): void {
    this.#line.wake();
    this.#keeper.wantAll(between(this.#parts.random, 0, SPREAD_MS / 2));
    this.inbox.soon();
  }

  #said(message: Message): void {
    this.#rooms.get(message.roomId)?.hear(message);
    this.#outbox.seen(message);
    const { author } = message;
    this.inbox.tookMessage(message, author.kind === 'person' && author.personId === this.me?.personId);
  }

  #read(roomId: RoomId, seq: number): void {
    this.#reads.mark(roomId, seq);
    this.inbox.tookRead(roomId, seq);
  }

  #closed(room: LiveRoom): void {
    this.#keeper.remove(room);
    void this.#line.ask(rooms.closeRoom, { roomId: room.roomId });
  }

  #show(state: State): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#events.emit('state', state);
  }
}

/** The parts that the caller brought; leaves out what is undefined. */
function given({ clock, timers, random, onWake }: Options): Partial<Parts> {
  return {
    ...(clock && { clock }),
    ...(timers && { timers }),
    ...(random && { random }),
    ...(onWake && { onWake }),
  };
}
