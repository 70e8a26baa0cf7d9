import { chmodSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type ListenOptions, type Server } from 'node:net';
import { ClientConnection } from './client-connection.ts';
import type { Parts } from './commands/call.ts';
import { Cursors } from './cursors.ts';
import { openEngine, type PostgresAddress } from './engine/engine.ts';
import { forgetOldWrites, setUp } from './engine/setup.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { Sessions } from './sessions.ts';
import { Turns } from './turns.ts';

/** What a gateway is told: the PostgreSQL behind it, where to listen, and where to say so. */
export type GatewayOptions = {
  postgres: PostgresAddress;
  /** loopback only: there are no users and no passwords here */
  host: '127.0.0.1';
  /** 0: a free one */
  port: number;
  /** the path of a Unix socket to listen at as well: a statement over it costs its sender half */
  socket?: string;
  say: (line: string) => void;
  limits?: Partial<Limits>;
};

/** A gateway that listens. close() answers what is under way, aborts open transactions, and lets PostgreSQL go. */
export type Gateway = { port: number; close(): Promise<void> };

const SWEEP = 500;
const FORGET = 60_000;

/** Speaks MongoDB's wire protocol in front of DocumentDB; throws when the host is not loopback or PostgreSQL is not there. */
export const openGateway = async (options: GatewayOptions): Promise<Gateway> => {
  if (!isLoopback(options.host))
    throw new Error(`The gateway listens on loopback only, not on ${options.host}`);
  const limits = { ...defaultLimits, ...options.limits };
  const engine = openEngine(options.postgres, limits);
  const clients = new Set<ClientConnection>();
  const server = createServer();
  const near = createServer();
  const parts: Parts = {
    engine,
    limits,
    sessions: new Sessions(limits),
    cursors: new Cursors(engine),
    turns: new Turns(),
    port: () => (server.address() as AddressInfo).port,
    clients: () => clients.size,
  };
  try {
    await setUp(engine);
    accept([server, near], clients, parts);
    await listen(server, { host: options.host, port: options.port });
    if (options.socket) await listenNear(near, options.socket);
  } catch (error) {
    server.close();
    await engine.close();
    throw error;
  }
  const port = parts.port();
  options.say(`The database gateway listens on ${options.host}:${port}, which only this machine can reach.`);
  const stopSweeping = sweep(parts);
  return {
    port,
    async close() {
      stopSweeping();
      await hangUp([server, near], clients, limits.drain);
      parts.sessions.endAll();
      await engine.close();
    },
  };
};

const isLoopback = (host: string): boolean => host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

const accept = (servers: readonly Server[], clients: Set<ClientConnection>, parts: Parts): void => {
  let met = 0;
  for (const server of servers)
    server.on('connection', (socket) => {
      const client = new ClientConnection(socket, (met += 1), parts);
      clients.add(client);
      socket.once('close', () => clients.delete(client));
    });
};

const listen = (server: Server, at: ListenOptions): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ ...at, backlog: 1024 }, resolve);
  });

const listenNear = async (server: Server, path: string): Promise<void> => {
  rmSync(path, { force: true }); // of a gateway that was killed
  await listen(server, { path });
  chmodSync(path, 0o700);
};

const sweep = ({ sessions, cursors, engine, limits }: Parts): (() => void) => {
  const often = setInterval(() => {
    sessions.sweep();
    cursors.sweep(limits.cursorIdle);
  }, SWEEP);
  const seldom = setInterval(() => void forgetOldWrites(engine).catch(() => undefined), FORGET);
  return () => {
    clearInterval(often);
    clearInterval(seldom);
  };
};

const hangUp = async (
  servers: readonly Server[],
  clients: Set<ClientConnection>,
  drain: number,
): Promise<void> => {
  const closed = Promise.all(
    servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
  );
  for (const client of clients) client.close();
  const late = setTimeout(() => {
    for (const client of clients) client.destroy();
  }, drain);
  await closed;
  clearTimeout(late);
};
