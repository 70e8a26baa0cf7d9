import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import type { Reply, WireFault } from '../../../shared/contract.ts';
import { nodeDrained } from '../../../shared/presence.ts';
import { me } from '../../support/me.ts';

const LIFE_MS = 15 * 60_000;

/** The doors of a server and nothing behind them: it answers as a test says, and writes down what it is asked. */
export interface StandIn {
  readonly url: string;
  /** Tokens that came with a handshake, refused ones too. */
  readonly knocks: string[];
  /** What was asked through sockets, in order, with what came along. */
  readonly asked: { name: string; input: unknown }[];
  /** Faults for the next handshakes, then for the next questions of this name. */
  readonly refusals: { handshake: WireFault[]; [name: string]: WireFault[] };
  /** What questions of this name are answered with; others with an empty object. */
  readonly answers: Record<string, (input: unknown) => unknown>;
  /** While silent, neither handshakes nor questions are answered. */
  isSilent: boolean;
  /** Sockets that are connected. */
  readonly sockets: number;
  drain(withinMs: number): void;
  /** Breaks all connections there are. */
  cut(): void;
  count(name: string): number;
  close(): Promise<void>;
}

/** Brings it up on a free port; `now` is the time by which its tokens expire. */
export async function standIn(now: () => number): Promise<StandIn> {
  const asked: StandIn['asked'] = [];
  const knocks: string[] = [];
  const refusals: StandIn['refusals'] = { handshake: [] };
  const answers: StandIn['answers'] = {};
  let granted = 0;
  const answer = (name: string, input: unknown): Reply<unknown> => {
    asked.push({ name, input });
    const fault = refusals[name]?.shift();
    if (fault) return { ok: false, fault };
    return { ok: true, data: answers[name]?.(input) ?? {} };
  };
  const grant = () => {
    granted += 1;
    const expiresAt = new Date(now() + LIFE_MS).toISOString();
    return { accessToken: `access-${granted}`, expiresAt, refreshToken: `refresh-${granted}`, me };
  };
  answers['session:sign-in'] = grant;
  answers['session:refresh'] = grant;
  const http = createServer((request: IncomingMessage, response) => {
    const name = (request.url ?? '').replace('/api/v1/', '').replace('/', ':');
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer(name, null)));
  });
  const io = new Server(http);
  io.use((socket, next) => {
    knocks.push(String(socket.handshake.auth['token']));
    const fault = refusals.handshake.shift();
    if (!self.isSilent) next(fault && Object.assign(new Error(fault.code), { data: fault }));
  });
  io.on('connection', (socket: Socket) => {
    socket.onAny((name: string, input: unknown, reply: (answer: Reply<unknown>) => void) => {
      const given = answer(name, input);
      if (!self.isSilent) reply(given);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const self: StandIn = {
    isSilent: false,
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    knocks,
    asked,
    refusals,
    answers,
    get sockets() {
      return io.of('/').sockets.size;
    },
    cut: () => {
      for (const socket of io.of('/').sockets.values()) socket.conn.close();
    },
    drain: (withinMs) => io.emit(nodeDrained.name, { withinMs }),
    count: (name) => asked.filter((one) => one.name === name).length,
    close: async () => {
      await io.close();
    },
  };
  return self;
}
