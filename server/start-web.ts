import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import express from 'express';
import type { Parts } from './app.ts';
import { BadConfig, type Config } from './config.ts';
import { makeFetchDoor } from './files/getting/index.ts';
import { openFileDoors } from './files/index.ts';
import { makeTableDoor } from './import/index.ts';
import { makeHealth } from './ops/health.ts';
import { may } from './people/index.ts';
import type { RoomAdapter } from './wire/adapter.ts';
import { personChannel, sessionChannel } from './wire/channels.ts';
import { type Admission, makeAdmission, watchLag } from './wire/admission.ts';
import { drain, watchConnections } from './wire/drain.ts';
import { type Gate, type GateParts, makeGate, type SecretMark } from './wire/gate.ts';
import { makeAdminDoor } from './wire/admin-door.ts';
import { makeHttpDoor } from './wire/http-door.ts';
import { type LiveCallers, makeLiveCallers } from './wire/live-callers.ts';
import { makePace, type TakeToken } from './wire/pace.ts';
import { openSocketDoor } from './wire/socket-door.ts';
import { makeWebFiles, securityHeaders } from './wire/web-files.ts';

/** A node that answers people, until stopped. */
export interface Running {
  url: string;
  /** No new work; what is under way is finished. */
  stop(): Promise<void>;
}

const tick = () => performance.now();
/** Pages for who keeps the system running. */
const ADMIN = '/admin';

/** Opens both doors and serves the web client from `webFolder`. */
export async function startWeb(parts: Parts, webFolder: string): Promise<Running> {
  const { config, io, people, bindings, clock, onSurprise, isUnreachable, metrics, slow } = parts;
  const { presence } = parts.rooms;
  let stopping = false;
  const lag = watchLag();
  const admission = makeAdmission({
    limits: { handshakes: config.HUYING_HANDSHAKES_AT_ONCE, requests: config.HUYING_REQUESTS_AT_ONCE },
    ...{ lagMs: lag.ms, tick, counters: metrics.counters },
  });
  const take = paceOf(parts);
  const gate = gateOf(parts, take, admission);
  const callerOf = (token: string) => people.callerOf(token);
  const trustProxy = config.HUYING_TRUST_PROXY;
  const https = config.HUYING_PUBLIC_URL.startsWith('https:');
  const adapter = io.of('/').adapter as RoomAdapter;
  const live = liveCallersOf(parts, adapter);
  await live.start();

  const hop = { gate, admission, bindings, callerOf, isUnreachable, onSurprise };
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustProxy);
  app.use(securityHeaders(https));
  app.use(healthOf(parts, () => stopping));
  app.use('/api/v1', fetchDoorOf(parts, take, admission));
  app.use('/api/v1', openFileDoors({ ...hop, ...fileDoorsOf(parts), take, secureCookies: https }));
  app.use('/api/v1/imports', tableDoorOf(parts, take, admission));
  app.use('/api/v1', makeHttpDoor({ ...hop, secureCookies: https }));
  const board = parts.runner.board?.(`${ADMIN}/queues`) ?? express.Router();
  app.use(ADMIN, makeAdminDoor({ ...hop, may, board, secureCookies: https }));
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

const paceOf = ({ config, redis }: Parts): TakeToken =>
  makePace(redis, config.REDIS_PREFIX, {
    postPerSecond: config.HUYING_POST_PER_SECOND,
    uploadsPerMinute: config.HUYING_UPLOADS_PER_MINUTE,
    readsPerSecond: config.HUYING_READS_PER_SECOND,
    actsPerSecond: config.HUYING_ACTS_PER_SECOND,
    looksPerMinute: config.HUYING_LOOKS_PER_MINUTE,
    knocksPerMinute: config.HUYING_KNOCKS_PER_MINUTE,
  });

const fileDoorsOf = (parts: Parts) => ({
  ...{ doors: parts.files.doors, onDone: noteDone(parts), tick },
  stallMs: parts.config.HUYING_UPLOAD_STALL_SECONDS * 1_000,
});

/** Tables for imports, past the gate, which takes JSON only. */
const tableDoorOf = (parts: Parts, take: TakeToken, admission: Admission) =>
  makeTableDoor({
    ...{ admission, take, tick, onDone: noteDone(parts), staging: parts.imports.staging },
    callerOf: (token) => parts.people.callerOf(token),
    ...{ isUnreachable: parts.isUnreachable, onSurprise: parts.onSurprise },
    stallMs: parts.config.HUYING_UPLOAD_STALL_SECONDS * 1_000,
  });

/** Each request is measured and logged, and its caller is here. */
function gateOf(parts: Parts, take: TakeToken, admission: Admission): Gate {
  const { isUnreachable, onSurprise } = parts;
  return makeGate({
    ...{ take, admission, isUnreachable, onSurprise, tick },
    onSecretMark: (seen) => reportSecretMark(parts, seen),
    onDone: noteDone(parts),
  });
}

/** Counts a finished request, and writes its line. */
const noteDone =
  ({ metrics, log, rooms }: Parts): GateParts['onDone'] =>
  ({ request, outcome, ms, personId }) => {
    metrics.request(request, outcome, ms);
    if (personId !== null) rooms.presence.seen(personId);
    const line = { request, outcome, ms: Math.round(ms), personId };
    if (outcome === 'TOO_FAST')
      log.debug(line, 'request'); // a flood must not fill the log
    else log.info(line, 'request');
  };

/** Files are fetched by addresses, past the gate, which answers in one piece. */
const fetchDoorOf = (parts: Parts, take: TakeToken, admission: Admission) =>
  makeFetchDoor({
    ...{ admission, tick, onDone: noteDone(parts) },
    ...{ isUnreachable: parts.isUnreachable, onSurprise: parts.onSurprise },
    fetch: parts.getting.fetchWith({ tick, take: (personId) => take('read', personId) }),
  });

/** In the log at once; to the administrators before who sent it hears of the refusal, which comes in any case. */
async function reportSecretMark(
  { log, notices, onSurprise }: Parts,
  { request, path, caller }: SecretMark,
): Promise<void> {
  const { personId = null, name = null, label = null } = caller ?? {};
  log.warn({ request, path, personId, name, label }, 'refused: the mark of a state secret');
  if (caller === null) return;
  await notices
    .tellSecretMark(caller.congressId, { by: caller, request, path })
    .catch((error: unknown) => void onSurprise(error, 'secret mark'));
}

const liveCallersOf = ({ people, io, metrics, unlessAway }: Parts, adapter: RoomAdapter): LiveCallers =>
  makeLiveCallers({
    revocations: people.revocations,
    callersNow: (claims) => people.callersNow(claims),
    sockets: () => io.of('/').sockets.values(),
    socketsOf: ({ sessionIds, personIds }) =>
      adapter.socketsIn([...sessionIds.map(sessionChannel), ...personIds.map(personChannel)]),
    counters: metrics.counters,
    onError: unlessAway('revocations'),
  });

const healthOf = ({ config, database, redis, shared, metrics }: Parts, stopping: () => boolean) =>
  makeHealth({
    pings: { mongodb: () => database.ping(), redis: () => redis.ping() },
    clockAheadMs: shared.aheadMs,
    metrics,
    metricsToken: config.HUYING_METRICS_TOKEN,
    channels: { mail: config.SMTP_URL !== '' },
    stopping,
  });

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
