import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import { EVERY_REQUEST, type Reply } from '../../../shared/contract.ts';
import { broadcasts } from '../../../shared/protocol.ts';
import { type Random } from '../../../demo/random.ts';
import { until } from '../../support/until.ts';
import { expectFactsOnly } from './expect-refused.ts';
import { type Asked, askingFrame, brokenFrames, type Pool } from './frames.ts';
import { type RawSocket, rawSocket } from './raw-socket.ts';

/** What a storm came to. */
export interface Tally {
  sent: number;
  /** Answers by outcome: `ok` or the fault's code. */
  readonly outcomes: Map<string, number>;
  /** Requests that were answered at least once. */
  readonly answered: Set<string>;
  readonly heard: Set<string>;
  /** Sockets that the server cut although nothing broken was sent. */
  cut: number;
  sockets: number;
}

export const newTally = (): Tally => ({
  ...{ sent: 0, outcomes: new Map(), answered: new Set(), heard: new Set(), cut: 0, sockets: 0 },
});

/** Frames one socket sends before it breaks off. */
const A_SOCKET = 300;
/** Frames sent without waiting. */
const AT_ONCE = 100;
const PATIENCE_MS = 60_000;

interface Storm {
  url: string;
  token: string;
  pool: Pool;
  random: Random;
  tally: Tally;
}

/** One socket's life: asks, looks at every answer, ends with frames that break the protocol, and is cut. */
export async function blow({ url, token, pool, random, tally }: Storm): Promise<void> {
  const socket = await rawSocket(url, token);
  tally.sockets += 1;
  let seen = 0;
  for (let from = 0; from < A_SOCKET && socket.isOpen; from += AT_ONCE) {
    const asked = Array.from({ length: AT_ONCE }, (_, i) => askingFrame(random, pool, from + i));
    for (const { frame } of asked) socket.send(frame);
    tally.sent += asked.length;
    const open = new Map(asked.flatMap((one) => (one.id === null ? [] : [[one.id, one] as const])));
    await until(
      'every request is answered',
      () => {
        for (; seen < socket.heard.length; seen++) look(socket.heard[seen] ?? '', open, tally);
        return open.size === 0 || !socket.isOpen;
      },
      PATIENCE_MS,
    );
  }
  if (!socket.isOpen) tally.cut += 1;
  await breakOff(socket, random, tally);
}

async function breakOff(socket: RawSocket, random: Random, tally: Tally): Promise<void> {
  const frames = [...brokenFrames(random), 'x']; // some close a namespace only
  for (const frame of frames) socket.send(frame);
  tally.sent += frames.length;
  await until(`the socket is cut after ${String(frames)}`, () => !socket.isOpen, PATIENCE_MS);
}

/** Looks at one frame that came: an answer to what is open, or something told. */
function look(text: string, open: Map<number, Asked>, tally: Tally): void {
  const [, kind, id = '', body = ''] = /^4(2|3)(\d*)(\[.*)$/s.exec(text) ?? [];
  if (kind === '2') lookAtTold(body, tally);
  if (kind !== '3') return;
  const asked = open.get(Number(id));
  if (!asked) throw new Error(`an answer to nothing: ${text}`);
  open.delete(Number(id));
  const [reply] = JSON.parse(body) as [Reply<unknown>];
  lookAtReply(asked, reply, tally);
}

function lookAtReply({ frame, request }: Asked, reply: Reply<unknown>, tally: Tally): void {
  const outcome = reply.ok ? 'ok' : reply.fault.code;
  tally.outcomes.set(outcome, (tally.outcomes.get(outcome) ?? 0) + 1);
  const promised = ['ok', ...EVERY_REQUEST.filter((code) => code !== 'INTERNAL'), ...(request?.faults ?? [])];
  if (!promised.includes(outcome)) throw new Error(`${outcome} in answer to ${frame}`);
  if (!reply.ok) {
    expectFactsOnly(reply.fault);
    return;
  }
  if (request === null) throw new Error(`nobody knows this, and it was answered: ${frame}`);
  tally.answered.add(request.name);
  if (!isDeepStrictEqual(request.output.parse(reply.data), reply.data))
    throw new Error(`more than the contract says in answer to ${frame}`);
}

function lookAtTold(body: string, tally: Tally): void {
  const [name, told] = JSON.parse(body) as [string, unknown];
  const contract = broadcasts.find((b) => b.name === name);
  if (!contract) throw new Error(`nobody knows the broadcast ${name}`);
  tally.heard.add(name);
  expect(contract.body.parse(told), name).to.deep.equal(told);
}
