import { randomBytes, randomUUID } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { connectMongo, type Database } from '../../server/store/mongo.ts';
import { startChild } from '../child.ts';
import { type Bucket, bucketOf, makeReady } from '../files-fill.ts';
import { addressOf, beginFile, type Doors, drain, firstByte, open, piecesOf, upload } from '../files-way.ts';
import { median, quantile, round, timed } from '../figures.ts';
import type { Finding, PartResult } from '../goals.ts';
import type { Bench } from '../surroundings.ts';
import { seatsOf } from '../systems.ts';
import { crowdResult, measureCrowdOfFiles } from './files-crowd.ts';

const MB = 1_000_000;
const BYTES = 100 * MB;
const FILM_BYTES = 200 * MB;
const SEEKS = 40;
const AT_LEAST = 0.7;
const AT_MOST = 1.5;

/** The product and, in the same moments and on the same engine, the driver by itself. */
interface World {
  readonly doors: readonly Doors[];
  readonly database: Database;
  readonly bucket: Bucket;
}

/** Files through the product against the driver writing and reading GridFS: 100 MB there and back, a seek into 200 MB; many at once. */
export async function measureFiles(bench: Bench): Promise<PartResult> {
  const alone = await measureAlone(bench);
  const crowd = crowdResult(await measureCrowdOfFiles(bench));
  return {
    figures: { ...alone.figures, ...crowd.figures },
    findings: [...alone.findings, ...crowd.findings],
    charts: [...alone.charts, ...crowd.charts],
  };
}

async function measureAlone(bench: Bench): Promise<PartResult> {
  const { seats, listen } = await seatsOf(bench, { rooms: bench.rounds + 1, people: 1 });
  const server = await startChild('huying-server.ts', { execArgv: bench.nodeOptions });
  const { url } = await server.ask<{ url: string }>(listen);
  const database = await connectMongo(bench.mongodbUrl, (listen as { name: string }).name);
  const doors = seats.map((seat) => ({ url, seat }));
  const world: World = { doors, database, bucket: bucketOf(database) };
  try {
    const rounds: Round[] = [];
    for (const one of doors.slice(0, bench.rounds)) {
      const measured = await there(world, one);
      rounds.push(measured);
      bench.say(`  files ${rounds.length}/${bench.rounds}: ${sideBySide(measured)}`);
    }
    const seeks = await seekAround(world, doors.at(-1) as Doors);
    bench.say(`  seeks: ${seeksSideBySide(seeks)}`);
    return resultOf(rounds, seeks);
  } finally {
    await database.close();
    await server.end();
  }
}

/** MB a second. */
interface Round {
  up: number;
  upDriver: number;
  down: number;
  downDriver: number;
}

const speed = (seconds: number) => round(BYTES / MB / seconds, 1);

const sideBySide = ({ up, upDriver, down, downDriver }: Round): string =>
  [
    `up ${up} MB/s, driver ${upDriver}, ratio ${round(up / upDriver)}`,
    `down ${down} MB/s, driver ${downDriver}, ratio ${round(down / downDriver)}`,
  ].join('; ');

const seeksSideBySide = ({ product, driver, ratio }: Seeks): string =>
  `p50 ${product.p50} ms, driver ${driver.p50}; p95 ${product.p95} ms, driver ${driver.p95}; ratio ${ratio}`;

/** The same bytes through both, in turn. */
async function there({ bucket, database }: World, doors: Doors): Promise<Round> {
  const content = randomBytes(BYTES);
  const own = `driver/${randomUUID()}`;
  const upDriver = await timed(() => pipeline(piecesOf(content), bucket.write(own)));
  const begun = await beginFile(doors, BYTES);
  const up = await timed(() => upload(doors, begun, content));
  await makeReady(database, { fileId: begun.fileId, bytes: BYTES });
  const path = await addressOf(doors, begun.fileId);
  const downDriver = await timed(() => drain(bucket.read(own)));
  const down = await timed(async () => drain(await open(doors, path)));
  for (const { result } of [down, downDriver])
    if (result !== BYTES) throw new Error(`${result} of ${BYTES} bytes came back`);
  return {
    ...{ up: speed(up.seconds), upDriver: speed(upDriver.seconds) },
    ...{ down: speed(down.seconds), downDriver: speed(downDriver.seconds) },
  };
}

interface Seeks {
  /** Milliseconds until the first byte. */
  product: { p50: number; p95: number };
  driver: { p50: number; p95: number };
  /** Median of the ratios of seeks to the same place. */
  ratio: number;
}

/** Seeks to the same places, in turn. */
async function seekAround({ bucket, database }: World, doors: Doors): Promise<Seeks> {
  const { fileId } = await beginFile(doors, FILM_BYTES);
  await pipeline(piecesOf(randomBytes(FILM_BYTES)), bucket.write(fileId));
  await makeReady(database, { fileId, bytes: FILM_BYTES });
  const path = await addressOf(doors, fileId);
  const pairs: [product: number, driver: number][] = [];
  for (let i = 0; i < SEEKS; i++) {
    const at = Math.floor((FILM_BYTES * ((i * 17) % SEEKS)) / SEEKS) + i;
    const driver = await timed(() =>
      firstByte(Promise.resolve(bucket.read(fileId, { start: at, end: FILM_BYTES }))),
    );
    const product = await timed(() => firstByte(open(doors, path, `bytes=${at}-`)));
    if (i > 0) pairs.push([product.seconds * 1_000, driver.seconds * 1_000]); // the first warms both up
  }
  const of = (ms: readonly number[]) => ({
    p50: round(median(ms), 1),
    p95: round(quantile(ms, 0.95), 1),
  });
  return {
    product: of(pairs.map(([product]) => product)),
    driver: of(pairs.map(([, driver]) => driver)),
    ratio: round(median(pairs.map(([product, driver]) => product / driver))),
  };
}

function resultOf(rounds: readonly Round[], seeks: Seeks): PartResult {
  const ratio = (of: (one: Round) => number) => round(median(rounds.map(of)));
  const share = (what: string, value: number): Finding => ({
    ...{
      goal: 13,
      what: `${what} of ${BYTES / MB} MB through the product, as a share of the driver’s speed`,
    },
    ...{ value, must: AT_LEAST, wanted: AT_LEAST, better: 'more' },
  });
  const middle = (of: (one: Round) => number) => round(median(rounds.map(of)), 1);
  return {
    figures: { unit: 'MB/s', rounds, seeks },
    findings: [
      share(
        'upload',
        ratio(({ up, upDriver }) => up / upDriver),
      ),
      share(
        'download',
        ratio(({ down, downDriver }) => down / downDriver),
      ),
      {
        ...{ goal: 13, what: `first byte of a seek into ${FILM_BYTES / MB} MB, times that of the driver` },
        ...{ value: seeks.ratio, must: AT_MOST, wanted: AT_MOST, better: 'less' },
      },
    ],
    charts: [
      {
        title: `Files of ${BYTES / MB} MB`,
        unit: 'MB/s',
        values: {
          'up, product': middle(({ up }) => up),
          'up, driver': middle(({ upDriver }) => upDriver),
          'down, product': middle(({ down }) => down),
          'down, driver': middle(({ downDriver }) => downDriver),
        },
      },
    ],
  };
}
