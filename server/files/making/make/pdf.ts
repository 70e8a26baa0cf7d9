import { readFile } from 'node:fs/promises';
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import type { Answer, Seen } from '../tasks.ts';
import { seen } from './picture.ts';

const LONGER_SIDE = 1_280;

let library: Promise<PDFiumLibrary> | undefined;
/** Loaded once for all that this process is asked. */
const theLibrary = () => (library ??= PDFiumLibrary.init());

/** How many pages a PDF has, and its first page as a picture; of one that wants a password nothing. */
export async function makePdf(path: string): Promise<Answer> {
  const [pdfium, bytes] = await Promise.all([theLibrary(), readFile(path)]);
  let document: PDFiumDocument;
  try {
    document = await pdfium.loadDocument(bytes);
  } catch (error) {
    return wantsPassword(error) ? { facts: {}, pictures: [] } : { refused: 'broken' };
  }
  try {
    return await drawn(document);
  } finally {
    document.destroy();
  }
}

async function drawn(document: PDFiumDocument): Promise<Answer> {
  const pages = document.getPageCount();
  if (pages < 1) return { refused: 'broken' };
  const first = await firstPage(document);
  return first === null ? { facts: { pages }, pictures: [] } : { ...first, facts: { ...first.facts, pages } };
}

const wantsPassword = (error: unknown) => error instanceof Error && /password|security/i.test(error.message);

/** Null: the page has no size, or is not to be drawn. */
async function firstPage(document: PDFiumDocument): Promise<Seen | null> {
  const page = document.getPage(0);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const longer = Math.max(originalWidth, originalHeight);
  if (!(Math.min(originalWidth, originalHeight) > 0) || !Number.isFinite(longer)) return null;
  const scale = LONGER_SIDE / longer;
  const width = Math.max(1, Math.round(originalWidth * scale));
  const height = Math.max(1, Math.round(originalHeight * scale));
  const drawn = await page.render({ width, height, render: 'bitmap' });
  return seen(drawn, { width: drawn.width, height: drawn.height });
}
