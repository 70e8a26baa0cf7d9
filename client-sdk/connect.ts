import { Fault } from '../shared/faults.ts';
import type { RoomId, SuggestionId } from '../shared/ids.ts';
import { countMentions, type Message } from '../shared/messages.ts';
import type { Me } from '../shared/people.ts';
import { closeRoom } from '../shared/rooms.ts';
import { searchMessages, searchNames } from '../shared/search.ts';
import { Addresses } from './addresses.ts';
import { makeAsking, type Asking } from './asking.ts';
import type { Carry } from './carrying.ts';
import type { LiveCase } from './case.ts';
import { Cases } from './cases.ts';
import { Digest } from './digest.ts';
import { makeDraft } from './drafting.ts';
import { hearAll } from './hearing.ts';
import { makePost } from './http.ts';
import type { Huying, HuyingEvents, Options, State } from './huying.ts';
import { LiveInbox } from './inbox.ts';
import { Keeper } from './keeper.ts';
import { Line } from './line.ts';
import { makeLists } from './lists.ts';
import { makeEmitter } from './observable.ts';
import { Outbox } from './outbox.ts';
import { between, makeNewKey, realParts, type Parts } from './parts.ts';
import { Reads } from './reads.ts';
import { LiveRoom } from './room.ts';
import { Session, type SessionTerms } from './session.ts';
import { forgetfulStorage, memoryStorage, type Storage } from './storage.ts';
import { LiveTasks } from './tasks.ts';

/** How long clients spread their questions after a connection was lost for all of them. */
const SPREAD_MS = 2_000;

/** A client of the server at `url`; nobody is signed in yet. */
export function connect(o: Options): Huying {
  return new Client(o);
}

/** Joins the parts of a client and passes on what the server tells. */
class Client implements Huying {
  readonly storage: Storage;
  readonly inbox: LiveInbox;
  readonly tasks: LiveTasks;
  readonly ownSuggestions: Huying['ownSuggestions'];
  readonly suggestions: Huying['suggestions'];
  readonly draft: Huying['draft'];
  readonly #parts: Parts;
  readonly #events = makeEmitter<HuyingEvents>();
  readonly #session: Session;
  readonly #line: Line;
  readonly #asking: Asking;
  readonly #outbox: Outbox;
  readonly #keeper: Keeper;
  readonly #reads: Reads;
  readonly #digest: Digest;
  readonly #cases: Cases;
  readonly #addresses: Addresses;
  readonly #url: string;
  readonly #rooms = new Map<RoomId, LiveRoom>();
  readonly #stopWaking: () => void;
  #state: State = 'signed-out';
  #stopWaiting: () => void = () => undefined;
  /** Connected before in this session: then others may be coming back at the same moment. */
  #wasUp = false;

