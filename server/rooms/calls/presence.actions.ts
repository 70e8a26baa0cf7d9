import type { PersonId } from '../../../shared/ids.ts';
import type { listPresence } from '../../../shared/presence.ts';
import { isRedisUnreachable } from '../../store/redis.ts';
import type { Handler } from '../../wire/bind.ts';
import type { AccessRoom } from '../access.actions.ts';
import { type MemberStore, seatKey } from '../members.store.ts';
import { ONLINE_MS, type PresenceStore } from './presence.store.ts';
import { makePause } from './typing.actions.ts';

/** What the socket door says of people. Nothing is awaited: presence never holds anybody up. */
export interface PresenceNotes {
  /** A device connected. */
  came(personId: PersonId): void;
  /** A device that had come disconnected. */
  left(personId: PersonId): void;
  /** Did something. */
  seen(personId: PersonId): void;
  /** At an orderly stop: those who are here go offline now. */
  stop(): Promise<void>;
}

export interface PresenceNotesParts {
  store: PresenceStore;
  /** Monotonic milliseconds. */
  tick: () => number;
  onSurprise: (error: unknown, where: string) => string;
}

const RENEW_MS = ONLINE_MS / 3;
const SEEN_PAUSE_MS = 60_000;
const MOST_REMEMBERED = 20_000;

export function makePresenceNotes({ store, tick, onSurprise }: PresenceNotesParts): PresenceNotes {
  const devices = new Map<PersonId, number>(); // connected to this node
  const wasJustSeen = makePause(tick, SEEN_PAUSE_MS, MOST_REMEMBERED);
  let timer: NodeJS.Timeout | undefined;

  /** While Redis is away, who is here is not known; the next renewal says it again. */
  const note = (work: Promise<void>) =>
    void work.catch((error: unknown) => {
      if (!isRedisUnreachable(error)) onSurprise(error, 'presence');
    });

  return {
    came(personId) {
      const count = devices.get(personId) ?? 0;
      devices.set(personId, count + 1);
      if (count === 0) note(store.hold([personId]));
      timer ??= setInterval(() => note(store.hold([...devices.keys()])), RENEW_MS).unref();
    },
    left(personId) {
      const count = devices.get(personId) ?? 0;
      if (count > 1) devices.set(personId, count - 1);
      else if (devices.delete(personId)) note(store.release(personId));
    },
    seen(personId) {
      if (!wasJustSeen(personId)) note(store.see(personId));
    },
    async stop() {
      clearInterval(timer);
      const people = [...devices.keys()];
      devices.clear();
      await Promise.allSettled(people.map((personId) => store.release(personId)));
    },
  };
}

/** presence:list: only of people who sit in the room. */
export const makeListPresence =
  (access: AccessRoom, members: MemberStore, store: PresenceStore): Handler<typeof listPresence> =>
  async ({ roomId, personIds }, caller) => {
    await access(caller.personId, roomId);
    const seats = await members.byKeys([...new Set(personIds)].map((id) => seatKey(roomId, id)));
    const people = [...seats.values()].map((seat) => seat.personId);
    const found = await store.of(people);
    return { people: people.map((personId, i) => ({ personId, presence: found[i] ?? 'away' })) };
  };
