import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { Fault } from '../../../shared/faults.ts';
import type { RoomId } from '../../../shared/ids.ts';
import type { Redis } from '../../store/redis.ts';

/** How much bots may say in a room, all of them together, and how long one waits for its turn. */
export interface TurnLimits {
  readonly messages: number;
  readonly perSeconds: number;
  readonly longestWaitMs: number;
  /** How many may wait on one node; more are refused at once. */
  readonly mostWaiting: number;
}

/** What the product runs with. */
export const TURN_LIMITS: TurnLimits = {
  messages: 20,
  perSeconds: 60,
  longestWaitMs: 10_000,
  mostWaiting: 100,
};

export interface TurnParts {
  readonly redis: Redis;
  readonly prefix: string;
  readonly limits: TurnLimits;
  readonly wait: (ms: number) => Promise<unknown>;
}

/** Returns when a bot may speak in this room; throws TOO_FAST with `retryAfterMs` when that would take too long. */
export type TakeTurn = (roomId: RoomId) => Promise<void>;

/** Counted in Redis for all nodes; in memory while Redis is away. */
export function makeTakeTurn({ redis, prefix, limits, wait }: TurnParts): TakeTurn {
  const limit = { points: limits.messages, duration: limits.perSeconds };
  const bucket = new RateLimiterRedis({
    storeClient: redis,
    useRedisPackage: true,
    keyPrefix: `${prefix}:bot`,
    insuranceLimiter: new RateLimiterMemory(limit),
    ...limit,
  });
  let waiting = 0;

  /** Null: it is the turn; otherwise how long there will be none. */
  const tryNow = (roomId: RoomId): Promise<number | null> =>
    bucket.consume(roomId).then(
      () => null,
      (refused: unknown) => {
        if (refused instanceof RateLimiterRes) return Math.max(1, refused.msBeforeNext);
        throw refused;
      },
    );

  return async (roomId) => {
    let patience = limits.longestWaitMs;
    for (;;) {
      const ms = await tryNow(roomId);
      if (ms === null) return;
      patience -= ms;
      if (patience < 0 || waiting >= limits.mostWaiting) throw new Fault('TOO_FAST', { retryAfterMs: ms });
      waiting += 1;
      await wait(ms).finally(() => (waiting -= 1));
    }
  };
}
