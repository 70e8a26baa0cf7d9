import { randomBytes, randomUUID } from 'node:crypto';
import { Agent, type IncomingMessage, request } from 'node:http';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { connectMongo, type Database } from '../../server/store/mongo.ts';
import { type Bucket, bucketOf, makeReady } from '../files-fill.ts';
import { median, quantile, round, timed } from '../figures.ts';
import type { Finding, PartResult } from '../goals.ts';
import type { Seat } from '../speakers/speaker.ts';
import type { Bench } from '../surroundings.ts';
import { seatsOf } from '../systems.ts';
import { startChild } from '../child.ts';

const MB = 1_000_000;
const BYTES = 100 * MB;
const FILM_BYTES = 200 * MB;
const SEEKS = 40;
const AT_LEAST = 0.7;
const AT_MOST = 1.5;

/** The product and, in the same moments and on the same engine, the driver by itself. */
interface World {
  readonly url: string;
  readonly seats: readonly Seat[];
  readonly database: Database;
  readonly bucket: Bucket;
}

/** Files through the product against the driver writing and reading GridFS: 100 MB there and back, and a seek into 200 MB. */
export async function measureFiles(bench: Bench): Promise<PartResult> {
  const { seats, listen } = await seatsOf(bench, { rooms: bench.rounds + 1, people: 1 });
  const server = await startChild('huying-server.ts', { execArgv: bench.nodeOptions });
  const { url } = await server.ask<{ url: string }>(listen);
  const database = await connectMongo(bench.mongodbUrl, (listen as { name: string }).name);
  const world: World = { url, seats, database, bucket: bucketOf(database) };
  try {
    const rounds: Round[] = [];
    for (let i = 0; i < bench.rounds; i++) {
      rounds.push(await there(world, seatAt(world, i)));
      bench.say(`  files ${JSON.stringify(rounds.at(-1))}`);
    }
    const seeks = await seekAround(world, seatAt(world, bench.rounds));
    bench.say(`  seeks ${JSON.stringify(seeks)}`);
    return resultOf(rounds, seeks);
  } finally {
    await database.close();
    await server.end();
  }
}

const seatAt = ({ seats }: World, i: number): Seat => {
  const seat = seats[i];
  if (!seat) throw new Error('there are too few seats');
  return seat;
};

/** MB a second. */
interface Round {
  up: number;
  upDriver: number;
  down: number;
  downDriver: number;
}

const speed = (seconds: number) => round(BYTES / MB / seconds, 1);

/** The same bytes through both, in turn. */
async function there(world: World, seat: Seat): Promise<Round> {
  const { bucket, database } = world;
  const content = randomBytes(BYTES);
  const own = `driver/${randomUUID()}`;
  const upDriver = await timed(() => pipeline(piecesOf(content), bucket.write(own)));
  const begun = await begin(world, seat, BYTES);
  const up = await timed(() => upload(world, seat, { path: begun.upload.path, content }));
  await makeReady(database, { fileId: begun.fileId, bytes: BYTES });
  const path = await addressOf(world, seat, begun.fileId);
  const downDriver = await timed(() => drain(bucket.read(own)));
  const down = await timed(async () => drain(await open(world, path)));
  for (const { result } of [down, downDriver])
    if (result !== BYTES) throw new Error(`${result} of ${BYTES} bytes came back`);
  return {
    ...{ up: speed(up.seconds), upDriver: speed(upDriver.seconds) },
    ...{ down: speed(down.seconds), downDriver: speed(downDriver.seconds) },
  };
}

const PIECE = 65_536; // what sockets give at once

function piecesOf(content: Buffer): Readable {
  const pieces = function* () {
    for (let at = 0; at < content.length; at += PIECE) yield content.subarray(at, at + PIECE);
  };
  return Readable.from(pieces(), { objectMode: false });
}

interface Begun {
  readonly fileId: string;
  readonly upload: { readonly path: string };
}

