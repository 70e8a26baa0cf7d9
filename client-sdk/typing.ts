import type { PersonId } from '../shared/ids.ts';
import { MOST_TYPING_ROOM } from '../shared/values/presence.ts';
import type { Parts } from './parts.ts';

/** How long somebody counts as writing after it was told, in milliseconds. */
const GOOD_MS = 5_000;
/** At most this often the others are told that the person is writing. */
const TELL_MS = 3_000;

/** What comes of it: names to show, and the word that the person is writing here. */
interface TypingEnds {
  readonly show: (names: readonly string[]) => void;
  readonly tell: () => void;
}

/** Who is writing in a room just now. */
export class Typing {
  readonly #parts: Pick<Parts, 'clock' | 'timers'>;
  readonly #ends: TypingEnds;
  readonly #writing = new Map<PersonId, { name: string; stop: () => void }>();
  #toldAt = -Infinity;

  constructor(parts: Pick<Parts, 'clock' | 'timers'>, ends: TypingEnds) {
    this.#parts = parts;
    this.#ends = ends;
  }

  /** The person hit a key. Nobody is told in large rooms. */
  typed(memberCount: number): void {
    const now = this.#parts.clock.now();
    if (memberCount > MOST_TYPING_ROOM || now - this.#toldAt < TELL_MS) return;
    this.#toldAt = now;
    this.#ends.tell();
  }

  /** Somebody else is writing. */
  heard(personId: PersonId, name: string): void {
    const before = this.#writing.get(personId);
    before?.stop();
    const stop = this.#parts.timers.after(GOOD_MS, () => this.ended(personId));
    this.#writing.set(personId, { name, stop });
    if (!before) this.#show();
  }

  /** They said it, or stopped. */
  ended(personId: PersonId): void {
    const before = this.#writing.get(personId);
    if (!before) return;
    before.stop();
    this.#writing.delete(personId);
    this.#show();
  }

  clear(): void {
    for (const { stop } of this.#writing.values()) stop();
    this.#writing.clear();
  }

  #show(): void {
    this.#ends.show([...this.#writing.values()].map(({ name }) => name));
  }
}