  constructor(o: Options) {
    const parts: Parts = { ...realParts, ...given(o) };
    const storage = forgetfulStorage(o.storage ?? memoryStorage());
    const { url, keepSession = 'body', device = '', answerMs = 10_000 } = o;
    const post = makePost({ url, withCookies: keepSession === 'cookie', answerMs });
    this.#parts = parts;
    this.#url = url;
    this.storage = storage;
    this.#session = new Session({ ...parts, post, storage, keep: keepSession, device });
    const tokens = {
      token: () => this.#session.token(),
      refused: (token: string) => this.#session.refused(token),
    };
    this.#line = new Line({ ...parts, ...tokens, url, answerMs });
    this.#asking = makeAsking({ session: this.#session, line: this.#line, post, parts });
    const asking = this.#asking;
    // Fetched when the first file is sent: who only writes does without it.
    const carry: Carry = async (load) =>
      (await import('./carrying.ts')).makeCarry({ ...parts, ...tokens, url })(load);
    this.#outbox = new Outbox({ ...parts, storage, once: asking.once, carry });
    this.#addresses = new Addresses({ ...parts, url, ask: asking.ask });
    this.#keeper = new Keeper({ ...parts, asking, connection: () => this.#line.connection });
    this.#reads = new Reads({ ask: asking.ask, timers: parts.timers });
    this.inbox = new LiveInbox({ ...parts, asking, begins: () => this.#digest.begin() });
    this.tasks = new LiveTasks({ ...parts, ask: asking.ask, begins: () => this.#digest.begin() });
    this.#digest = new Digest({
      ...parts,
      asking,
      isWanted: () => this.inbox.read().loaded || this.tasks.read().loaded,
      moved: (head) => {
        this.inbox.tookHead(head);
        this.tasks.stir();
        this.#rooms.get(head.roomId)?.view.tookHead(head);
      },
      refresh: () => {
        this.tasks.stir();
        if (this.inbox.read().loaded) void this.inbox.refresh().catch(() => undefined); // the next round asks again
      },
      renew: () => {
        this.tasks.stir();
        this.inbox.soon();
      },
      sync: () => this.#keeper.wantAll(0),
    });
    const newKey = makeNewKey(parts.clock);
    this.#cases = new Cases({ ...parts, ask: asking.ask, newKey });
    this.draft = makeDraft(asking.ask, newKey);
    ({ ownSuggestions: this.ownSuggestions, suggestions: this.suggestions } = makeLists(asking.ask));
    this.#stopWaking = parts.onWake(() => this.#woke());
    this.#watch();
    hearAll({
      line: this.#line,
      inbox: this.inbox,
      tasks: this.tasks,
      events: this.#events,
      cases: this.#cases,
      room: (roomId) => this.#rooms.get(roomId),
      said: (message) => this.#said(message),
    });
  }

  get me(): Me | null {
    return this.#session.me;
  }

  get state(): State {
    return this.#state;
  }

  get terms(): SessionTerms | null {
    return this.#session.terms;
  }

  signIn(login: string, password: string, { shared = false } = {}): Promise<Me> {
    return this.#session.signIn(login, password, shared);
  }

  giveCode(challenge: string, code: string): Promise<Me> {
    return this.#session.giveCode(challenge, code);
  }

  stay(): Promise<void> {
    return this.#session.stay();
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

  readonly search: Huying['search'] = (text, { roomId = null, cursor = null } = {}) =>
    this.#asking.ask(searchMessages, { roomId, text, cursor });

  readonly searchNames: Huying['searchNames'] = async (text, { roomId = null } = {}) =>
    (await this.#asking.ask(searchNames, { roomId, text })).names;

  readonly countMentions: Huying['countMentions'] = async (roomId, mentions) =>
    (await this.#asking.ask(countMentions, { roomId, mentions: [...mentions] })).notified;

  readonly sendTable: Huying['sendTable'] = async (importId, content) =>
    (await import('./tables.ts')).sendTable(
      {
        url: this.#url,
        token: () => this.#session.token(),
        refused: (token) => this.#session.refused(token),
      },
      importId,
      content,
    );

  readonly addressOf: Huying['addressOf'] = (fileId, rendition, o) =>
    this.#addresses.of(fileId, rendition, o);

  room(roomId: RoomId): LiveRoom {
    const known = this.#rooms.get(roomId);
    if (known) return known;
    const room = new LiveRoom(roomId, {
      ...this.#parts,
      url: this.#url,
      me: () => this.me?.personId ?? null,
      asking: this.#asking,
      outbox: this.#outbox,
      connection: () => this.#line.connection,
      want: (it, ms) => this.#keeper.want(it, ms),
      opened: (it) => this.#keeper.add(it),
      closed: (it) => this.#closed(it),
      onRead: (id, seq) => this.#reads.mark(id, seq),
      tookRead: (id, seq) => this.inbox.tookRead(id, seq),
    });
    this.#rooms.set(roomId, room);
    return room;
  }

  case(suggestionId: SuggestionId): LiveCase {
    return this.#cases.of(suggestionId);
  }

  close(): void {
    this.#stopWaking();
    this.#stopWaiting();
    this.#session.stop();
    this.#leave(new Fault('UNAVAILABLE'));
  }

  /** What the parts tell each other. */
  #watch(): void {
    const { events } = this.#session;
    events.on('began', (me) => this.#began(me));
    events.on('renewed', (accessToken) => void this.#line.renew(accessToken));
    events.on('over', (fault) => {
      this.#leave(new Fault('NOT_SIGNED_IN'));
      if (fault) this.#events.emit('ended', fault);
    });
    this.#line.events.on('up', ({ moved }) => this.#up(moved));
    this.#line.events.on('down', () => this.#down());
    this.#outbox.events.on('sent', (message) => this.#said(message));
    this.#outbox.events.on('changed', (roomId) => this.#rooms.get(roomId)?.tookPending());
  }

  #began(me: Me): void {
    this.#wasUp = false;
    this.#show('connecting');
    void this.#outbox.start(me.personId);
    this.#line.open();
  }

  #leave(why: Fault): void {
    this.#line.shut();
    this.#digest.stop();
    this.#keeper.stop();
    this.#reads.stop();
    for (const room of this.#rooms.values()) room.close();
    this.#cases.clear();
    this.#addresses.clear();
    this.#outbox.stop(why);
    this.inbox.clear();
    this.tasks.clear();
    this.#show('signed-out');
  }

  /** `moved`: at a moment of our own, and the old connection still tells us everything for a while. */
  #up(moved: boolean): void {
    this.#show('online');
    this.#outbox.wake();
    this.#cases.stirAll();
    this.tasks.stir();
    this.#digest.start();
    const { timers, random } = this.#parts;
    const isAlone = moved || !this.#wasUp;
    this.#wasUp = true;
    this.#keeper.wantAll(isAlone ? 0 : between(random, 0, SPREAD_MS));
    if (isAlone || !this.inbox.read().loaded) return;
    timers.after(between(random, 0, SPREAD_MS), () => void this.inbox.refresh().catch(() => undefined));
  }

  #down(): void {
    if (!this.me) return;
    this.#show('offline');
    for (const room of this.#rooms.values()) room.refreshState();
  }

  #woke(): void {
    this.#line.wake();
    const { timers, random } = this.#parts;
    this.#stopWaiting();
    this.#stopWaiting = timers.after(between(random, 0, SPREAD_MS / 2), () => {
      this.#digest.now();
      this.#cases.stirAll();
    });
  }

  #said(message: Message): void {
    this.#rooms.get(message.roomId)?.hear(message);
    this.#outbox.seen(message);
    this.#cases.said(message);
    this.tasks.stir();
    const { author } = message;
    this.inbox.tookMessage(message, author.kind === 'person' && author.personId === this.me?.personId);
  }

  #closed(room: LiveRoom): void {
    this.#keeper.remove(room);
    void this.#line.ask(closeRoom, { roomId: room.roomId });
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
