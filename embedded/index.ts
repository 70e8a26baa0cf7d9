import { mkdirSync, realpathSync } from 'node:fs';
import { findBrowser, type Browser } from './browser.ts';
import { findClamd, type Scanner, type ScannerOrder, startScanner } from './clamav.ts';
import { findFfmpeg, type Ffmpeg } from './ffmpeg.ts';
import { findHeif, type Heif } from './heif.ts';
import { endLeftovers, startKeeper, type Keeper } from './keeper-handle.ts';
import { withLock } from './lock.ts';
import { cacheFolder } from './places.ts';
import { makePlan, OtherMajor, type Need, type Plan } from './plan.ts';
import { findOffice } from './office.ts';
import { findProxy, type Proxy, type ProxyOrder, startProxy } from './proxy.ts';
import { findSkewedClock, type SkewedClock } from './skewed-clock.ts';
import { readRunning, type Running } from './running.ts';

export type { Scanner } from './clamav.ts';
export { freePort, type Proxy } from './proxy.ts';

/** The engines of a data directory: where they are, until stopped. */
export interface Engines {
  /** `mongodb://127.0.0.1:PORT/huying?directConnection=true`; empty when not needed. */
  mongodbUrl: string;
  /** The same by the nearest way: a Unix socket where there is one, which costs half of what loopback does. */
  mongodbNearUrl: string;
  /** `unix:///path/of/the/socket`; empty when not needed. */
  redisUrl: string;
  /** Stops what this call started; joiners stop nothing. */
  stop(): Promise<void>;
}

/** No engine can be had on this machine; the message tells why and what to do. */
export class EnginesUnavailable extends Error {
  constructor(reason: string) {
    super(
      `The database engines cannot be brought up here: ${reason}\n` +
        'Two ways out:\n' +
        '  docker compose up                     runs MongoDB and Redis beside the product, or\n' +
        '  set MONGODB_URL and REDIS_URL         to engines that you run yourself.',
    );
    this.name = 'EnginesUnavailable';
  }
}

interface Order {
  dataDir: string;
  need: Need;
  say: (line: string) => void;
  cacheDir?: string;
  /** False: the data are thrown away afterwards, so they need not outlast a power failure, and nothing waits for the disk. */
  lasting?: boolean;
}

/**
 * Brings up the engines that are needed with their data under `dataDir`, or joins those that are running there.
 * Throws EnginesUnavailable where none can be had.
 */
export async function bringUpEngines(order: Order): Promise<Engines> {
  const { need, say } = order;
  if (!need.mongodb && !need.redis) return asEngines({}, () => Promise.resolve());
  mkdirSync(order.dataDir, { recursive: true });
  const dataDir = realpathSync(order.dataDir);
  return withLock(
    `data:${dataDir}`,
    async () => {
      const running = readRunning(dataDir);
      if (running) return join(running, need, dataDir);
      const plan = await planOrRefuse(order, dataDir);
      await endLeftovers(plan, say);
      const keeper = await startKeeper(plan, say);
      return asEngines(keeper.running, stayUp(keeper, plan, say));
    },
    () => say(`Another process is starting the engines in ${dataDir}; waiting for it …`),
  );
}

/** Finds a Chromium to run, unpacking the host release's own where there is none; throws where none can be had. */
export async function bringUpBrowser(o: {
  say: (line: string) => void;
  cacheDir?: string;
}): Promise<Browser> {
  try {
    return await findBrowser(() => cacheFolder(o.cacheDir), o.say);
  } catch (error) {
    throw new Error(
      `No browser can be brought up here: ${(error as Error).message}\nInstall chromium and try again.`,
      {
        cause: error,
      },
    );
  }
}

/** Starts HAProxy, unpacking the host release's own where there is none new enough; throws where none can be had. */
export async function bringUpProxy(
  o: ProxyOrder & { say: (line: string) => void; cacheDir?: string },
): Promise<Proxy> {
  const program = await findProxy(() => cacheFolder(o.cacheDir), o.say).catch((error: unknown) => {
    throw new Error(
      `No proxy can be brought up here: ${(error as Error).message}\nInstall haproxy and try again.`,
      { cause: error },
    );
  });
  return startProxy(program, o);
}

