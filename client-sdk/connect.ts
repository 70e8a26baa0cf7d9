import { Fault } from '../shared/faults.ts';
import type { RoomId, SuggestionId } from '../shared/ids.ts';
import type { Message } from '../shared/messages.ts';
import type { Me } from '../shared/people.ts';
import { Addresses } from './addresses.ts';
import { makeAsking, type Asking } from './asking.ts';
import { Away } from './away.ts';
import { makeCalm } from './calm.ts';
import type { Carry } from './carrying.ts';
import type { LiveCase } from './case.ts';
import { Cases } from './cases.ts';
import { Digest } from './digest.ts';
import { makeDraft } from './drafting.ts';
import { hearAll } from './hearing.ts';
import { makePost } from './http.ts';
import type { Huying, HuyingEvents, Options, State } from './huying.ts';
import { LiveInbox } from './inbox.ts';
import type { Inside } from './inside.ts';
import type { Keeper } from './keeper.ts';
import { Line } from './line.ts';
import { makeLists } from './lists.ts';
import { makeEmitter } from './observable.ts';
import { between, makeNewKey, realParts, type Parts } from './parts.ts';
import { Reads } from './reads.ts';
import type { LiveRoom } from './room.ts';
import { Sending } from './sending.ts';
import { Session, type SessionTerms } from './session.ts';
import { forgetfulStorage, memoryStorage, type Storage } from './storage.ts';
import { LiveTasks } from './tasks.ts';

/** How long clients spread their questions after a connection was lost for all of them. */
const SPREAD_MS = 2_000;

/** What a page that shall be there soon knows of itself. */
export interface Beginning {
  /** The part of the page that asks the first questions, on its way: what nobody waits for is fetched after it. */
  readonly first?: Promise<unknown>;
  /** The application’s files lie on this device: then what is kept may be there before the server’s answers. */
  readonly isHere?: boolean;
}

