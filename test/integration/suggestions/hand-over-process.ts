import type { HandOverId } from '../../../shared/ids.ts';
import { systemClock } from '../../../server/ops/clock.ts';
import { connectMongo } from '../../../server/store/mongo.ts';
import { connectRedis } from '../../../server/store/redis.ts';
import { furnish } from './house.ts';

/** A process of its own that carries out one hand-over, to be killed in the middle. */
const { MONGODB_URL = '', DATABASE = '', REDIS_URL = '', PREFIX: prefix = '', HAND_OVER } = process.env;
const database = await connectMongo(MONGODB_URL, DATABASE);
const redis = await connectRedis(REDIS_URL, () => undefined);
const { suggestions } = furnish({ database, redis, prefix, clock: systemClock });
await suggestions.handOver.run(HAND_OVER as HandOverId);
process.exit(0);
