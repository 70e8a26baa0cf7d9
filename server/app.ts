import { Server } from 'socket.io';
import type { PersonId } from '../shared/ids.ts';
import type { Config } from './config.ts';
import { makeGetting } from './files/getting/index.ts';
import { limitsOf, makeFiles, type Making } from './files/index.ts';
import { makeMaking } from './files/making/index.ts';
import { makeCodesOfCertificate, makeStagedImports } from './import/index.ts';
import { makeRunner, type Runner } from './jobs/runner.ts';
import { makeNotices, openMail, openPush } from './notices/index.ts';
import { connectEngines } from './ops/check-engines.ts';
import { makeSharedClock, newId } from './ops/clock.ts';
import { makeLog, makeOnSurprise } from './ops/log.ts';
import { makeMetrics } from './ops/metrics.ts';
import { makeCalendar, makeOrg } from './org/index.ts';
import { makePeople, may, PEOPLE_LIMITS, type PeopleLimits } from './people/index.ts';
import { fitting, makeRooms } from './rooms/index.ts';
import { connectMongo, isUnreachable as isMongoUnreachable } from './store/mongo.ts';
import { connectRedis, isRedisUnreachable } from './store/redis.ts';
import { makeSealer } from './store/sealed.ts';
import { WHY_STANDING_IN, makeSuggestions } from './suggestions/index.ts';
import { makeTasks } from './tasks/index.ts';
import { roomAdapter } from './wire/adapter.ts';
import { makeSlowReaders } from './wire/slow-readers.ts';
import type { Clock } from './wire/ports.ts';
import { noRelay, redisRelay } from './wire/relay.ts';
import { makeTell } from './wire/tell.ts';

export interface Surroundings {
  config: Config;
  /** Where the engines are: from the configuration, or brought up by main.ts. */
  mongodbUrl: string;
  redisUrl: string;
  secrets: Secrets;
  clock?: Clock;
  /** Instead of the one on Redis; a rehearsal rings its bells by hand. */
  runner?: Runner;
  /** What looks at files and makes something of them; else the plain one, which only looks. */
  making?: Making;
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
/** Rows of a file that are named to administrators. */
const MOST_LINES = 20;
const isUnreachable = (error: unknown) => isMongoUnreachable(error) || isRedisUnreachable(error);

export type Parts = Awaited<ReturnType<typeof buildParts>>;

/** The one place where parts meet; no container, read it top to bottom. Serves web, worker and the command line alike. */
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
  const runner =
    surroundings.runner ?? (await makeRunner({ redisUrl: jobsUrl, prefix: config.REDIS_PREFIX, log }));

