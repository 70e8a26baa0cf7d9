import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Pace } from '../../shared/contract.ts';
import { Fault } from '../../shared/faults.ts';
import type { Redis } from '../store/redis.ts';

/** Takes one token for `who`; throws TOO_FAST with `retryAfterMs` when there is none. */
export type TakeToken = (pace: Pace, who: string) => Promise<void>;

export interface PaceLimits {
  postPerSecond: number;
  uploadsPerMinute: number;
  readsPerSecond: number;
  actsPerSecond: number;
  looksPerMinute: number;
  knocksPerMinute: number;
}

/** Seconds over which is averaged: somebody may send a few quick lines, or open several rooms at once. */
const POST_WINDOW = 4;
const WINDOW = 10;

/**
 * Token buckets. Signed-in people are counted on their node (they have one or two sockets);
 * knocks at the door are counted in Redis for all nodes, in memory while Redis is away.
 */
export function makePace(redis: Redis, prefix: string, limits: PaceLimits): TakeToken {
  const knock = { points: limits.knocksPerMinute, duration: 60 };
  const buckets: Record<Pace, RateLimiterMemory | RateLimiterRedis> = {
    post: inMemory(limits.postPerSecond, POST_WINDOW),
    upload: new RateLimiterMemory({ points: limits.uploadsPerMinute, duration: 60 }),
    read: inMemory(limits.readsPerSecond, WINDOW),
    act: inMemory(limits.actsPerSecond, WINDOW),
    look: new RateLimiterMemory({ points: limits.looksPerMinute, duration: 60 }),
    knock: new RateLimiterRedis({
      storeClient: redis,
      useRedisPackage: true,
      keyPrefix: `${prefix}:knock`,
      insuranceLimiter: new RateLimiterMemory(knock),
      ...knock,
    }),
  };
  return async (pace, who) => {
    try {
      await buckets[pace].consume(who);
    } catch (error) {
      if (error instanceof RateLimiterRes)
        throw new Fault('TOO_FAST', { retryAfterMs: Math.max(1, error.msBeforeNext) });
      throw error;
    }
  };
}

const inMemory = (perSecond: number, duration: number) =>
  new RateLimiterMemory({ points: perSecond * duration, duration });
