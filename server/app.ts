import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import express from 'express';
import { Server } from 'socket.io';
import { sweepDuties } from '../shared/notices.ts';
import { BadConfig, type Config } from './config.ts';
import { deliverReminderJob } from './jobs/deliver-reminder.job.ts';
import { handOverJob } from './jobs/hand-over.job.ts';
import { makeRunner } from './jobs/runner.ts';
import { sweepDutiesJob } from './jobs/sweep-duties.job.ts';
import { makeNotices } from './notices/index.ts';
import { connectEngines } from './ops/check-engines.ts';
import { makeSharedClock, newId } from './ops/clock.ts';
import { makeHealth } from './ops/health.ts';
import { makeLog, makeOnSurprise } from './ops/log.ts';
import { makeMetrics } from './ops/metrics.ts';
import { makeCalendar, makeOrg } from './org/index.ts';
import { makePeople, may, PEOPLE_LIMITS, type PeopleLimits } from './people/index.ts';
import { makeRooms } from './rooms/index.ts';
import { connectMongo, isUnreachable as isMongoUnreachable } from './store/mongo.ts';
import { connectRedis, isRedisUnreachable } from './store/redis.ts';
import { makeSealer } from './store/sealed.ts';
import { makeSuggestions } from './suggestions/index.ts';
import { personChannel, type RoomAdapter, roomAdapter, sessionChannel } from './wire/adapter.ts';
import { makeAdmission, watchLag } from './wire/admission.ts';
import { drain, watchConnections } from './wire/drain.ts';
import { makeGate } from './wire/gate.ts';
import { makeHttpDoor } from './wire/http-door.ts';
import { makeLiveCallers } from './wire/live-callers.ts';
import { makeSlowReaders } from './wire/slow-readers.ts';
import { makePace } from './wire/pace.ts';
import type { Clock } from './wire/ports.ts';
import { noRelay, redisRelay } from './wire/relay.ts';
import { openSocketDoor } from './wire/socket-door.ts';
import { makeTell } from './wire/tell.ts';
import { makeWebFiles, securityHeaders } from './wire/web-files.ts';

export interface Surroundings {
  config: Config;
  /** Where the engines are: from the configuration, or brought up by main.ts. */
  mongodbUrl: string;
  redisUrl: string;
  secrets: Secrets;
  clock?: Clock;
  /** Terms and costs of sign-in; tests make hashing cheap. */
  limits?: PeopleLimits;
}

/** From the configuration; a start that is not production may make its own. */
export interface Secrets {
  token: Uint8Array;
  /** Newest first. */
  data: readonly Uint8Array[];
}

const MOST_FRAME_BYTES = 64 * 1024;
/** A connection that does not come in is closed: after longer than an engine that is away holds somebody up at the door. */
const JOIN_WITHIN_MS = 25_000;
const isUnreachable = (error: unknown) => isMongoUnreachable(error) || isRedisUnreachable(error);

export type Parts = Awaited<ReturnType<typeof buildParts>>;