/** Finds FFmpeg, unpacking the host release's own where there is none; throws where none can be had. */
export async function bringUpFfmpeg(o: { say: (line: string) => void; cacheDir?: string }): Promise<Ffmpeg> {
  return findFfmpeg(() => cacheFolder(o.cacheDir), o.say).catch((error: unknown) => {
    throw new Error(`FFmpeg cannot be had here: ${(error as Error).message}\nInstall ffmpeg and try again.`, {
      cause: error,
    });
  });
}

/** Finds LibreOffice's soffice, unpacking the host release's own where there is none; throws where none can be had. */
export async function bringUpOffice(o: { say: (line: string) => void; cacheDir?: string }): Promise<string> {
  return findOffice(() => cacheFolder(o.cacheDir), o.say).catch((error: unknown) => {
    throw new Error(
      `LibreOffice cannot be had here: ${(error as Error).message}\nInstall libreoffice-nogui and try again.`,
      { cause: error },
    );
  });
}

/** Finds libheif's programs, unpacking the host release's own where there are none; throws where none can be had. */
export async function bringUpHeif(o: { say: (line: string) => void; cacheDir?: string }): Promise<Heif> {
  return findHeif(() => cacheFolder(o.cacheDir), o.say).catch((error: unknown) => {
    throw new Error(
      `libheif cannot be had here: ${(error as Error).message}\nInstall libheif-examples and try again.`,
      { cause: error },
    );
  });
}

/** Starts ClamAV's daemon with signatures of the caller's, unpacking it where there is none; throws where none can be had. */
export async function bringUpScanner(
  o: ScannerOrder & { say: (line: string) => void; cacheDir?: string },
): Promise<Scanner> {
  const program = await findClamd(() => cacheFolder(o.cacheDir), o.say).catch((error: unknown) => {
    throw new Error(
      `No virus scanner can be had here: ${(error as Error).message}\nInstall clamav-daemon and try again.`,
      { cause: error },
    );
  });
  return startScanner(program, o);
}

/** Finds how to start programs with a wrong clock; throws where that cannot be done. */
export async function bringUpSkewedClock(o: {
  say: (line: string) => void;
  cacheDir?: string;
}): Promise<SkewedClock> {
  return findSkewedClock(() => cacheFolder(o.cacheDir), o.say);
}

async function planOrRefuse({ need, say, cacheDir, lasting = true }: Order, dataDir: string): Promise<Plan> {
  try {
    return await makePlan({ dataDir, need, lasting, say }, () => cacheFolder(cacheDir));
  } catch (error) {
    if (error instanceof OtherMajor) throw error;
    throw new EnginesUnavailable((error as Error).message);
  }
}

function join(running: Running, need: Need, dataDir: string): Engines {
  const missing =
    (need.mongodb && running.mongodbUrl === undefined) || (need.redis && running.redisUrl === undefined);
  if (missing) {
    throw new EnginesUnavailable(
      `those running in ${dataDir} were started by a process that needs fewer of them (see MONGODB_URL, REDIS_URL there).`,
    );
  }
  return asEngines(running, () => Promise.resolve());
}

function asEngines(running: Partial<Running>, stop: () => Promise<void>): Engines {
  const { mongodbUrl = '', mongodbNearUrl = mongodbUrl, redisUrl = '' } = running;
  return { mongodbUrl, mongodbNearUrl, redisUrl, stop };
}

// A keeper that is killed is replaced, with the same addresses; gives back how to stop whichever it is then.
function stayUp(first: Keeper, plan: Plan, say: (line: string) => void): () => Promise<void> {
  let stopping = false;
  let current: Promise<Keeper | null> = Promise.resolve(first);
  const { gatewayPort } = first.running;
  const again: Plan = { ...plan, ...(gatewayPort === undefined ? {} : { gatewayPort }) };
  const watch = async (): Promise<void> => {
    for (let keeper = await current; keeper; keeper = await current) {
      await keeper.ended;
      if (stopping) return;
      say('The keeper of the engines ended; starting it again.');
      current = startAgain(again, say);
    }
  };
  const over = watch();
  return async () => {
    stopping = true;
    await (await current)?.stop();
    await over;
  };
}

function startAgain(plan: Plan, say: (line: string) => void): Promise<Keeper | null> {
  return withLock(`data:${plan.dataDir}`, async () => {
    await endLeftovers(plan, say);
    return startKeeper(plan, say);
  }).catch((error: unknown) => {
    say(`The engines cannot be started again: ${(error as Error).message}`);
    return null;
  });
}
