import { connect, type Huying, type Message, type Room, type RoomId } from '../client-sdk/index.ts';
import { memoryStorage } from '../client-sdk/storage.ts';
import type { Random } from '../demo/random.ts';
import { type Diary, outcomeOf } from './diary.ts';
import type { Network } from './network.ts';
import type { Member } from './office-acts.ts';
import { tick } from './tick.ts';
import type { Townsman } from './town.rules.ts';

/** Something this client said that was acknowledged. */
export interface Own {
  readonly roomId: RoomId;
  readonly seq: number;
  readonly word: string;
  isRecalled: boolean;
  edits: number;
}

export interface TalkerParts {
  readonly person: Townsman;
  readonly network: Network;
  readonly diary: Diary;
  readonly random: Random;
  readonly rooms: readonly RoomId[];
}

/** Says it, one way or another. */
export type Send = (room: Room, text: string) => Promise<Message>;

/** Whom a message calls: ids of people, or EVERYONE. */
export type Calls = readonly string[];

const MOST_OWN = 30;
const ANSWER_MS = 4_000;

/** One person with one device: the SDK as a program would use it, with everything it says and hears written down. */
export class Talker {
  readonly person: Townsman;
  readonly network: Network;
  readonly diary: Diary;
  readonly random: Random;
  /** Rooms it believes to sit in. */
  readonly rooms: Set<RoomId>;
  readonly own: Own[] = [];
  /** Whom this person muted, longest ago first. */
  readonly muted: Member[] = [];
  readonly #storage = memoryStorage();
  readonly #listenings = new Map<RoomId, string>();
  readonly #sending = new Set<Promise<void>>();
  readonly #heardOf = new WeakSet<Room>();
  #client: Huying | null = null;
  #words = 0;

  constructor({ person, network, diary, random, rooms }: TalkerParts) {
    this.person = person;
    this.network = network;
    this.diary = diary;
    this.random = random;
    this.rooms = new Set(rooms);
  }

  /** The client; null while the person is away. */
  get client(): Huying | null {
    return this.#client;
  }

  get isAway(): boolean {
    return this.#client === null;
  }

  /** Comes in by password the first time, later by the session that was kept. */
  async come(): Promise<void> {
    const { network, random } = this;
    const client = connect({
      url: network.url,
      storage: this.#storage,
      answerMs: ANSWER_MS,
      random: random.real,
    });
    if ((await client.resume().catch(() => null)) === null) await this.#signIn(client);
    this.#client = client;
    client.on('state', (state) => {
      if (state === 'offline') this.diary.count('reconnects');
    });
    client.on('ended', () => void this.#signIn(client).catch(() => undefined));
    client.on('entered', (roomId) => {
      this.rooms.add(roomId);
      void this.sit(roomId);
    });
    await Promise.all([...this.rooms].map((roomId) => this.sit(roomId)));
  }

  async #signIn(client: Huying): Promise<void> {
    const { login, password } = this.person;
    for (;;) {
      try {
        await client.signIn(login, password);
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 500 + this.random.int(1_000)));
      }
    }
  }

  /** Closes the client in the middle of things; what it had not sent stays in its storage. */
  leave(): void {
    for (const roomId of [...this.#listenings.keys()]) this.#stopListening(roomId);
    this.#client?.close();
    this.#client = null;
  }

  /** Opens a room and writes down what it tells. Refused: the room is another's. */
  async sit(roomId: RoomId): Promise<void> {
    const client = this.#client;
    if (!client) return;
    const room = client.room(roomId);
    if (!this.#listenings.has(roomId)) {
      this.#startListening(roomId);
      this.#hearOnce(client, room);
    }
    await room.open().catch(() => undefined); // tried again when all is healed
  }

  #hearOnce(client: Huying, room: Room): void {
    if (this.#heardOf.has(room)) return;
    this.#heardOf.add(room);
    room.on('message', ({ seq, messageId, body }) => {
      const listening = this.#listenings.get(room.roomId);
      if (client !== this.#client || listening === undefined || body.kind === 'tombstone') return;
      this.diary.write({ kind: 'heard', listening, at: tick(), seq, messageId });
    });
    room.on('revoked', () => {
      if (client !== this.#client) return;
      this.rooms.delete(room.roomId);
      this.#stopListening(room.roomId);
    });
  }

  #startListening(roomId: RoomId): void {
    const listening = this.diary.newListening();
    this.#listenings.set(roomId, listening);
    this.diary.write({ kind: 'listening', listening, person: this.person.personId, roomId, by: 'sdk' });
  }

  #stopListening(roomId: RoomId): void {
    const listening = this.#listenings.get(roomId);
    if (listening === undefined) return;
    this.#listenings.delete(roomId);
    this.diary.write({ kind: 'unlistened', listening });
  }

  /** Says something; resolves when it is acknowledged, refused, or the client was closed. */
  say(roomId: RoomId, send: Send, calls: Calls = []): Promise<void> {
    const client = this.#client;
    if (!client) return Promise.resolve();
    this.#words += 1;
    const word = `${this.person.login}#${this.#words}`;
    const text = `${word} 请有关方面研究后答复。`;
    const sent = this.#write(client.room(roomId), { word, text, send, calls });
    this.#sending.add(sent);
    return sent.finally(() => this.#sending.delete(sent));
  }

  async #write(
    room: Room,
    { word, text, send, calls }: { word: string; text: string; send: Send; calls: Calls },
  ): Promise<void> {
    const { roomId } = room;
    const askedAt = tick();
    const outcome = await outcomeOf(send(room, text), ({ seq, messageId }) => ({ seq, messageId }));
    const { personId: person } = this.person;
    this.diary.write({ kind: 'send', person, roomId, text, calls, askedAt, outcome });
    if (outcome.is === 'acknowledged') {
      this.own.push({ roomId, seq: outcome.got.seq, word, isRecalled: false, edits: 0 });
      if (this.own.length > MOST_OWN) this.own.shift();
    }
    if (outcome.is !== 'refused') return;
    for (const { sendKey, state } of room.read().pending)
      if (state === 'refused') await room.discard(sendKey);
  }

  get isSending(): boolean {
    return this.#sending.size > 0;
  }
}
