import { makeStore } from '../../../../client-sdk/observable.ts';
import type { Huying, Readable, Room } from '../../../../client-sdk/index.ts';

/** How many have read a message, and how many have not. */
export interface ReadCount {
  readonly read: number;
  readonly unread: number;
}

export interface Reads extends Readable<ReadonlyMap<number, ReadCount>> {
  /** Counts of this message are kept fresh until the answer is called. */
  watch(seq: number): () => void;
  /** Asks soon, once for many reasons. */
  stir(): void;
}

/** What is asked for within this span is asked together, in milliseconds. */
const TOGETHER_MS = 100;
/** Nobody tells who reads what, so it is asked again after this, in milliseconds, while messages are on screen that some have not read. */
const AGAIN_MS = 20_000;
/** The contract takes so many numbers at once; of more the newest are asked. */
const AT_ONCE = 100;

/** Counts the readers of those messages of a room that are on screen. */
export function makeReads({ roomId }: Pick<Room, 'roomId'>, huying: Pick<Huying, 'ask'>): Reads {
  const store = makeStore<ReadonlyMap<number, ReadCount>>(new Map());
  const watched = new Map<number, number>();
  let soon: ReturnType<typeof setTimeout> | null = null;
  let later: ReturnType<typeof setTimeout> | null = null;

  const ask = async () => {
    const known = store.read();
    const open = [...watched.keys()].filter((seq) => known.get(seq)?.unread !== 0);
    if (open.length === 0 || document.visibilityState === 'hidden') return;
    const seqs = open.sort((a, b) => b - a).slice(0, AT_ONCE);
    const { counts } = await huying.ask('read:count', { roomId, seqs });
    store.set(new Map([...store.read(), ...counts.map(({ seq, ...count }) => [seq, count] as const)]));
  };
  const run = () => {
    soon = null;
    ask()
      .catch(() => undefined) // what is known stays; the next time asks again
      .finally(() => {
        if (later !== null) clearTimeout(later);
        later = watched.size > 0 ? setTimeout(stir, AGAIN_MS) : null;
      });
  };
  const stir = () => {
    soon ??= setTimeout(run, TOGETHER_MS);
  };

  return {
    read: () => store.read(),
    subscribe: (changed) => store.subscribe(changed),
    watch(seq) {
      watched.set(seq, (watched.get(seq) ?? 0) + 1);
      stir();
      return () => {
        const left = (watched.get(seq) ?? 1) - 1;
        if (left > 0) watched.set(seq, left);
        else watched.delete(seq);
        if (watched.size > 0 || later === null) return;
        clearTimeout(later);
        later = null;
      };
    },
    stir,
  };
}

const byRoom = new WeakMap<Room, Reads>();

/** The same for the same room as long as it is held. */
export function readsOf(room: Room, huying: Pick<Huying, 'ask'>): Reads {
  const known = byRoom.get(room) ?? makeReads(room, huying);
  byRoom.set(room, known);
  return known;
}
