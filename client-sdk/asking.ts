import type { Reply } from '../shared/contract.ts';
import { Fault } from '../shared/faults.ts';
import type { AnswerOf, InputOf, RequestName } from '../shared/protocol.ts';
import type { Post } from './http.ts';
import type { Line } from './line.ts';
import { backoff, between, sleep, type Parts } from './parts.ts';
import { ASKED_BY_ANYONE, HTTP_ONLY, READS, SAFE_AGAIN } from './request-kinds.ts';
import { opened, type Session } from './session.ts';

/** A question and its answer; throws the server's Fault. */
export type Ask = <N extends RequestName>(name: N, input: InputOf<N>) => Promise<AnswerOf<N>>;

/** How a client puts questions. */
export interface Asking {
  /** With patience: refusals that pass by themselves are waited out, some seconds at most. */
  readonly ask: Ask;
  /** One try by the better door, and a second one only with a fresh token. */
  readonly once: Ask;
  /** One try through the socket alone. */
  readonly bySocket: Ask;
}

/** Acts bear a key of their own: a repeat answers with what was kept. */
const isKeyed = (input: object): boolean => 'actKey' in input;

const TRIES = 5;
const PATIENCE_MS = 15_000;

/** TOO_FAST was refused before anything was done; UNAVAILABLE may have been lost on the way back. */
function isWorthRepeating(name: RequestName, input: object, error: unknown): error is Fault {
  if (!(error instanceof Fault)) return false;
  if (error.code === 'TOO_FAST') return true;
  return error.code === 'UNAVAILABLE' && (READS.has(name) || SAFE_AGAIN.has(name) || isKeyed(input));
}

/** How long the server, or good manners, want us to wait before the n-th repeat. */
export function waitFor(fault: Fault, attempt: number, random: () => number): number {
  const asked = Number(fault.facts['retryAfterMs'] ?? 0);
  if (asked > 0) return asked + between(random, 0, Math.min(asked, 2_000) / 2);
  return backoff(random, attempt);
}

/** Makes the asking of one client. */
export function makeAsking(o: { session: Session; line: Line; post: Post; parts: Parts }): Asking {
  const { session, line, post, parts } = o;

  const byHttp = async (name: RequestName, input: unknown): Promise<Reply<unknown>> => {
    if (ASKED_BY_ANYONE.has(name)) return post(name, input, null);
    const token = await session.token();
    const reply = await post(name, input, token);
    if (reply.ok || reply.fault.code !== 'NOT_SIGNED_IN') return reply;
    session.refused(token);
    return post(name, input, await session.token());
  };

  const once: Ask = async (name, input) => {
    if (line.connection !== null && !HTTP_ONLY.has(name)) {
      const reply = await line.ask(name, input);
      // The socket has outlived its token and is about to be closed.
      if (reply.ok || reply.fault.code !== 'NOT_SIGNED_IN') return opened(reply) as never;
    }
    return opened(await byHttp(name, input)) as never;
  };

  return {
    once,
    bySocket: async (name, input) => opened(await line.ask(name, input)) as never,
    async ask(name, input) {
      let patience = PATIENCE_MS;
      for (let attempt = 0; ; attempt += 1) {
        try {
          return await once(name, input);
        } catch (error) {
          if (!isWorthRepeating(name, input, error) || attempt + 1 >= TRIES) throw error;
          const wait = waitFor(error, attempt, parts.random);
          patience -= wait;
          if (patience < 0) throw error;
          await sleep(parts.timers, wait);
        }
      }
    },
  };
}
