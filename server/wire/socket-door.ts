import type { Server, Socket } from 'socket.io';
import type { Reply, WireFault } from '../../shared/contract.ts';
import { Fault } from '../../shared/faults.ts';
import type { PersonId } from '../../shared/ids.ts';
import { LONGEST_MS, within } from '../ops/within.ts';
import { personChannel, roomChannel, sessionChannel } from './channels.ts';
import type { Admission } from './admission.ts';
import type { Binding } from './bind.ts';
import { makeFloodCount } from './flood.ts';
import { answerInFrames } from './frame.ts';
import type { Gate } from './gate.ts';
import type { LiveCallers } from './live-callers.ts';
import type { TakeToken } from './pace.ts';
import type { Caller, Clock, Counters, Door, RoomAt } from './ports.ts';
import type { SlowReaders } from './slow-readers.ts';

export interface SocketDoorParts {
  gate: Gate;
  take: TakeToken;
  admission: Pick<Admission, 'enter'>;
  slow: Pick<SlowReaders, 'isCut'>;
  counters: Counters;
  /** Monotonic milliseconds. */
  tick: () => number;
  bindings: readonly Binding[];
  callerOf: (token: string) => Promise<{ caller: Caller; expiresAt: Date } | null>;
  /** Looks again at sockets whose people changed. */
  live: Pick<LiveCallers, 'mark' | 'connected'>;
  /** Hears who comes and goes. */
  presence: { came(personId: PersonId): void; left(personId: PersonId): void };
  isUnreachable: (error: unknown) => boolean;
  clock: Clock;
  onSurprise: (error: unknown, where: string) => string;
  /** Lets a socket hear a room, from the state of it at which its person sat there. */
  enter: (socket: Pick<Socket, 'id' | 'join'>, room: RoomAt) => Promise<void>;
  /** Proxies in front whose X-Forwarded-For is believed. */
  trustProxy: number;
}

interface SocketData {
  /** As they are now: replaced when they change. */
  caller: Caller;
  expiresAt: Date;
  /** Where this node stood in the log of revocations before the caller was looked up. */
  mark: number;
}

type AppSocket = Socket<Record<string, never>, Record<string, never>, Record<string, never>, SocketData>;
type Acknowledge = (reply: Reply<unknown>) => void;

/** The longest delay a timer can hold, in milliseconds. */
const LONGEST_TIMER = 2_147_483_647;

/** Signs sockets in at the handshake and binds every contract that goes through both doors. */
export function openSocketDoor(io: Server, parts: SocketDoorParts): void {
  const bindings = new Map(
    parts.bindings.filter((b) => b.request.doors === 'both').map((b) => [b.request.name, b]),
  );
  io.use((socket, next) => {
    void admit(parts, socket as AppSocket).then((refused) => next(refused ?? undefined));
  });
  io.on('connection', (plain) => {
    const socket = plain as AppSocket;
    const { caller } = socket.data;
    void socket.join([personChannel(caller.personId), sessionChannel(caller.sessionId)]);
    const door = doorOf(socket, parts);
    door.extend(socket.data.expiresAt);
    closeWhenAlone(socket);
    parts.presence.came(caller.personId);
    socket.on('disconnect', () => parts.presence.left(caller.personId));
    parts.live.connected(socket, socket.data.mark);
    answerInFrames(plain);
    const answer = answererOf(parts, plain);
    // One listener for all: a listener for each contract would cost every connection its memory and its time.
    plain.onAny((event: string, ...args: unknown[]) => {
      const binding = bindings.get(event);
      const { caller: now } = socket.data;
      answer(args, binding ? parts.gate(binding, args[0], now, door) : refuseUnknown(parts, now)); // even without input
    });
  });
}

/** Time to come in again on the same connection, ms. */
const ALONE_MS = 3_000;

