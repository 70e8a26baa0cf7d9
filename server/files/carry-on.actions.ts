import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CongressId, FileId } from '../../shared/ids.ts';
import { secretMarkIn } from '../../shared/secret-marks.ts';
import type { NewId } from '../wire/ports.ts';
import { refusal } from './files.rules.ts';
import type { FileDoc, FileMove, FileStore, RenditionDoc } from './files.store.ts';
import {
  FOLDER,
  type LaidContent,
  layContent,
  layPlayed,
  type ProductsParts,
  storeProduct,
} from './laying.actions.ts';
import type { Moves } from './moves.actions.ts';
import type { Making } from './ports.ts';

export interface CarryOnParts extends ProductsParts {
  readonly files: FileStore;
  readonly moves: Moves;
  readonly making: Making;
  readonly rules: LookRules;
  readonly workFolder: string;
  readonly newId: NewId;
  readonly onSecretHeard: OnSecretHeard;
}

/** A machine understood words in a voice that bear the mark of a state secret; said twice it is told once. */
export type OnSecretHeard = (
  voice: Pick<FileDoc, 'congressId' | 'roomId' | 'seq' | 'ownerId'>,
) => Promise<void>;

/** What a file is held against when it is looked at. */
export interface LookRules {
  /** Contents that the congress takes at this moment: MIME types. */
  readonly allowedIn: (congressId: CongressId) => Promise<readonly string[]>;
  /** Whether files may be opened that no scanner has seen. */
  readonly openUnscanned: boolean;
}

/** What was laid into the folder of one run, once. */
interface Run {
  readonly folder: string;
  readonly laid: () => Promise<LaidContent>;
}

/**
 * Carries on with a file until it is ready or refused: looks at it, makes what people see and hear of it, and last writes
 * down what was said. Each step is kept before the next; run twice, or cut off anywhere, it goes on from what is kept.
 */
export const makeCarryOn =
  (parts: CarryOnParts) =>
  async (fileId: FileId): Promise<void> => {
    const folder = await mkdtemp(join(parts.workFolder, FOLDER));
    try {
      await run(parts, fileId, folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };

async function run(parts: CarryOnParts, fileId: FileId, folder: string): Promise<void> {
  let laying: Promise<LaidContent> | undefined;
  for (;;) {
    const doc = await parts.files.byId(fileId);
    if (!doc || doc.seq === 0) return;
    const laid = () => (laying ??= layContent(parts, doc, folder));
    const set = await nextMove(parts, doc, { folder, laid });
    if (set === null) return;
    if (set.why) await parts.moves.refuse(doc, set.why);
    else await parts.moves.move(doc, set);
  }
}

/** What becomes of it next; null: nothing more. */
async function nextMove(parts: CarryOnParts, doc: FileDoc, { folder, laid }: Run): Promise<FileMove | null> {
  switch (doc.state) {
    case 'scanning':
      return look(parts, doc, await laid());
    case 'processing':
      return make(parts, doc, { folder, content: await laid() });
    case 'ready':
      return transcribe(parts, doc, { folder, laid });
    case 'uploading':
    case 'refused':
      return null;
  }
}

/** Is it what was announced, is it allowed, is it clean? */
async function look(
  { contents, making: { judge, scan }, rules }: CarryOnParts,
  { _id, congressId, announced }: FileDoc,
  { laid, sha256 }: LaidContent,
): Promise<FileMove> {
  if (laid.bytes !== announced.bytes) return refusal('checksum');
  if (announced.sha256 !== undefined && announced.sha256 !== sha256) return refusal('checksum');
  const judged = await judge(laid, await rules.allowedIn(congressId));
  if ('refused' in judged) return refusal(judged.refused);
  const found = { state: 'processing', sha256, mime: judged.mime } as const;
  if (scan === null) return rules.openUnscanned ? { ...found, scanned: false } : refusal('unscanned');
  return (await scan(contents.read(_id))) === 'virus' ? refusal('virus') : { ...found, scanned: true };
}

/** Makes what people see and hear of it. */
async function make(
  parts: CarryOnParts,
  doc: FileDoc,
  { folder, content: { laid } }: { folder: string; content: LaidContent },
): Promise<FileMove> {
  const mime = doc.mime ?? 'application/octet-stream';
  const place = join(folder, `made-${parts.newId()}`);
  await mkdir(place);
  const made = await parts.making.make({ ...laid, mime }, place);
  if ('refused' in made) return refusal(made.refused);
  const original: RenditionDoc = {
    ...{ rendition: 'original', contentId: doc._id },
    ...{ bytes: laid.bytes, mime },
  };
  const renditions = [original];
  for (const product of made.products) {
    const contentId = `${doc._id}/${product.rendition}/${parts.newId()}`; // of this run alone
    renditions.push(await storeProduct(parts, product, contentId));
  }
  return { state: 'ready', facts: made.facts, renditions: await asTwin(parts, doc, renditions) };
}

/** The same content is kept once: what another file of the congress has of it stands for this one, too. */
async function asTwin(
  { files }: CarryOnParts,
  doc: FileDoc,
  own: readonly RenditionDoc[],
): Promise<RenditionDoc[]> {
  const twin = await files.twinOf(doc);
  const same = new Map(twin?.renditions.map((one) => [one.rendition, one]));
  return own.map((one) => same.get(one.rendition) ?? one);
}

/**
 * A voice that nobody has written down yet is written down when it can be heard already, from what everybody hears of
 * it. What bears the mark of a state secret is kept nowhere, and told as if somebody had sent it.
 */
async function transcribe(
  parts: CarryOnParts,
  doc: FileDoc,
  { folder, laid }: Run,
): Promise<FileMove | null> {
  const { making, onSecretHeard } = parts;
  if (doc.kind !== 'voice' || doc.facts.transcript !== undefined || !making.transcribe) return null;
  const transcript = await making.transcribe((await layPlayed(parts, doc, folder)) ?? (await laid()).laid);
  if (transcript === null) return null;
  if (secretMarkIn(transcript.text) === null) return { facts: { ...doc.facts, transcript } };
  await onSecretHeard(doc);
  return null;
}
