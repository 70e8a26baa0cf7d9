import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import type { Judgement } from '../../ports.ts';

/** More than any document has. */
const MOST_ENTRIES = 10_000;
const MOST_BYTES = 1024 ** 3;
/** So much may come out of any file; more only in proportion to it. */
const FREE_BYTES = 32 * 1024 ** 2;
/** The text of a document, which repeats itself a lot, folds to a thirtieth; a table of zeros to less. */
const MOST_TIMES = 100;
/** What says what a document is, is short. */
const MOST_NAMING_BYTES = 1024 ** 2;

const PROGRAMS =
  /(^|\/)(vbaproject[^/]*\.bin|vbadata\.xml|(basic|scripts|activex)\/.*|[^/]+\.(exe|dll|com|scr|bat|cmd|ps1|vbs|js|jse|wsf|hta|jar|lnk|msi|sh))$/i;

/** Unfolds a ZIP file to nowhere, and says what document it is by its own directory; any other is just a ZIP. */
export async function lookIntoZip(path: string, bytes: number): Promise<Judgement> {
  const zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false }).catch(() => null);
  if (zip === null) return { refused: 'broken' };
  const most = Math.min(MOST_BYTES, Math.max(FREE_BYTES, bytes * MOST_TIMES));
  try {
    if (zip.entryCount > MOST_ENTRIES) return { refused: 'bomb' };
    const entries: yauzl.Entry[] = [];
    for await (const entry of zip.eachEntry()) entries.push(entry);
    if (entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0) > most)
      return { refused: 'bomb' };
    if (entries.some((entry) => entry.isEncrypted() || PROGRAMS.test(entry.fileName)))
      return { refused: 'not-allowed' };
    for (const entry of entries) await readThrough(zip, entry);
    return { mime: await documentIn(zip, entries) };
  } catch (error) {
    return { refused: saysMoreCameOut(error) ? 'bomb' : 'broken' };
  } finally {
    zip.close();
  }
}

/** What an entry says of its size is checked by the reader: it stops where more comes out. */
async function readThrough(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<void> {
  if (entry.fileName.endsWith('/')) return;
  const content: Readable = await zip.openReadStreamPromise(entry);
  await new Promise<void>((resolve, reject) => {
    content.once('end', resolve).once('error', reject).resume();
  });
}

const saysMoreCameOut = (error: unknown) =>
  error instanceof Error && error.message.startsWith('too many bytes');

const OOXML = 'application/vnd.openxmlformats-officedocument';
const MAIN_PARTS = ['wordprocessingml.document', 'spreadsheetml.sheet', 'presentationml.presentation'];

async function documentIn(zip: yauzl.ZipFile, entries: readonly yauzl.Entry[]): Promise<string> {
  const read = async (name: string) => {
    const entry = entries.find(({ fileName }) => fileName === name);
    if (!entry || entry.uncompressedSize > MOST_NAMING_BYTES) return '';
    return (await buffer(await zip.openReadStreamPromise(entry))).toString('utf8');
  };
  const types = await read('[Content_Types].xml');
  const main = MAIN_PARTS.find((part) => types.includes(`"${OOXML}.${part}.main+xml"`));
  if (main !== undefined) return `${OOXML}.${main}`;
  const mime = (await read('mimetype')).trim();
  return mime.startsWith('application/vnd.oasis.opendocument.') ? mime : 'application/zip';
}
