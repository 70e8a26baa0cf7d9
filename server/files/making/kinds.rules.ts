import { FILE_FAMILIES, ODF, OOXML } from '../../../shared/file-types.ts';
import type { FileKind } from '../../../shared/files.ts';

/** Office documents, which are read in a browser as PDF: mime → how a file of it is called. */
export const OFFICE_ENDINGS: ReadonlyMap<string, string> = new Map([
  [`${OOXML}.wordprocessingml.document`, 'docx'],
  ['application/msword', 'doc'],
  [`${ODF}.text`, 'odt'],
  [`${OOXML}.spreadsheetml.sheet`, 'xlsx'],
  ['application/vnd.ms-excel', 'xls'],
  [`${ODF}.spreadsheet`, 'ods'],
  [`${OOXML}.presentationml.presentation`, 'pptx'],
  ['application/vnd.ms-powerpoint', 'ppt'],
  [`${ODF}.presentation`, 'odp'],
]);

/** Office documents that are ZIP files inside. */
export const isZippedOffice = (mime: string): boolean => mime.startsWith(OOXML) || mime.startsWith(ODF);

const SAME: Readonly<Record<string, string>> = {
  'audio/x-m4a': 'audio/mp4',
  'video/x-m4v': 'video/mp4',
  'image/apng': 'image/png',
};

/** One name for what is the same. */
export function plainMime(mime: string): string {
  const [bare = ''] = mime.split(';');
  return SAME[bare.trim()] ?? bare.trim();
}

const BEGINNINGS: Readonly<Record<FileKind, string>> = {
  picture: 'image/',
  voice: 'audio/',
  'video-note': 'video/',
  document: '',
};

/** Whether a content of this mime may be sent as this: a voice is sound, a document may be anything. */
export const fitsKind = (kind: FileKind, mime: string): boolean => mime.startsWith(BEGINNINGS[kind]);

/**
 * Whether a name claims nothing that its content is not: a text called `.bat` is a program to whoever opens it.
 * Pictures of one kind under the name of another are common and harmless; so is a name without an ending.
 */
export function fitsName(name: string, mime: string): boolean {
  const ending = /\.([a-z0-9]{1,12})$/i.exec(name.trim())?.[1]?.toLowerCase();
  if (ending === undefined || /^\d+$/.test(ending)) return true;
  const family = FILE_FAMILIES.find(({ mimes }) => mimes.some((one) => one === mime));
  return family === undefined || family.endings.some((one) => one === ending);
}
