import { type showTyping, typingShowed } from '../../../shared/presence.ts';
import { MOST_TYPING_ROOM } from '../../../shared/values/presence.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Clock, Tell } from '../../wire/ports.ts';
import type { AccessRoom } from '../access.actions.ts';
import { whyMayNotPost } from '../messages/messages.rules.ts';

export interface TypingParts {
  access: AccessRoom;
  tell: Tell;
  clock: Clock;
  /** Monotonic milliseconds. */
  tick: () => number;
}

const PAUSE_MS = 3_000;
const MOST_REMEMBERED = 10_000;

/** Tells who else has the room open that somebody is writing. Nothing is kept; who may not speak here writes unseen. */
export function makeShowTyping({ access, tell, clock, tick }: TypingParts): Handler<typeof showTyping> {
  const isPaused = makePause(tick, PAUSE_MS, MOST_REMEMBERED);
  return async ({ roomId }, { personId, name }) => {
    const { room, member } = await access(personId, roomId);
    if (room.memberCount > MOST_TYPING_ROOM || whyMayNotPost(room, member, clock.now())) return {};
    if (!isPaused(member._id)) tell.room(room, typingShowed, { roomId, personId, name }, personId);
    return {};
  };
}

/**
 * Says whether a key came within the pause after it last counted; if not, it counts now. It forgets keys that are past,
 * and beyond `most` the oldest.
 */
export function makePause(tick: () => number, pauseMs: number, most: number): (key: string) => boolean {
  const counted = new Map<string, number>(); // oldest first
  return (key) => {
    const now = tick();
    const last = counted.get(key);
    if (last !== undefined && now - last < pauseMs) return true;
    counted.delete(key);
    counted.set(key, now);
    for (const [oldest, at] of counted) {
      if (counted.size <= most && now - at < pauseMs) break;
      counted.delete(oldest);
    }
    return false;
  };
}