  // Hop 4: sockets of all nodes, whether or not this process has any
  const alone = config.HUYING_ADAPTER === 'memory';
  const relay = alone ? noRelay : redisRelay(redis, await connectRedis(redisUrl, onLine), onLine);
  const metrics = makeMetrics({
    sockets: () => io.of('/').sockets.size,
    depths: () => runner.depths(),
    deadLetters: () => runner.deadLetters.count(),
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
  const org = makeOrg({
    ...{ ...base, sealer, may },
    onPeopleChanged: (ids) => people.peopleChanged(ids),
    finding: { meets: (one, other) => rooms.meet(one, other), fitting }, // rooms are built below
    // Suggestions are built below. What is cut off here is found when the next day begins, or by the next process.
    onAbsences: (congressId, personId) =>
      void suggestions
        .reconcileAll(congressId, { personId, why: WHY_STANDING_IN })
        .catch((error: unknown) => onSurprise(error, 'absences')),
  });
  const calendar = makeCalendar({ database });
  const people = makePeople({
    ...base,
    org,
    limits,
    secrets: { token: secrets.token },
    sealer,
    obliged: config.HUYING_SECOND_FACTOR_ROLES,
  });
  const rooms = makeRooms({
    ...{ ...base, redis, prefix: config.REDIS_PREFIX, org, sealer, may, onSurprise, counters },
    limits: {
      editMs: config.HUYING_EDIT_MINUTES * 60_000,
      recallMs: config.HUYING_RECALL_MINUTES * 60_000,
    },
    presenceDays: config.HUYING_PRESENCE_DAYS,
  });
  const files = makeFiles({
    ...base,
    ...{ rooms, may },
    making: surroundings.making ?? makeMaking(config),
    limits: limitsOf(config),
    rules: { types: config.HUYING_FILE_TYPES, openUnscanned: config.HUYING_OPEN_UNSCANNED === 'yes' },
    workFolder: config.HUYING_WORK_DIR,
    enqueue: runner.enqueue,
    onSecretHeard: (voice) => {
      log.warn({ roomId: voice.roomId, seq: voice.seq }, 'not kept: the mark of a state secret in a voice');
      return notices.tellSecretHeard(voice); // notices are built below
    },
  });
  const getting = makeGetting({
    ...{ database, people, secrets, clock, tell, cards: org.people.cards },
    ...{ files: files.store, contents: files, messages: rooms.files },
    addressLifeMs: config.HUYING_ADDRESS_MINUTES * 60_000,
    opensUnscanned: config.HUYING_OPEN_UNSCANNED === 'yes',
  });
  const addressOf = (personId: PersonId) => org.people.emailOf(personId);
  const mail = openMail({ database, clock, addressOf, settings: config });
  const { liveOwners, languageOf } = people;
  const push = openPush({ database, clock, liveOwners, languageOf, settings: config });
  const notices = makeNotices({
    ...{ ...base, redis, prefix: config.REDIS_PREFIX },
    org,
    calendar,
    rooms,
    may,
    mail: mail?.channel,
    push,
    quietHoursOf: people.quietHoursOf,
    enqueue: runner.enqueue,
    onSurprise,
    // The record is built next; it is read when a reminder is due.
    standingOf: (ids) => suggestions.duties.standingOf(ids),
    unfinished: (before) => suggestions.handOver.unfinishedSince(before),
  });
  const suggestions = makeSuggestions({
    ...base,
    org,
    calendar,
    may,
    rooms,
    duties: notices.duties,
    attachments: getting.attachments,
    enqueue: runner.enqueue,
    onSurprise,
    isUnreachable,
  });
  const imports = makeStagedImports({
    ...{ ...base, org, suggestions, may, enqueue: runner.enqueue },
    codesOfCertificate: makeCodesOfCertificate(sealer),
    onSecretRows: (by, lines) => {
      log.warn(
        { personId: by.personId, rows: lines.length },
        'not kept: rows with the mark of a state secret',
      );
      const path = lines.slice(0, MOST_LINES).join(',');
      const { personId, name, label } = by;
      const seen = { by: { personId, name, label }, request: 'import:suggestions', path };
      return notices.tellSecretMark(by.congressId, seen);
    },
  });
  const tasks = makeTasks({ rooms, suggestions, duties: notices.duties, org, calendar, clock });
  await database.ready();

  return {
    ...{ config, clock, shared, log, onSurprise, unlessAway, isUnreachable },
    ...{ database, redis, runner, io, tell, slow, metrics },
    ...{ org, calendar, people, rooms, files, getting, notices, suggestions, imports },
    bindings: [org, people, rooms, files, getting, notices, push, suggestions, imports, tasks].flatMap(
      (feature) => feature.bindings,
    ),
    /** Closes what was opened here; call after the doors are shut and the workers idle. */
    async close(): Promise<void> {
      suggestions.handOver.stop();
      imports.stop();
      shared.stop();
      await rooms.presence.stop();
      await rooms.flush();
      // A worker or the command line opened no door: there is an adapter to close, but no engine.
      const opened = (io.engine as typeof io.engine | undefined) !== undefined;
      await (opened ? io.close() : io.of('/').adapter.close());
      await runner.close();
      mail?.close();
      await relay.close();
      await redis.close();
      await database.close();
    },
  };
}