async function begin(world: World, seat: Seat, bytes: number): Promise<Begun> {
  const announced = { roomId: seat.room, sendKey: randomUUID(), kind: 'document', name: '实测.bin', bytes };
  const { upload: to, message } = await ask<{
    upload: { path: string };
    message: { body: { file: { fileId: string } } };
  }>(world, seat, { name: 'file/begin', input: announced });
  return { upload: to, fileId: message.body.file.fileId };
}

async function addressOf(world: World, seat: Seat, fileId: string): Promise<string> {
  const files = [{ fileId, rendition: 'original' }];
  const { addresses } = await ask<{ addresses: ({ path: string } | null)[] }>(world, seat, {
    name: 'file/address',
    input: { files },
  });
  const [address] = addresses;
  if (!address) throw new Error('no address was given');
  return address.path;
}

async function ask<T>({ url }: World, seat: Seat, { name, input }: { name: string; input: object }) {
  const response = await fetch(`${url}/api/v1/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${seat.token ?? ''}` },
    body: JSON.stringify(input),
  });
  const reply = (await response.json()) as { ok: true; data: T } | { ok: false; fault: { code: string } };
  if (!reply.ok) throw new Error(`${name}: ${reply.fault.code}`);
  return reply.data;
}

const agent = new Agent({ keepAlive: true });

/** One PATCH of tus 1.0.0. */
function upload({ url }: World, seat: Seat, { path, content }: { path: string; content: Buffer }) {
  return new Promise<void>((resolve, reject) => {
    const patch = request(
      `${url}${path}`,
      {
        ...{ method: 'PATCH', agent },
        headers: {
          ...{ authorization: `Bearer ${seat.token ?? ''}`, 'tus-resumable': '1.0.0', 'upload-offset': '0' },
          ...{ 'content-type': 'application/offset+octet-stream', 'content-length': String(content.length) },
        },
      },
      (response) => {
        response.resume();
        if (response.statusCode === 204) response.once('end', resolve);
        else reject(new Error(`the upload was answered with ${response.statusCode ?? 0}`));
      },
    );
    patch.once('error', reject);
    piecesOf(content).pipe(patch);
  });
}

/** The answer to an address, as soon as it begins. */
function open({ url }: World, path: string, range?: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(`${url}${path}`, { agent, headers: range === undefined ? {} : { range } }, resolve)
      .once('error', reject)
      .end();
  });
}

/** Reads to the end; how many bytes came. */
async function drain(from: Readable): Promise<number> {
  let bytes = 0;
  const count = new Writable({
    write: (piece: Buffer, _encoding, done) => {
      bytes += piece.length;
      done();
    },
  });
  await pipeline(from, count);
  return bytes;
}

interface Seeks {
  /** Milliseconds until the first byte. */
  product: { p50: number; p95: number };
  driver: { p50: number; p95: number };
  /** Median of the ratios of seeks to the same place. */
  ratio: number;
}

/** Seeks to the same places, in turn. */
async function seekAround(world: World, seat: Seat): Promise<Seeks> {
  const { bucket, database } = world;
  const { fileId } = await begin(world, seat, FILM_BYTES);
  await pipeline(piecesOf(randomBytes(FILM_BYTES)), bucket.write(fileId));
  await makeReady(database, { fileId, bytes: FILM_BYTES });
  const path = await addressOf(world, seat, fileId);
  const pairs: [product: number, driver: number][] = [];
  for (let i = 0; i < SEEKS; i++) {
    const at = Math.floor((FILM_BYTES * ((i * 17) % SEEKS)) / SEEKS) + i;
    const driver = await timed(() =>
      firstByte(Promise.resolve(bucket.read(fileId, { start: at, end: FILM_BYTES }))),
    );
    const product = await timed(() => firstByte(open(world, path, `bytes=${at}-`)));
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

/** Waits for the first byte and lets go of the rest. */
async function firstByte(opening: Promise<Readable>): Promise<void> {
  const stream = await opening;
  await new Promise<void>((resolve, reject) => {
    stream.once('data', () => resolve()).once('error', reject);
  });
  stream.on('error', () => undefined).destroy();
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
