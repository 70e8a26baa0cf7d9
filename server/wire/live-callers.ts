import type { PersonId } from '../../shared/ids.ts';
import type { Caller, Counters } from './ports.ts';

/** A socket of this node, and who calls through it. */
export interface CallingSocket {
  readonly id: string;
  readonly data: { caller: Caller };
  disconnect(close: boolean): unknown;
}

/** Sessions that ended and people who are somebody else now. */
interface Revoked {
  readonly sessionIds: readonly string[];
  readonly personIds: readonly PersonId[];
}

export interface LiveCallersParts {
  /** The log of revocations: numbered, the same for all nodes. */
  revocations: { last(): Promise<number>; after(n: number): Promise<(Revoked & { n: number })[]> };
  /** Who these callers are now; null: nobody any more. */
  callersNow: (claims: readonly Pick<Caller, 'sessionId' | 'personId'>[]) => Promise<(Caller | null)[]>;
  /** This node's sockets, at the moment. */
  sockets: () => Iterable<CallingSocket>;
  socketsOf: (revoked: Revoked) => Iterable<CallingSocket>;
  counters: Counters;
  onError: (error: unknown) => void;
}

/** Keeps sockets true to who their people are: gone within a second after a revocation, whatever broadcast was lost. */
export interface LiveCallers {
  start(): Promise<void>;
  stop(): void;
  /** Where in the log this node stands: to be noted before a caller is looked up at a handshake … */
  mark(): number;
  /** … and given when the socket is connected: what was revoked in between did not find it. */
  connected(socket: CallingSocket, mark: number): void;
}

const POLL_MS = 500;
/** A log that was lost by a crash is made up for by looking at everybody once in this many polls: 50 s. */
const ROUND = 100;
const LEAST_SLICE = 50;
const TOGETHER = 500; // sockets looked up by one pair of statements

/** Follows the log of revocations, and besides that looks at all sockets slowly. */
export function makeLiveCallers(parts: LiveCallersParts): LiveCallers {
  const { revocations, sockets, socketsOf } = parts;
  let position = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const doubtful = new Set<CallingSocket>();
  const rounds = slices(sockets);

  async function poll(): Promise<void> {
    for (const entry of await revocations.after(position)) {
      position = entry.n; // before they are looked at: who connects from now on was read after the entry was written
      for (const socket of socketsOf(entry)) doubtful.add(socket);
    }
    const now = [...doubtful];
    await recheck(parts, [...now, ...rounds()]);
    for (const socket of now) doubtful.delete(socket);
  }

  const next = () => {
    if (!stopped) timer = setTimeout(() => void poll().catch(parts.onError).finally(next), POLL_MS).unref();
  };
  return {
    async start() {
      position = await revocations.last();
      next();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
    mark: () => position,
    connected(socket, mark) {
      if (mark !== position) doubtful.add(socket);
    },
  };
}

/** Gives all sockets in slices, each once a round. */
function slices(sockets: () => Iterable<CallingSocket>): () => CallingSocket[] {
  let left: CallingSocket[] = [];
  let slice = LEAST_SLICE;
  let polls = 0;
  return () => {
    if (polls % ROUND === 0) {
      left = [...sockets()];
      slice = Math.max(LEAST_SLICE, Math.ceil(left.length / (ROUND - 1)));
    }
    polls += 1;
    return left.splice(0, slice);
  };
}

async function recheck(parts: LiveCallersParts, sockets: readonly CallingSocket[]): Promise<void> {
  for (let from = 0; from < sockets.length; from += TOGETHER) {
    const some = sockets.slice(from, from + TOGETHER);
    const callers = await parts.callersNow(some.map((s) => s.data.caller));
    some.forEach((socket, i) => {
      const caller = callers[i];
      if (caller) socket.data.caller = caller;
      else {
        parts.counters.count('revoked');
        socket.disconnect(true);
      }
    });
  }
}
