import { connect, type Huying, type Message, type Room, type RoomId } from '../../client-sdk/index.ts';
import type { TestPerson } from '../support/server.ts';
import { until } from '../support/until.ts';
import type { Shown, Witness } from './differences.ts';
import type { LossyNetwork } from './lossy-network.ts';

/** One device of one person, and what it was told. */
export class Player implements Witness {
  readonly person: TestPerson;
  readonly network: LossyNetwork;
  readonly client: Huying;
  readonly room: Room;
  /** Null: only looks at the snapshot. */
  readonly heard: number[] | null;
  /** What events alone make of the room; built from the snapshot when the room was opened anew. */
  readonly #told = new Map<number, Message>();
  #wake: () => void = () => undefined;

  constructor(o: {
    person: TestPerson;
    network: LossyNetwork;
    roomId: RoomId;
    listens: boolean;
    random: () => number;
    /** What this device makes of a message it is told; for devices with a fault. */
    hears?: (message: Message) => readonly Message[];
  }) {
    this.person = o.person;
    this.network = o.network;
    this.client = connect({
      url: o.network.url,
      answerMs: 5_000,
      random: o.random,
      onWake: (woken) => {
        this.#wake = woken;
        return () => undefined;
      },
    });
    this.room = this.client.room(o.roomId);
    this.heard = o.listens ? [] : null;
    if (!this.heard) return;
    const { hears = (message) => [message] } = o;
    this.room.on('message', (told) => {
      for (const message of hears(told)) {
        this.heard?.push(message.seq);
        this.#told.set(message.seq, message);
      }
    });
    this.room.on('changed', (message) => {
      if (this.#told.has(message.seq)) this.#told.set(message.seq, message);
    });
    this.room.on('revoked', () => this.#told.clear());
  }

  async begin(): Promise<void> {
    await this.client.signIn(this.person.login, this.person.password);
    await until('connected', () => this.client.state === 'online', 30_000);
    await this.client.inbox.refresh();
    await this.open();
  }

  async open(): Promise<void> {
    await this.room.open();
    if (this.heard) for (const message of this.room.read().messages) this.#told.set(message.seq, message);
  }

  /** The device wakes up: asks what it may have missed. */
  wake(): void {
    this.#wake();
  }

  get told(): Message[] {
    return [...this.#told.values()].sort((a, b) => a.seq - b.seq).map(plain);
  }

  async toStart(): Promise<void> {
    while (!this.room.read().reachedStart) await this.room.older();
  }

  get shown(): Shown {
    const { messages, header, readSeq } = this.room.read();
    return { messages: messages.map(plain), header, readSeq };
  }

  close(): void {
    this.client.close();
  }
}

/** Own reactions in one order; none is none. */
function plain(message: Message): Message {
  const { mine = [], reactions = [], ...rest } = message;
  return { ...rest, reactions, mine: reactions.length > 0 ? [...mine].sort() : [] };
}
