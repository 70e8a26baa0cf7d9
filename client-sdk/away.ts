import { Fault } from '../shared/faults.ts';
import type { RoomId } from '../shared/ids.ts';
import type { AnswerOf, InputOf, RequestName } from '../shared/protocol.ts';
import type { Ask, Asking } from './asking.ts';
import { isFirst, isKeptName, type Keepable, type KeptAnswer, type KeptName, type KeptRoom } from './kept.ts';
import type { Keeping } from './keeping.ts';
import { browserRests, type Parts, sleep } from './parts.ts';
import { mayPass } from './session.ts';
import { type ForgetfulStorage, keptPrefix, removeAll, removeOthersKept } from './storage.ts';

interface AwayParts extends Pick<Parts, 'clock' | 'timers'> {
  readonly storage: ForgetfulStorage;
  /** False: nothing is kept. */
  readonly isWanted: boolean;
  /** The application’s files lie on this device; what is kept cannot be shown soon where they have to be fetched. */
  readonly isHere: boolean;
  /** What is shown is as it was at this instant; null: as it is. */
  readonly shows: (asOf: number | null) => void;
  /** Waits until first questions have been answered: what keeps is fetched only then where nothing can be kept yet. */
  readonly calm: () => Promise<void>;
}

/** Who is here. `asOf`: when the server was last asked about them; null: just now. `isKnown`: this device knew of them. */
interface Began {
  readonly personId: string;
  readonly shared: boolean;
  readonly asOf: number | null;
  readonly isKnown: boolean;
}

/** How long a server that seems away is waited for where something is kept, in milliseconds: it may answer all the same. */
const SOON_ENOUGH_MS = 100;
/** The same for what is asked of the server itself, such as whether somebody still sits in a room. */
const PATIENCE_MS = 1_500;

const isLost = (error: unknown): boolean => error instanceof Fault && error.code === 'UNAVAILABLE';

/** What a client has to show while the server cannot be asked, and from when it is. */
export class Away {
  readonly #parts: AwayParts;
  #personId: string | null = null;
  /** Null: nothing is kept of this person, or the page’s own files cannot be had. */
  #keeping: Promise<Keeping | null> = Promise.resolve(null);
  #isAway = false;
  /** The first connection is not there yet: what is kept shows where an answer takes its time. */
  #isBeginning = false;
  #asOf: number | null = null;
  /** The oldest that was shown of what is kept, since the server was last there. */
  #oldest = Infinity;
  /** Whether it has been asked in which of the kept rooms the person still sits. */
  #isChecked = false;

  constructor(parts: AwayParts) {
    this.#parts = parts;
  }

  get asOf(): number | null {
    return this.#asOf;
  }

  /** True while the server cannot be asked, or it is not known yet whether it can. */
  get isAway(): boolean {
    return this.#isAway || this.#isBeginning;
  }