/** A client with all its parts; null: without those of `Inside`, which come later. */
export function makeClient(o: Options, inside: Inside | null, beginning: Beginning = {}): Huying {
  return new Client(o, inside, beginning);
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
  readonly #away: Away;
  readonly #line: Line;
  readonly #asking: Asking;
  readonly #sending: Sending;
  readonly #reads: Reads;
  readonly #digest: Digest;
  readonly #cases: Cases;
  readonly #addresses: Addresses;
  readonly #url: string;
  readonly #rooms = new Map<RoomId, LiveRoom>();
  readonly #stopWaking: () => void;
  /** Until first questions have been answered, in a page that shall be there soon. */
  readonly #calm: () => Promise<void>;
  #inside: Inside | null = null;
  #keeper: Keeper | null = null;
  #state: State = 'signed-out';
  #stopWaiting: () => void = () => undefined;
  /** Connected before in this session: then others may be coming back at the same moment. */
  #wasUp = false;

  constructor(o: Options, inside: Inside | null, { first, isHere = true }: Beginning) {
    const parts: Parts = { ...realParts, ...given(o) };
    const storage = forgetfulStorage(o.storage ?? memoryStorage());
    const { url, keepSession = 'body', device = '', answerMs = 10_000, offline = false, begun } = o;
    const door = makePost({ url, withCookies: keepSession === 'cookie', answerMs, begun });
    const { post, calm } = makeCalm(door, parts, first);
    this.#calm = inside === null ? calm : () => Promise.resolve();
    this.#parts = parts;
    this.#url = url;
    this.storage = storage;
    this.#session = new Session({ ...parts, post, storage, keep: keepSession, device, remembers: offline });
    const shows = (asOf: number | null) => this.#events.emit('as-of', asOf);
    this.#away = new Away({ ...parts, storage, isWanted: offline, isHere, shows, calm: this.#calm });
    const tokens = {
      token: () => this.#session.token(),
      refused: (token: string) => this.#session.refused(token),
    };
    this.#line = new Line({ ...parts, ...tokens, url, answerMs });
    this.#asking = this.#away.through(makeAsking({ session: this.#session, line: this.#line, post, parts }));
    const asking = this.#asking;
    // Fetched when the first file is sent: who only writes does without it.
    const carry: Carry = async (load) =>
      (await import('./carrying.ts')).makeCarry({ ...parts, ...tokens, url })(load);
    this.#sending = new Sending({
      ...{ ...parts, storage, once: asking.once, carry },
      fetchInside: async () => {
        const fetched = await import('./inside.ts');
        this.furnish(fetched.inside);
        return fetched.inside;
      },
    });
    this.#addresses = new Addresses({ ...parts, url, ask: asking.ask });
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
        void this.inbox.refreshShown().catch(() => undefined); // the next round asks again
      },
      renew: () => {
        this.tasks.stir();
        this.inbox.soon();
      },
      sync: () => this.#keeper?.wantAll(0),
    });
    const newKey = makeNewKey(parts.clock);
    this.#cases = new Cases((suggestionId) =>
      this.#furnished.makeCase(suggestionId, { ...parts, ask: asking.ask, newKey }),
    );
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
    if (inside) this.furnish(inside);
  }

  get me(): Me | null {
    return this.#session.me;
  }

  get state(): State {
    return this.#state;
  }

  get asOf(): number | null {
    return this.#away.asOf;
  }

  asOfRoom(roomId: RoomId): number | null {
    return this.#rooms.get(roomId)?.read().asOf ?? null;
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

  async resume(): Promise<Me | null> {
    const me = await this.#session.resume().catch(async (error: unknown) => {
      await this.#away.nobody().catch(() => undefined);
      throw error;
    });
    if (me === null) await this.#away.nobody().catch(() => undefined); // a storage that cannot be read has nothing
    return me;
  }

  signOut(o: { everywhere?: boolean } = {}): Promise<void> {
    return this.#session.signOut(o.everywhere ?? false);
  }

  activate(login: string, code: string, password: string): Promise<void> {
    return this.#session.activate(login, code, password);
  }

  readonly ask: Huying['ask'] = (name, input) => this.#asking.ask(name, input);

  readonly on: Huying['on'] = (event, hear) => this.#events.on(event, hear);

  readonly search: Huying['search'] = (text, { roomId = null, cursor = null } = {}) =>
    this.#asking.ask('search:messages', { roomId, text, cursor });

  readonly searchNames: Huying['searchNames'] = async (text, { roomId = null } = {}) =>
    (await this.#asking.ask('search:names', { roomId, text })).names;

  readonly countMentions: Huying['countMentions'] = async (roomId, mentions) =>
    (await this.#asking.ask('mention:count', { roomId, mentions: [...mentions] })).notified;

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

  readonly furnish: Huying['furnish'] = (inside) => {
    this.#inside ??= inside;
    const connection = () => this.#line.connection;
    this.#keeper ??= inside.makeKeeper({ ...this.#parts, asking: this.#asking, connection });
    this.#sending.furnish(inside);
  };

  get #furnished(): Inside {
    if (this.#inside === null) throw new Error('a lean client was asked for a room or a case');
    return this.#inside;
  }

  room(roomId: RoomId): LiveRoom {
    const known = this.#rooms.get(roomId);
    if (known) return known;
    const { makeRoom, makeOutbox } = this.#furnished;
    const room = makeRoom(roomId, {
      ...this.#parts,
      url: this.#url,
      me: () => this.me?.personId ?? null,
      asking: this.#asking,
      outbox: this.#sending.furnish({ makeOutbox }),
      connection: () => this.#line.connection,
      want: (it, ms) => this.#keeper?.want(it, ms),
      away: this.#away,
      opened: (it) => {
        this.#keeper?.add(it);
        this.#away.opened(it);
      },
      closed: (it) => this.#closed(it),
      onRead: (id, seq) => this.#reads.mark(id, seq),
      tookRead: (id, seq) => this.inbox.tookRead(id, seq),
    });
    this.#rooms.set(roomId, room);
    let asOf: number | null = null;
    room.subscribe(() => {
      if (room.read().asOf === asOf) return;
      ({ asOf } = room.read());
      this.#events.emit('as-of', this.asOf);
    });
    return room;
  }

  case(suggestionId: SuggestionId): LiveCase {
    return this.#cases.of(suggestionId);
  }

  close(): void {
    this.#stopWaking();
    this.#stopWaiting();
    this.#session.stop();
    void this.#away.close();
    this.#leave(new Fault('UNAVAILABLE'));
  }

  /** What the parts tell each other. */
  #watch(): void {
    const { events } = this.#session;
    events.on('began', (me) => this.#began(me));
    events.on('renewed', (accessToken) => void this.#line.renew(accessToken));
    events.on('over', (fault) => {
      void this.#away.over().catch(() => undefined); // the next start without a session does it again
      this.#leave(new Fault('NOT_SIGNED_IN'));
      if (fault) this.#events.emit('ended', fault);
    });
    this.#line.events.on('up', ({ moved }) => this.#up(moved));
    this.#line.events.on('down', () => this.#down());
    this.#events.on('revoked', (roomId) => this.#unseated(roomId));
    this.#sending.events.on('sent', (message) => this.#said(message));
    this.#sending.events.on('changed', (roomId) => this.#rooms.get(roomId)?.tookPending());
  }

  #began(me: Me): void {
    const { asOf, isKnown, terms } = this.#session;
    this.#away.began({ personId: me.personId, shared: terms?.shared ?? false, asOf, isKnown });
    // Begun without a line: when it returns others may be coming back, too, and what is shown is old.
    this.#wasUp = asOf !== null;
    this.#show('connecting');
    this.#sending.start(me.personId);
    void this.#calm().then(() => {
      if (this.me !== null) this.#line.open();
    });
  }

  #leave(why: Fault): void {
    this.#line.shut();
    this.#digest.stop();
    this.#keeper?.stop();
    this.#reads.stop();
    for (const room of this.#rooms.values()) room.close();
    this.#cases.clear();
    this.#addresses.clear();
    this.#sending.stop(why);
    this.inbox.clear();
    this.tasks.clear();
    this.#show('signed-out');
  }

  /** `moved`: at a moment of our own, and the old connection still tells us everything for a while. */
  #up(moved: boolean): void {
    this.#away.up(this.#asking.ask);
    this.#show('online');
    this.#sending.wake();
    this.#cases.stirAll();
    this.tasks.stir();
    this.#digest.start();
    const { timers, random } = this.#parts;
    const isAlone = moved || !this.#wasUp;
    this.#wasUp = true;
    this.#keeper?.wantAll(isAlone ? 0 : between(random, 0, SPREAD_MS));
    if (moved) return;
    // Fetched before there was a line, the list has heard of nothing since.
    const refresh = () => void this.inbox.refreshShown().catch(() => undefined);
    if (isAlone) refresh();
    else timers.after(between(random, 0, SPREAD_MS), refresh);
  }

  #down(): void {
    if (!this.me) return;
    this.#away.down();
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
    this.#sending.seen(message);
    this.#cases.said(message);
    this.tasks.stir();
    const { author } = message;
    this.inbox.tookMessage(message, author.kind === 'person' && author.personId === this.me?.personId);
  }

  /** The person does not sit in this room any more: told, or found out by asking. */
  #unseated(roomId: RoomId): void {
    this.inbox.drop(roomId);
    this.tasks.drop(roomId);
    void this.#away.forget(roomId).then(
      (isForgotten) => isForgotten && this.inbox.soon(),
      () => undefined, // a storage that cannot be read gives nothing back, either
    );
  }

  #closed(room: LiveRoom): void {
    this.#keeper?.remove(room);
    if (room.read().state === 'revoked') this.#unseated(room.roomId);
    else this.#away.closed(room);
    void this.#line.ask('room:close', { roomId: room.roomId });
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