/** The one place where parts meet; no container, read it top to bottom. Serves the server, the worker and the command line. */
export async function buildParts(surroundings: Surroundings) {
  const { config, mongodbUrl, redisUrl, secrets, limits = PEOPLE_LIMITS } = surroundings;
  const log = makeLog(config.HUYING_LOG);
  const onSurprise = makeOnSurprise(log, newId);
  const onLine = (error: unknown) => log.warn({ err: error }, 'redis connection');
  const unlessAway = (where: string) => (error: unknown) => {
    if (!isUnreachable(error)) onSurprise(error, where);
  };

  // Engines
  const jobsUrl = config.REDIS_JOBS_URL || redisUrl;
  const { database, redis } = await connectEngines({
    mongo: () => connectMongo(mongodbUrl, config.MONGODB_DATABASE),
    redis: () => connectRedis(redisUrl, onLine),
    jobs: jobsUrl === redisUrl ? null : () => connectRedis(jobsUrl, onLine),
    warn: (message) => log.warn(message),
  });
  const shared = await makeSharedClock({
    askTime: () => database.time(),
    warn: (aheadMs) =>
      log.warn({ aheadMs }, 'the clock of this machine is wrong; that of the database is followed'),
  });
  const clock = surroundings.clock ?? shared;
  const runner = await makeRunner({ redisUrl: jobsUrl, prefix: config.REDIS_PREFIX, log });

  // Hop 4: sockets of all nodes, whether or not this process has any
  const alone = config.HUYING_ADAPTER === 'memory';
  const relay = alone ? noRelay : await redisRelay(redis, redisUrl, onLine);
  const metrics = makeMetrics({
    sockets: () => io.of('/').sockets.size,
    depths: () => runner.depths(),
    clockAheadMs: shared.aheadMs,
  });
  const { counters } = metrics;
  const slow = makeSlowReaders({
    limits: { slow: config.HUYING_SLOW_BYTES, cut: config.HUYING_CUT_BYTES },
    headsOf: (personId, roomIds) => rooms.headsOf(personId, roomIds),
    ...{ counters, onError: unlessAway('slow readers') },
  });
  const io: Server = new Server({
    adapter: roomAdapter({
      ...{ relay, counters, prefix: config.REDIS_PREFIX },
      sitting: (roomId) => rooms.sitting(roomId), // rooms are built below
      ...{ slow, onError: unlessAway('adapter') },
    }),
    maxHttpBufferSize: MOST_FRAME_BYTES,
    connectTimeout: JOIN_WITHIN_MS,
    perMessageDeflate: false,
    serveClient: false,
  });
  const tell = makeTell(io);

  // Features, each built from those before it
  const sealer = makeSealer(secrets.data);
  const base = { database, clock, newId, tell };
  const org = makeOrg({ ...base, sealer, may, onPeopleChanged: (ids) => people.peopleChanged(ids) });
  const calendar = makeCalendar({ database });
  const people = makePeople({
    ...base,
    org,
    limits,
    secrets: { token: secrets.token },
  });
  const rooms = makeRooms({
    ...{ ...base, redis, prefix: config.REDIS_PREFIX, org, sealer, may, onSurprise, counters },
    limits: {
      editMs: config.HUYING_EDIT_MINUTES * 60_000,
      recallMs: config.HUYING_RECALL_MINUTES * 60_000,
    },
    presenceDays: config.HUYING_PRESENCE_DAYS,
  });
  const notices = makeNotices({
    ...base,
    org,
    calendar,
    rooms,
    may,
    enqueue: runner.enqueue,
    tracksOf: (ids) => suggestions.record.tracksOf(ids), // the record is built next; it is read when a reminder is due
  });
  const suggestions = makeSuggestions({
    ...base,
    org,
    calendar,
    may,
    rooms,
    duties: notices.duties,
    enqueue: runner.enqueue,
    onSurprise,
    isUnreachable,
  });
  await database.ready();

  return {
    ...{
      config,
      clock,
      shared,
      log,
      onSurprise,
      database,
      redis,
      io,
      runner,
      metrics,
      slow,
      tell,
      unlessAway,
    },
    ...{ org, calendar, people, rooms, notices, suggestions },
    bindings: [org, people, rooms, notices, suggestions].flatMap((feature) => feature.bindings),
    /** Closes what was opened here; call after the doors are shut and the workers idle. */
    async close(): Promise<void> {
      suggestions.handOver.stop();
      shared.stop();
      await rooms.presence.stop();
      await rooms.flush();
      // A worker or the command line opened no door: there is an adapter to close, but no engine.
      const opened = (io.engine as typeof io.engine | undefined) !== undefined;
      await (opened ? io.close() : io.of('/').adapter.close());
      await runner.close();
      await relay.close();
      await redis.close();
      await database.close();
    },
  };
}

export interface Running {
  url: string;
  /** No new work; what is under way is finished. */
  stop(): Promise<void>;
}

