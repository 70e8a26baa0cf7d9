import type * as z from 'zod/mini';
import type { FaultCode } from './faults.ts';

/** Who may knock: `anyone` (before sign-in) or only a signed-in person. */
type Knocker = 'anyone' | 'signed-in';

/**
 * A question to the server: one input, one answer, a closed list of refusals.
 * It goes through two doors, the socket (`emit(name, input, ack)`) and HTTP (`POST /api/v1/<noun>/<verb>`),
 * with the same meaning. `doors: 'http'` keeps it off the socket (sign-in, which sets cookies).
 */
export interface Request<
  N extends string = string,
  I extends z.ZodMiniType = z.ZodMiniType,
  O extends z.ZodMiniType = z.ZodMiniType,
  W extends Knocker = Knocker,
> {
  readonly name: N;
  /** One English sentence for PROTOCOL.md and OpenAPI. */
  readonly summary: string;
  readonly who: W;
  readonly doors: 'both' | 'http';
  /** Which token bucket it draws from; the sizes are configuration. */
  readonly pace: Pace;
  readonly input: I;
  readonly output: O;
  /** Refusals besides those of EVERY_REQUEST. */
  readonly faults: readonly FaultCode[];
}

/**
 * Token buckets: `post` speaks in rooms, `upload` sends files, `read` fetches, `act` changes the record, `look` shows what is
 * masked elsewhere, `knock` tries to sign in.
 */
export const PACES = ['post', 'upload', 'read', 'act', 'look', 'knock'] as const;
export type Pace = (typeof PACES)[number];

/** A fact that the server tells sockets. Names are past tense. It may be lost: clients catch up by number. */
export interface Broadcast<N extends string = string, B extends z.ZodMiniType = z.ZodMiniType> {
  readonly name: N;
  readonly summary: string;
  /** Who hears it: everyone with the room open, or the sockets of named persons. */
  readonly to: 'room' | 'person';
  readonly body: B;
}

/** Work for the queue. Data are ids only: the truth is re-read when the job runs. */
export interface Job<N extends string = string, D extends z.ZodMiniType = z.ZodMiniType> {
  readonly name: N;
  readonly summary: string;
  readonly data: D;
}

/** A refusal as it travels. `facts` are ids, limits, milliseconds, paths; never prose. */
export interface WireFault {
  code: FaultCode;
  facts: Readonly<Record<string, unknown>>;
}

/** What comes back for a request through either door. */
export type Reply<T> = { ok: true; data: T } | { ok: false; fault: WireFault };

/** Every request may answer with these, so contracts do not repeat them. */
export const EVERY_REQUEST = [
  'INVALID_INPUT',
  'NOT_SIGNED_IN',
  'TOO_FAST',
  'STATE_SECRET',
  'UNAVAILABLE',
  'INTERNAL',
] as const satisfies readonly FaultCode[];

/** Makes a request contract; signed in, both doors, pace `read` unless it says otherwise. */
export const request = <
  const N extends string,
  I extends z.ZodMiniType,
  O extends z.ZodMiniType,
  const W extends Knocker = 'signed-in',
>(
  spec: Pick<Request<N, I, O>, 'name' | 'summary' | 'input' | 'output'> &
    Partial<Omit<Request<N, I, O>, 'who'>> & { readonly who?: W },
): Request<N, I, O, W> => ({
  who: 'signed-in' as W, // the default of W; a spec that says otherwise overrides it
  doors: 'both',
  pace: 'read',
  faults: [],
  ...spec,
});

/** Makes a broadcast contract. */
export const broadcast = <const N extends string, B extends z.ZodMiniType>(spec: Broadcast<N, B>) => spec;

/** Makes a job contract. */
export const job = <const N extends string, D extends z.ZodMiniType>(spec: Job<N, D>) => spec;
