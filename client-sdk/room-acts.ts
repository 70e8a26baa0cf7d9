import type { SharedItem } from '../shared/file-acts.ts';
import type { FileKind } from '../shared/files.ts';
import type { PersonId, RoomId } from '../shared/ids.ts';
import type { Message, Reaction } from '../shared/messages.ts';
import type { RoomHeader } from '../shared/rooms.ts';
import type { Roll } from '../shared/seats.ts';
import type { Ask } from './asking.ts';
import type { ActsPage, Pack, ReadRoll, Reacted, RoomActs, There } from './huying.ts';
import { type Paged, pagedList } from './lists.ts';

/** People in one question for who is there. */
const MOST_PRESENT = 100;

/** What one can do in a room by asking once. What comes back is shown at once; the others hear of it. */
export abstract class ActingRoom implements RoomActs {
  readonly roomId: RoomId;
  readonly #ask: Ask;
  readonly #base: string;

  constructor({ roomId, ask, url }: { roomId: RoomId; ask: Ask; url: string }) {
    this.roomId = roomId;
    this.#ask = ask;
    this.#base = url.replace(/\/+$/, '');
  }

  /** A message as it stands after an act. */
  protected abstract tookState(message: Message): void;
  abstract tookHeader(header: RoomHeader): void;

  async edit(seq: number, text: string): Promise<Message> {
    return this.#took(await this.#ask('message:edit', { roomId: this.roomId, seq, text }));
  }

  async recall(seq: number, why = ''): Promise<Message> {
    return this.#took(await this.#ask('message:recall', { roomId: this.roomId, seq, why }));
  }

  async react(seq: number, reaction: Reaction, on = true): Promise<Message> {
    return this.#took(await this.#ask('message:react', { roomId: this.roomId, seq, reaction, on }));
  }

  async pin(seq: number, on = true): Promise<RoomHeader> {
    return this.#tookHeader(await this.#ask('message:pin', { roomId: this.roomId, seq, on }));
  }

  async setState(state: RoomHeader['state'], why: string): Promise<RoomHeader> {
    return this.#tookHeader(await this.#ask('room:set-state', { roomId: this.roomId, state, why }));
  }

  async mute(personId: PersonId, until: string | null, why: string): Promise<void> {
    await this.#ask('member:mute', { roomId: this.roomId, personId, until, why });
  }

  async report(seq: number, why: string): Promise<void> {
    await this.#ask('message:report', { roomId: this.roomId, seq, why });
  }

  async remind(seq: number): Promise<number> {
    return (await this.#ask('announcement:remind', { roomId: this.roomId, seq })).reminded;
  }

  async reactionsOf(seq: number): Promise<readonly Reacted[]> {
    return (await this.#ask('reaction:list', { roomId: this.roomId, seq })).people;
  }

  readRoll(seq: number, cursor: string | null = null): Promise<ReadRoll> {
    return this.#ask('read:roll', { roomId: this.roomId, seq, cursor });
  }

  announcementRoll(seq: number, cursor: string | null = null): Promise<Roll> {
    return this.#ask('announcement:roll', { roomId: this.roomId, seq, cursor });
  }

  acts(cursor: string | null = null): Promise<ActsPage> {
    return this.#ask('act:list', { roomId: this.roomId, cursor });
  }

  async correctTranscript(seq: number, text: string): Promise<Message> {
    return this.#took(await this.#ask('transcript:correct', { roomId: this.roomId, seq, text }));
  }

  files(kind: FileKind | null): Paged<SharedItem> {
    return pagedList((cursor) => this.#ask('file:list', { roomId: this.roomId, kind, cursor }));
  }

  async pack(kind: FileKind | null): Promise<Pack> {
    const { address, ...much } = await this.#ask('file:pack', { roomId: this.roomId, kind });
    return { url: `${this.#base}${address.path}`, ...much };
  }

  async presence(personIds: readonly PersonId[]): Promise<readonly There[]> {
    const there: There[] = [];
    for (let at = 0; at < personIds.length; at += MOST_PRESENT) {
      const some = personIds.slice(at, at + MOST_PRESENT);
      const { people } = await this.#ask('presence:list', { roomId: this.roomId, personIds: some });
      there.push(...people);
    }
    return there;
  }

  #took(message: Message): Message {
    this.tookState(message);
    return message;
  }

  #tookHeader(header: RoomHeader): RoomHeader {
    this.tookHeader(header);
    return header;
  }
}
