import type * as z from 'zod/mini';
import type { Reply } from '../shared/contract.ts';
import { Fault } from '../shared/faults.ts';
import type { KnownRequest } from '../shared/protocol.ts';
import type { Post } from './http.ts';
import type { Line } from './line.ts';
import { backoff, between, sleep, type Parts } from './parts.ts';
import { opened, type Session } from './session.ts';

/** A question and its answer; throws the server's Fault. */
export type Ask = <R extends KnownRequest>(
  request: R,
  input: z.input<R['input']>,
) => Promise<z.output<R['output']>>;

/** How a client puts questions. */
export interface Asking {
  /** With patience: refusals that pass by themselves are waited out, some seconds at most. */
  readonly ask: Ask;
  /** One try by the better door, and a second one only with a fresh token. */
  readonly once: Ask;
  /** One try through the socket alone. */
  readonly bySocket: Ask;
}

/** Besides all that only reads: what has a key of its own, or says how things shall be. */
const REPEAT_SAFE: ReadonlySet<string> = new Set([
  'message:post',
  'announcement:post',
  'message:edit',
  'message:recall',
  'message:react',
  'message:pin',
  'message:report',
  'room:set-state',
  'member:mute',
  'contact:record',
  'hand-over:start',
  'track:name-contacts',
  'notice:read',
  'file:begin',
  'voice:hear',
  'transcript:correct',
] satisfies KnownRequest['name'][]);

/** Acts bear a key of their own: a repeat answers with what was kept. */
const isKeyed = ({ input }: KnownRequest): boolean => 'shape' in input && 'actKey' in input.shape;

const TRIES = 5;
const PATIENCE_MS = 15_000;

/** TOO_FAST was refused before anything was done; UNAVAILABLE may have been lost on the way back. */
function isWorthRepeating(request: KnownRequest, error: unknown): error is Fault {
  if (!(error instanceof Fault)) return false;
  if (error.code === 'TOO_FAST') return true;
  return (
    error.code === 'UNAVAILABLE' &&
    (request.pace === 'read' || REPEAT_SAFE.has(request.name) || isKeyed(request))
  );
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

  const byHttp = async (request: KnownRequest, input: unknown): Promise<Reply<unknown>> => {
    if (request.who === 'anyone') return post(request, input, null);
    const token = await session.token();
    const reply = await post(request, input, token);
    if (reply.ok || reply.fault.code !== 'NOT_SIGNED_IN') return reply;
    session.refused(token);
    return post(request, input, await session.token());
  };

  const once: Ask = async (request, input) => {
    if (line.connection !== null && request.doors === 'both') {
      const reply = await line.ask(request, input);
      // The socket has outlived its token and is about to be closed.
      if (reply.ok || reply.fault.code !== 'NOT_SIGNED_IN') return opened(reply) as never;
    }
    return opened(await byHttp(request, input)) as never;
  };

  return {
    once,
    bySocket: async (request, input) => opened(await line.ask(request, input)) as never,
    async ask(request, input) {
      let patience = PATIENCE_MS;
      for (let attempt = 0; ; attempt += 1) {
        try {
          return await once(request, input);
        } catch (error) {
          if (!isWorthRepeating(request, error) || attempt + 1 >= TRIES) throw error;
          const wait = waitFor(error, attempt, parts.random);
          patience -= wait;
          if (patience < 0) throw error;
          await sleep(parts.timers, wait);
        }
      }
    },
  };
}
