import type { Server as HttpServer } from 'node:http';
import type { Socket as TcpSocket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Server } from 'socket.io';
import { nodeDrained } from '../../shared/presence.ts';
import type { Admission } from './admission.ts';
import { cutLine, type Line } from './frame.ts';

export interface DrainParts {
  http: HttpServer;
  /** Cuts what is left of the connections to `http`. */
  cutConnections: () => void;
  io: Server;
  admission: Pick<Admission, 'close' | 'busy'>;
  /** Time until the last socket is closed; 0: at once. */
  withinMs: number;
}

const LOOK_MS = 20;
/** Longest that requests under way are waited for when the sockets' time is over. */
const PATIENCE_MS = 5_000;

/** The part of the time in which clients shall begin to move; in the rest the last of them arrive and hang up here. */
const MOVING = 0.6;
/** The part at the end in which those who did not move are closed, at random moments. */
const CLOSING = 0.1;

/**
 * Stops the doors without losing anything: nobody comes in any more, sockets are told to go elsewhere, those that did
 * not are closed at the end, and what is being worked on is answered. When all have gone nobody is waited for.
 */
export async function drain({ http, cutConnections, io, admission, withinMs }: DrainParts): Promise<void> {
  admission.close();
  const closed = new Promise((resolve) => http.close(resolve));
  const { sockets } = io.of('/');
  if (withinMs > 0) {
    io.local.emit(nodeDrained.name, nodeDrained.body.parse({ withinMs: Math.round(withinMs * MOVING) }));
    const haveGone = () => sockets.size === 0;
    await waitUntil(haveGone, withinMs * (1 - CLOSING));
    for (const socket of sockets.values())
      setTimeout(() => socket.disconnect(true), Math.random() * withinMs * CLOSING).unref();
    await waitUntil(haveGone, withinMs * CLOSING);
  }
  await waitUntil(() => admission.busy() === 0, PATIENCE_MS);
  io.local.disconnectSockets(true);
  // A reader that does not read would be waited for half a minute.
  for (const line of linesOf(io)) cutLine(line);
  cutConnections();
  await closed;
}

/**
 * Knows the connections of a server from now on. A websocket that says good-bye to somebody who is gone belongs to
 * neither the server nor the engine any more, and would be waited for half a minute.
 */
export function watchConnections(http: HttpServer): () => void {
  const open = new Set<TcpSocket>();
  http.on('connection', (tcp) => {
    open.add(tcp);
    tcp.once('close', () => open.delete(tcp));
  });
  return () => {
    for (const tcp of open) tcp.destroy();
  };
}

async function waitUntil(holds: () => boolean, patience: number): Promise<void> {
  for (let waited = 0; waited < patience && !holds(); waited += LOOK_MS) await pause(LOOK_MS);
}

/** All lines of the engine, also of who was not let in; it keeps them to itself. */
const linesOf = (io: Server): Line[] =>
  Object.values((io.engine as unknown as { clients?: Record<string, Line> }).clients ?? {});
