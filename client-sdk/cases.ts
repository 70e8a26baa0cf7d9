import type { RoomId, SuggestionId } from '../shared/ids.ts';
import type { Message } from '../shared/messages.ts';
import type { LiveCase } from './case.ts';

/** The cases somebody asked for, and what is heard of them. */
export class Cases {
  readonly #make: (suggestionId: SuggestionId) => LiveCase;
  readonly #known = new Map<SuggestionId, LiveCase>();

  constructor(make: (suggestionId: SuggestionId) => LiveCase) {
    this.#make = make;
  }

  of(suggestionId: SuggestionId): LiveCase {
    const known = this.#known.get(suggestionId);
    if (known) return known;
    const made = this.#make(suggestionId);
    this.#known.set(suggestionId, made);
    return made;
  }

  /** Something was said: what people say to each other changes no case. */
  said({ roomId, body }: Pick<Message, 'roomId' | 'body'>): void {
    if (body.kind === 'system' || body.kind === 'card') this.moved(roomId);
  }

  /** Something in a room moved, or somebody has just entered it. */
  moved(roomId: RoomId): void {
    for (const one of this.#known.values()) {
      const { view } = one.read();
      if (view !== null && (view.roomId === roomId || view.roomId === null)) one.stir();
    }
  }

  /** Something may have been missed. */
  stirAll(): void {
    for (const one of this.#known.values()) one.stir();
  }

  clear(): void {
    for (const one of this.#known.values()) one.clear();
  }
}
