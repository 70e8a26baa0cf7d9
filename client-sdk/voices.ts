import type { PersonId, RoomId } from '../shared/ids.ts';
import type { Message } from '../shared/messages.ts';
import type { Ask } from './asking.ts';
import { backoff, type Parts } from './parts.ts';
import { mayPass } from './session.ts';

export interface VoicesParts extends Parts {
  readonly roomId: RoomId;
  readonly ask: Ask;
  readonly me: () => PersonId | null;
  readonly show: (unheard: readonly number[]) => void;
}

/** The contract takes so many numbers at once. */
const AT_ONCE = 100;
/** What comes within this span is asked about together. */
const TOGETHER_MS = 50;

/** Which voices of a room the person has not heard. */
export class Voices {
  readonly #parts: VoicesParts;
  /** By number; null: not known yet. */
  readonly #heard = new Map<number, boolean | null>();
  #seen: readonly Message[] = [];
  #shown: readonly number[] = [];
  #stopTimer: (() => void) | null = null;
  #failures = 0;
  /** Counts clearings, so that a late answer changes nothing. */
  #life = 0;

  constructor(parts: VoicesParts) {
    this.#parts = parts;
  }

  /** These are the messages held now. */
  look(messages: readonly Message[]): void {
    if (messages === this.#seen) return;
    this.#seen = messages;
    const me = this.#parts.me();
    const voices = messages.filter(({ body, author }) => {
      const isMine = author.kind === 'person' && author.personId === me;
      return body.kind === 'file' && body.file.kind === 'voice' && !isMine;
    });
    const numbers = new Set(voices.map(({ seq }) => seq));
    for (const seq of this.#heard.keys()) if (!numbers.has(seq)) this.#heard.delete(seq);
    for (const seq of numbers) if (!this.#heard.has(seq)) this.#heard.set(seq, null);
    this.#show();
    if (this.#unknown.length > 0) this.#askIn(TOGETHER_MS);
  }

  /** Heard here: told to the server. */
  hear(seq: number): void {
    if (this.#heard.get(seq) === true) return;
    this.took(seq);
    const { ask, roomId } = this.#parts;
    // Not to be repaired here: then its dot is there again when the room is opened next.
    ask('voice:hear', { roomId, seq }).catch(() => undefined);
  }

  /** Heard, here or on another device. */
  took(seq: number): void {
    this.#heard.set(seq, true);
    this.#show();
  }

  clear(): void {
    this.#life += 1;
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#heard.clear();
    this.#seen = [];
    this.#shown = [];
  }

  get #unknown(): number[] {
    return [...this.#heard].filter(([, heard]) => heard === null).map(([seq]) => seq);
  }

  #askIn(ms: number): void {
    this.#stopTimer ??= this.#parts.timers.after(ms, () => void this.#ask());
  }

  async #ask(): Promise<void> {
    const { roomId, ask, random } = this.#parts;
    const life = this.#life;
    const seqs = this.#unknown.slice(0, AT_ONCE);
    try {
      const heard = new Set((await ask('voice:list-heard', { roomId, seqs })).seqs);
      if (life !== this.#life) return;
      for (const seq of seqs) if (this.#heard.get(seq) === null) this.#heard.set(seq, heard.has(seq));
      this.#failures = 0;
      this.#show();
      this.#stopTimer = null;
      if (this.#unknown.length > 0) this.#askIn(0);
    } catch (error) {
      if (life !== this.#life) return;
      this.#stopTimer = null;
      this.#failures += 1;
      if (mayPass(error)) this.#askIn(backoff(random, this.#failures));
    }
  }

  #show(): void {
    const unheard = [...this.#heard].filter(([, heard]) => heard === false).map(([seq]) => seq);
    unheard.sort((a, b) => a - b);
    if (unheard.join() === this.#shown.join()) return;
    this.#shown = unheard;
    this.#parts.show(unheard);
  }
}