/** A connection whose socket left, and did not come in again, has nothing to say any more. */
function closeWhenAlone(socket: AppSocket): void {
  const { conn } = socket;
  const arrivals = (arrivalsOn.get(conn) ?? 0) + 1;
  arrivalsOn.set(conn, arrivals);
  socket.once('disconnect', () => {
    if (conn.readyState !== 'open') return;
    const timer = setTimeout(() => {
      if (arrivalsOn.get(conn) === arrivals) conn.close();
    }, ALONE_MS).unref();
    conn.once('close', () => clearTimeout(timer));
  });
}

/** How often somebody came in on a connection. */
const arrivalsOn = new WeakMap<object, number>();

/** Gives answers to their acknowledgement callbacks; a socket that floods, or does not read its answers, is cut off. */
function answererOf({ slow, counters, tick }: SocketDoorParts, socket: Socket) {
  const isFlood = makeFloodCount(tick);
  return (args: readonly unknown[], work: Promise<Reply<unknown>>): void => {
    void work.then((reply) => {
      if (slow.isCut(socket)) return;
      if (!reply.ok && reply.fault.code === 'TOO_FAST' && isFlood()) {
        counters.count('flooders-cut');
        socket.disconnect(true);
      } else acknowledgeOf(args.at(-1))(reply);
    });
  };
}

/** Unknown events cost as much of the caller's pace as known ones. */
async function refuseUnknown({ take }: SocketDoorParts, caller: Caller): Promise<Reply<unknown>> {
  try {
    await take('read', caller.personId);
    return { ok: false, fault: { code: 'INVALID_INPUT', facts: { event: 'unknown' } } };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { ok: false, fault: { code: error.code, facts: error.facts } };
  }
}

/** Null when the token is good; otherwise the error socket.io hands to the client, with the fault as `data`. */
async function admit(parts: SocketDoorParts, socket: AppSocket): Promise<Error | null> {
  const token: unknown = socket.handshake.auth['token'];
  const mark = parts.live.mark();
  let leave: (() => void) | undefined;
  try {
    leave = parts.admission.enter('handshake');
    const found = typeof token === 'string' ? await within(LONGEST_MS, parts.callerOf(token)) : null;
    if (found === null) return refusal({ code: 'NOT_SIGNED_IN', facts: {} });
    socket.data = { ...found, mark };
    return null;
  } catch (error) {
    if (error instanceof Fault) return refusal({ code: error.code, facts: error.facts });
    if (parts.isUnreachable(error)) return refusal({ code: 'UNAVAILABLE', facts: { retryAfterMs: 1_000 } });
    return refusal({ code: 'INTERNAL', facts: { incident: parts.onSurprise(error, 'handshake') } });
  } finally {
    leave?.();
  }
}

const refusal = (fault: WireFault) => Object.assign(new Error(fault.code), { data: fault });

const acknowledgeOf = (reply: unknown): Acknowledge =>
  typeof reply === 'function' ? (reply as Acknowledge) : () => undefined;

function doorOf(socket: AppSocket, { clock, trustProxy, enter }: SocketDoorParts): Door {
  let end: NodeJS.Timeout | undefined;
  socket.on('disconnect', () => clearTimeout(end));
  return {
    kind: 'socket',
    address: addressOf(socket, trustProxy),
    enter: (room) => enter(socket, room),
    exit: (roomId) => Promise.resolve(socket.leave(roomChannel(roomId))),
    extend: (until) => {
      clearTimeout(end);
      const ms = until.getTime() - clock.now().getTime();
      end = setTimeout(() => socket.disconnect(true), Math.min(Math.max(ms, 0), LONGEST_TIMER)).unref();
    },
    cookie: { read: () => null, write: () => undefined, clear: () => undefined },
  };
}

function addressOf(socket: AppSocket, trustProxy: number): string {
  const forwarded = String(socket.handshake.headers['x-forwarded-for'] ?? '').split(',');
  // As express does it: of fewer entries than proxies the first.
  const believed = trustProxy > 0 ? forwarded[Math.max(0, forwarded.length - trustProxy)]?.trim() : undefined;
  return believed === undefined || believed === '' ? socket.handshake.address : believed;
}
