import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import { sharedFile } from '../../shared/files.ts';
import type { Making } from '../../server/files/index.ts';
import { makeAtOnce } from '../../server/files/making/bounds/at-once.ts';
import type { Made } from './contents.ts';
import type { Attachment, Content } from './plan.ts';
import { keyOf } from './plan.ts';

/** A content to be looked at: where it lies, and where what is made of it goes. */
export interface Order {
  readonly folder: string;
  readonly path: string;
  readonly name: string;
  /** The same as PDF. */
  readonly pdf?: string;
}

const prepared = z.object({
  mime: z.string(),
  facts: z.pick(z.partial(sharedFile), { size: true, blur: true, pages: true }),
  pictures: z.array(z.enum(['thumb', 'preview'])),
});

/** What a content is, and what was made of it. */
export type Prepared = z.infer<typeof prepared>;

/** A content that lies ready to be sent. */
export interface ReadyContent {
  readonly bytes: number;
  readonly path: string;
}

/** So many are looked at by one process: what it does not give back goes with it. */
const TOGETHER = 100;

/**
 * Makes each content once, in this folder, and all that people see of it. Gives the contents by their keys, and what
 * stands for the product’s makers while they are sent: nothing is made a second time.
 */
export async function prepareContents(
  attachments: readonly Attachment[],
  make: (content: Content) => Promise<Made>,
  folder: string,
): Promise<{ contents: ReadonlyMap<string, ReadyContent>; making: Making }> {
  const wanted = new Map(attachments.map((one) => [keyOf(one.content), one]));
  const contents = new Map<string, ReadyContent>();
  const orders: Order[] = [];
  const made: (Pick<Made, 'voice'> & { sha256: string })[] = [];
  for (const [key, { content, name }] of wanted) {
    const { bytes, pdf, voice } = await make(content);
    const order = await lay({ bytes, pdf, name }, join(folder, key));
    orders.push(order);
    made.push({ ...(voice && { voice }), sha256: sha256Of(bytes) });
    contents.set(key, { bytes: bytes.length, path: order.path });
  }
  const seen = await lookedAt(orders, folder);
  const known = new Map(
    orders.flatMap((order, i) => {
      const [one, what] = [made[i], seen[i]];
      return one && what ? [[one.sha256, { order, what, voice: one.voice }] as const] : [];
    }),
  );
  return { contents, making: makingOf(known) };
}

async function lay(
  { bytes, pdf, name }: { bytes: Buffer; pdf: Buffer | undefined; name: string },
  folder: string,
): Promise<Order> {
  await mkdir(folder);
  const path = join(folder, 'content');
  await writeFile(path, bytes);
  if (!pdf) return { folder, path, name };
  await writeFile(join(folder, 'pdf'), pdf);
  return { folder, path, name, pdf: join(folder, 'pdf') };
}

async function lookedAt(orders: readonly Order[], folder: string): Promise<Prepared[]> {
  const processes = Math.min(MOST_PROCESSES, availableParallelism());
  const size = Math.max(1, Math.min(TOGETHER, Math.ceil(orders.length / processes)));
  const inTurn = makeAtOnce(processes);
  const parts: Promise<Prepared[]>[] = [];
  for (let at = 0; at < orders.length; at += size) {
    const file = join(folder, `orders-${at}.json`);
    parts.push(inTurn(() => lookedAtByOne(orders.slice(at, at + size), file)));
  }
  return (await Promise.all(parts)).flat();
}

const MOST_PROCESSES = 4;
const MOST_SAID = 16 * 1024 * 1024;

async function lookedAtByOne(orders: readonly Order[], file: string): Promise<Prepared[]> {
  await writeFile(file, JSON.stringify(orders));
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [...program(), file], { maxBuffer: MOST_SAID });
  return z.array(prepared).parse(JSON.parse(stdout));
}

function program(): string[] {
  const extension = extname(new URL(import.meta.url).pathname);
  const file = fileURLToPath(new URL(`./preparing-process${extension}`, import.meta.url));
  if (extension !== '.ts') return [file];
  return [`--import=${pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href}`, file];
}

interface Known {
  readonly order: Order;
  readonly what: Prepared;
  readonly voice: Made['voice'];
}

const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Answers for the contents that were prepared, and no others. */
function makingOf(all: ReadonlyMap<string, Known>): Making {
  const knownAt = async (path: string): Promise<Known> => {
    const found = all.get(sha256Of(await readFile(path)));
    if (!found) throw new Error('this content was not prepared');
    return found;
  };
  return {
    judge: async ({ path }, allowed) => {
      const { mime } = (await knownAt(path)).what;
      return allowed.includes(mime) ? { mime } : { refused: 'not-allowed' };
    },
    scan: null,
    make: async ({ path }) => {
      const { order, what, voice } = await knownAt(path);
      const pictures = what.pictures.map((rendition) => ({
        ...{ rendition, path: join(order.folder, rendition), mime: 'image/webp' },
      }));
      const pdf = order.pdf ? [{ rendition: 'pdf' as const, path: order.pdf, mime: 'application/pdf' }] : [];
      const heard = voice && { durationMs: voice.durationMs, bars: voice.bars };
      return { facts: { ...what.facts, ...heard }, products: [...pdf, ...pictures] };
    },
    transcribe: async ({ path }) => {
      const { voice } = await knownAt(path);
      return voice ? { text: voice.said, by: 'machine' } : null;
    },
  };
}