  began({ personId, shared, asOf, isKnown }: Began): void {
    const { isWanted, isHere, storage, calm } = this.#parts;
    this.#isChecked = false;
    this.#isAway = asOf !== null;
    this.#isBeginning = isWanted && isHere && isKnown && !shared;
    this.#show(asOf);
    if (!isWanted) return;
    this.#personId = personId;
    // The server has said who is here: what others read on this device is not for them.
    if (asOf === null)
      void removeOthersKept(storage.lasting, shared ? null : personId).catch(() => undefined);
    if (shared) return;
    const needed = this.#isBeginning ? Promise.resolve() : calm();
    const fetched = needed.then(() => import('./keeping.ts'));
    this.#keeping = fetched.then(
      ({ Keeping: Made }) => new Made({ ...this.#parts, onRest: browserRests }, personId),
      () => null,
    );
  }

  /** Nobody is here, or nobody is known to be: what was read on this device goes. */
  async nobody(): Promise<void> {
    const { isWanted, storage } = this.#parts;
    if (isWanted) await removeOthersKept(storage.lasting, null);
  }

  /** Nobody is signed in any more: nothing of what they read stays. */
  async over(): Promise<void> {
    const personId = this.#personId;
    await this.close();
    if (personId !== null) await removeAll(this.#parts.storage, keptPrefix(personId));
  }

  /** Stops keeping; what is kept stays. */
  async close(): Promise<void> {
    const keeping = this.#keeping;
    this.#personId = null;
    this.#keeping = Promise.resolve(null);
    this.#isThere();
    await (await keeping)?.stop();
  }

  up(ask: Ask): void {
    this.#isThere();
    if (!this.#isChecked) void this.#check(ask).catch(() => undefined); // the next connection asks again
  }

  /** Told of each attempt that came to nothing, too. */
  down(): void {
    if (this.#isAway) return;
    this.#isAway = true;
    this.#isBeginning = false;
    this.#show(Math.min(this.#parts.clock.now(), this.#oldest));
    void this.#keeping.then((keeping) => keeping?.lost());
  }

  opened(room: Keepable): void {
    void this.#keeping.then((keeping) => keeping?.watch(room));
  }

  closed(room: Keepable): void {
    const inStep = !this.#isAway;
    void this.#keeping.then((keeping) => keeping?.unwatch(room, inStep));
  }

  /** The person does not sit there any more; true: the lists in which the room stood are not kept now. */
  async forget(roomId: RoomId): Promise<boolean> {
    const keeping = await this.#keeping;
    await keeping?.forget(roomId);
    return keeping !== null;
  }

  async room(roomId: RoomId): Promise<KeptRoom | null> {
    return (await (await this.#keeping)?.room(roomId)) ?? null;
  }

  /** Asks as before; what is kept is kept on the way, and answers where the server does not, or not soon. */
  through({ ask, once, ...others }: Asking): Asking {
    const either: Ask = async (name, input) => {
      if (!isKeptName(name) || !isFirst(input)) return ask(name, input);
      const isHasty = this.isAway;
      const asked = this.#keptOnTheWay(name, input, isHasty ? once : ask);
      const late = isHasty ? await this.#unlessSoon(asked, this.#kept(name, input)) : null;
      if (late) return late.data as never;
      try {
        return await asked;
      } catch (error) {
        const found = isLost(error) ? await this.#kept(name, input) : null;
        if (found) {
          this.#showsKept(found.at);
          return found.data as never;
        }
        if (isHasty && mayPass(error)) return this.#keptOnTheWay(name, input, ask);
        throw error;
      }
    };
    return { ...others, once, ask: either };
  }

  /** Also what comes too late to be shown: when the line is there, pages ask again. */
  async #keptOnTheWay<N extends RequestName>(name: N, input: InputOf<N>, ask: Ask): Promise<AnswerOf<N>> {
    const personId = this.#personId;
    const data = await ask(name, input);
    if (personId === this.#personId)
      void this.#keeping.then((keeping) => keeping?.answered(name, input, data));
    return data;
  }

  /** What is kept, where the server has not answered in a moment; null: it has, or nothing is kept. */
  async #unlessSoon(asked: Promise<unknown>, kept: Promise<KeptAnswer | null>): Promise<KeptAnswer | null> {
    const over = asked.then(
      () => null,
      () => null,
    );
    const late = sleep(this.#parts.timers, SOON_ENOUGH_MS).then(() => kept);
    const found = await Promise.race([over, late]);
    if (found) this.#showsKept(found.at);
    return found;
  }

  /** What the server says in a moment, though it seems away; null: nothing. Throws what does not pass. */
  inTime<T>(asked: Promise<T>): Promise<T | null> {
    const late = sleep(this.#parts.timers, PATIENCE_MS).then(() => null);
    return Promise.race([asked, late]).catch((error: unknown) => {
      if (isLost(error)) return null;
      throw error;
    });
  }

  async #kept(name: KeptName, input: unknown): Promise<KeptAnswer | null> {
    return (await (await this.#keeping)?.answer(name, input)) ?? null;
  }

  #showsKept(at: number): void {
    this.#oldest = Math.min(this.#oldest, at);
    if (this.isAway) this.#show(Math.min(this.#asOf ?? at, at));
  }

  #isThere(): void {
    this.#isAway = false;
    this.#isBeginning = false;
    this.#oldest = Infinity;
    this.#show(null);
  }

  /** Somebody may have been taken out of rooms while this device heard of nothing. */
  async #check(ask: Ask): Promise<void> {
    this.#isChecked = true;
    const roomIds = (await (await this.#keeping)?.roomIds()) ?? [];
    if (roomIds.length === 0) return;
    // Nobody holds such numbers, so that the answer says of each room that it is there, and nothing that was said in it.
    const asked = roomIds.map((roomId) => ({ roomId, seq: -1, changeSeq: -1 }));
    try {
      const { rooms } = await ask('room:sync', { rooms: asked });
      for (const { state, roomId } of rooms) if (state === 'gone') await this.forget(roomId);
    } catch (error) {
      this.#isChecked = false;
      throw error;
    }
  }

  #show(asOf: number | null): void {
    if (asOf === this.#asOf) return;
    this.#asOf = asOf;
    this.#parts.shows(asOf);
  }
}
