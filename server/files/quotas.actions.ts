import type { Fault } from '../../shared/faults.ts';
import { type FileLimits, whyNotMore } from './files.rules.ts';
import type { FileDoc, FileStore } from './files.store.ts';
import type { QuotaDoc, QuotaStore } from './quotas.store.ts';

interface Parts {
  readonly files: Pick<FileStore, 'unsaidOf' | 'bytesSaid'>;
  readonly quotas: QuotaStore;
  readonly limits: FileLimits;
}

/** Lets a kept file in, whose message is not said yet; or says why it is too much. */
export type LetFileIn = (doc: FileDoc) => Promise<Fault | null>;

type Whose = Parameters<FileStore['bytesSaid']>[0];

/**
 * Quotas of persons and rooms. A file is kept first, then let in, then said; two that come at once are let in one upon
 * the other, so that the second is judged with the first. Asked again for the same file it answers the same.
 */
export const makeLetFileIn =
  (parts: Parts): LetFileIn =>
  async (doc) => {
    const { ownerId, roomId } = doc;
    const ofPerson = await letInBy(parts, doc, { id: `person|${ownerId}`, of: 'person', whose: { ownerId } });
    return ofPerson ?? (await letInBy(parts, doc, { id: `room|${roomId}`, of: 'room', whose: { roomId } }));
  };

/** Who is judged with whom. */
interface Measure {
  readonly id: string;
  readonly of: 'person' | 'room';
  readonly whose: Whose;
}

async function letInBy(
  parts: Parts,
  { _id: fileId, announced: { bytes } }: FileDoc,
  { id, of, whose }: Measure,
): Promise<Fault | null> {
  for (;;) {
    const quota = await parts.quotas.byId(id);
    const open = await stillOpen(parts, quota);
    const others = open.filter((one) => one.fileId !== fileId);
    // Without itself: asked for twice at once, it may have been said meanwhile.
    const said = await parts.files.bytesSaid(whose, [fileId, ...others.map((one) => one.fileId)]);
    const used = others.reduce((sum, one) => sum + one.bytes, said);
    const isIn = open.some((one) => one.fileId === fileId && one.bytes === bytes); // whoever came later was judged with it
    const over = isIn ? null : whyNotMore(bytes, { of, used }, parts.limits);
    if (over) return over;
    if (await parts.quotas.letIn(quota, [...others, { fileId, bytes }])) return null;
  }
}

/** Those let in whose messages are not known to be said; others are counted as files, or are there no more. */
async function stillOpen({ files }: Parts, { open }: QuotaDoc): Promise<QuotaDoc['open']> {
  const unsaid = await files.unsaidOf(open.map(({ fileId }) => fileId));
  return open.filter(({ fileId }) => unsaid.has(fileId));
}