/** Opens both doors and serves the web client from `webFolder`. */
export async function startWeb(parts: Parts, webFolder: string): Promise<Running> {
  const { config, io, people, bindings, clock, log, onSurprise, database, redis, metrics, slow, unlessAway } =
    parts;
  const { presence } = parts.rooms;
  let stopping = false;
  const tick = () => performance.now();
  const lag = watchLag();
  const admission = makeAdmission({
    limits: { handshakes: config.HUYING_HANDSHAKES_AT_ONCE, requests: config.HUYING_REQUESTS_AT_ONCE },
    ...{ lagMs: lag.ms, tick },
    counters: metrics.counters,
  });
  const take = makePace(redis, config.REDIS_PREFIX, {
    postPerSecond: config.HUYING_POST_PER_SECOND,
    readsPerSecond: config.HUYING_READS_PER_SECOND,
    actsPerSecond: config.HUYING_ACTS_PER_SECOND,
    knocksPerMinute: config.HUYING_KNOCKS_PER_MINUTE,
  });
  const gate = makeGate({
    ...{ take, admission, isUnreachable, onSurprise, tick },
    onDone: ({ request, outcome, ms, personId }) => {
      metrics.request(request, outcome, ms);
      if (personId !== null) presence.seen(personId);
      const line = { request, outcome, ms: Math.round(ms), personId };
      if (outcome === 'TOO_FAST')
        log.debug(line, 'request'); // a flood must not fill the log
      else log.info(line, 'request');
    },
  });
  const callerOf = (token: string) => people.callerOf(token);
  const trustProxy = config.HUYING_TRUST_PROXY;
  const https = config.HUYING_PUBLIC_URL.startsWith('https:');

  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustProxy);
  app.use(securityHeaders(https));
  app.use(
    makeHealth({
      pings: { mongodb: () => database.ping(), redis: () => redis.ping() },
      clockAheadMs: parts.shared.aheadMs,
      metrics,
      metricsToken: config.HUYING_METRICS_TOKEN,
      stopping: () => stopping,
    }),
  );
  const adapter = io.of('/').adapter as RoomAdapter;
  const live = makeLiveCallers({
    revocations: people.revocations,
    callersNow: (claims) => people.callersNow(claims),
    sockets: () => io.of('/').sockets.values(),
    socketsOf: ({ sessionIds, personIds }) =>
      adapter.socketsIn([...sessionIds.map(sessionChannel), ...personIds.map(personChannel)]),
    counters: metrics.counters,
    onError: unlessAway('revocations'),
  });
  await live.start();
  const hop = { gate, admission, bindings, callerOf, isUnreachable, onSurprise };
  app.use('/api/v1', makeHttpDoor({ ...hop, secureCookies: https }));
  app.use(makeWebFiles(webFolder));

  const http = createServer(app);
  const cutConnections = watchConnections(http);
  io.attach(http);
  openSocketDoor(io, {
    ...{ ...hop, take, slow, live, presence, clock, trustProxy, tick, counters: metrics.counters },
    enter: (socket, room) => adapter.enter(socket, room),
  });
  await parts.rooms.catchUp();
  const port = await listen(http, config);
  return {
    url:
      config.HUYING_PUBLIC_URL || `http://${config.HOST === '0.0.0.0' ? 'localhost' : config.HOST}:${port}`,
    async stop() {
      stopping = true;
      await drain({ http, cutConnections, io, admission, withinMs: config.HUYING_DRAIN_SECONDS * 1_000 });
      live.stop();
      lag.stop();
    },
  };
}

const USUAL_PORT = 7230;

/** Listens on the configured port; without one on 7230, or outside production on a free one where that is taken. */
async function listen(http: HttpServer, { PORT, HOST, NODE_ENV }: Config): Promise<number> {
  const tryPort = (port: number) =>
    new Promise<number>((resolve, reject) => {
      http.once('error', reject).listen(port, HOST, () => {
        http.off('error', reject);
        resolve((http.address() as AddressInfo).port);
      });
    });
  try {
    return await tryPort(PORT ?? USUAL_PORT);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    if (PORT === null && NODE_ENV !== 'production') return tryPort(0);
    throw new BadConfig('PORT', `${PORT ?? USUAL_PORT} is taken by another program; set another port`);
  }
}

/** Starts the jobs on this node: hand-overs, the sweeper's tick, deliveries. */
export async function startWorker({ config, runner, rooms, notices, suggestions }: Parts): Promise<void> {
  await runner.startWorkers({
    'hand-over.run': handOverJob(suggestions.handOver),
    'duties.sweep': sweepDutiesJob({
      repair: async () => {
        await rooms.finishChanges();
        return suggestions.reconcileLagging();
      },
      sweep: () => notices.sweep(),
    }),
    'reminder.deliver': deliverReminderJob(notices),
  });
  await suggestions.handOver.resumeUnfinished();
  await runner.every(sweepDuties, config.HUYING_SWEEP_SECONDS * 1_000);
}
