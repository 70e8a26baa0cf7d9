import type { RoomId } from '../shared/ids.ts';
import type { AnswerOf, RequestName } from '../shared/protocol.ts';
import type { Keepable, KeptAnswer, KeptName, KeptRoom, RoomRecord } from './kept.ts';
import type { Parts } from './parts.ts';
import { Pile } from './pile.ts';
import { keptPrefix, type Storage } from './storage.ts';

export interface KeepingParts extends Pick<Parts, 'clock' | 'timers'> {
  readonly storage: Storage;
  /** Calls when everything should be written at once; returns how to stop. */
  readonly onRest: (resting: () => void) => () => void;
}

/** Rooms that are kept, the last opened ones. */
export const MOST_ROOMS = 30;
const MOST_ANSWERS = 60;
/** What changes is written this much later, once for many changes, in milliseconds. */
const LATER_MS = 1_000;
/** Lists in which a room stands among others. */
const LISTS = ['inbox:list', 'task:list', 'board:deputy', 'notice:list'];

const nameOf = (name: RequestName, input: unknown) => `${name} ${JSON.stringify(input)}`;

/** Null: the page’s own files cannot be had. */
const contracts = () => import('./kept-contracts.ts').catch(() => null);

/** What one person has read, as it lies in the storage. Nothing of it is needed: what cannot be kept or read is not there. */
export class Keeping {
  readonly #parts: KeepingParts;
  readonly #answers: Pile;
  readonly #rooms: Pile;
  /** Not written yet. */
  readonly #fresh = new Map<string, KeptAnswer>();
  readonly #changed = new Map<RoomId, KeptRoom>();
  readonly #watched = new Map<Keepable, { readonly stop: () => void; last: RoomRecord | null }>();
  readonly #stopResting: () => void;
  /** Cases whose rooms the person was taken out of: what is still being answered of them is not kept. */
  readonly #left = new Set<string>();
  #stopTimer: (() => void) | null = null;
  #writing: Promise<void> = Promise.resolve();
  #isOver = false;

  constructor(parts: KeepingParts, personId: string) {
    this.#parts = parts;
    const prefix = keptPrefix(personId);
    this.#answers = new Pile(parts.storage, `${prefix}answer/`, MOST_ANSWERS);
    this.#rooms = new Pile(parts.storage, `${prefix}room/`, MOST_ROOMS);
    this.#stopResting = parts.onRest(() => this.#now());
  }

  answered(name: RequestName, input: unknown, data: unknown): void {
    const key = nameOf(name, input);
    if ([...this.#left].some((suggestionId) => key.includes(suggestionId))) return;
    this.#fresh.set(key, { at: this.#parts.clock.now(), data });
    this.#later();
  }

  /** Null: it was never asked, or answered in words that this version does not know. */
  async answer<N extends KeptName>(name: N, input: unknown): Promise<KeptAnswer<AnswerOf<N>> | null> {
    const key = nameOf(name, input);
    const found = this.#fresh.get(key) ?? (await this.#read<KeptAnswer>(this.#answers, key));
    if (!found) return null;
    const known = (await contracts())?.keptAnswers[name].safeParse(found.data);
    return known?.success ? { at: found.at, data: known.data as AnswerOf<N> } : null;
  }

  /** Keeps this room from now on, whenever it is whole. */
  watch(room: Keepable): void {
    if (this.#isOver || this.#watched.has(room)) return;
    const changed = () => {
      const { record } = room;
      if (record === null || record === watched.last) return;
      watched.last = record;
      this.#keepRoom(room.roomId, record);
    };
    const watched = { stop: room.subscribe(changed), last: null as RoomRecord | null };
    this.#watched.set(room, watched);
    changed();
  }

  /** It was closed; `inStep`: what was held last held until now. */
  unwatch(room: Keepable, inStep: boolean): void {
    const watched = this.#watched.get(room);
    if (!watched) return;
    watched.stop();
    this.#watched.delete(room);
    if (inStep && watched.last) this.#keepRoom(room.roomId, watched.last);
  }

  /** The line was lost: until now everything was in step. */
  lost(): void {
    for (const [{ roomId }, { last }] of this.#watched) if (last) this.#keepRoom(roomId, last);
  }

  async room(roomId: RoomId): Promise<KeptRoom | null> {
    const found = this.#changed.get(roomId) ?? (await this.#read(this.#rooms, roomId));
    if (!found) return null;
    const known = (await contracts())?.keptRoom.safeParse(found);
    return known?.success ? known.data : null;
  }

  async roomIds(): Promise<readonly RoomId[]> {
    return (await this.#rooms.names().catch(() => [])) as readonly RoomId[];
  }

  /** The person is no member any more: the room goes, its case, and every list in which it may stand. */
  async forget(roomId: RoomId): Promise<void> {
    const fresh = this.#changed.get(roomId);
    for (const [room, { stop }] of [...this.#watched].filter(([one]) => one.roomId === roomId)) {
      stop();
      this.#watched.delete(room);
    }
    this.#changed.delete(roomId);
    const suggestionId = (fresh ?? (await this.room(roomId)))?.header.suggestionId ?? null;
    if (suggestionId !== null) this.#left.add(suggestionId);
    const isMeant = (name: string) =>
      LISTS.some((list) => name.startsWith(`${list} `)) ||
      (suggestionId !== null && name.includes(suggestionId));
    for (const name of [...this.#fresh.keys()].filter(isMeant)) this.#fresh.delete(name);
    await this.#rooms.drop((name) => name === roomId);
    await this.#answers.drop(isMeant);
  }

  /** Nothing is written after this has resolved. */
  async stop(): Promise<void> {
    this.#isOver = true;
    this.#stopResting();
    this.#stopTimer?.();
    for (const { stop } of this.#watched.values()) stop();
    this.#watched.clear();
    this.#fresh.clear();
    this.#changed.clear();
    await this.#writing;
    await Promise.all([this.#answers.idle(), this.#rooms.idle()]);
  }

  #keepRoom(roomId: RoomId, record: RoomRecord): void {
    if (record.header.suggestionId !== null) this.#left.delete(record.header.suggestionId);
    this.#changed.set(roomId, { ...record, at: this.#parts.clock.now() });
    this.#later();
  }

  #later(): void {
    if (this.#isOver) return;
    this.#stopTimer ??= this.#parts.timers.after(LATER_MS, () => this.#now());
  }

  #now(): void {
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#writing = this.#writing.then(() => this.#write());
  }

  /** What was dropped meanwhile, or overtaken by something newer, is passed over. */
  async #write(): Promise<void> {
    for (const [roomId, kept] of [...this.#changed]) {
      if (this.#changed.get(roomId) !== kept) continue;
      this.#changed.delete(roomId);
      await this.#rooms.set(roomId, JSON.stringify(kept)).catch(() => undefined);
    }
    for (const [name, answer] of [...this.#fresh]) {
      if (this.#fresh.get(name) !== answer) continue;
      await this.#answers.set(name, JSON.stringify(answer)).catch(() => undefined);
      if (this.#fresh.get(name) === answer) this.#fresh.delete(name);
    }
  }

  async #read<T>(pile: Pile, name: string): Promise<T | null> {
    const text = await pile.get(name).catch(() => null);
    try {
      return text === null ? null : (JSON.parse(text) as T);
    } catch {
      return null; // torn
    }
  }
}
