import type { FileKind } from '../../../shared/files.ts';

/** Contents that belong together: which mimes they have, and how their files’ names may end. */
interface Family {
  readonly mimes: readonly string[];
  readonly endings: readonly string[];
}

const OOXML = 'application/vnd.openxmlformats-officedocument';
const ODF = 'application/vnd.oasis.opendocument';

const FAMILIES: readonly Family[] = [
  {
    mimes: [
      'image/jpeg',
      'image/png',
      'image/webp',
      'image/gif',
      'image/heic',
      'image/heif',
      'image/avif',
      'image/bmp',
    ],
    endings: [
      'jpg',
      'jpeg',
      'jpe',
      'jfif',
      'png',
      'apng',
      'webp',
      'gif',
      'heic',
      'heif',
      'hif',
      'avif',
      'bmp',
      'dib',
    ],
  },
  {
    mimes: [
      ...['audio/webm', 'audio/mp4', 'audio/aac', 'audio/amr', 'audio/wav', 'audio/mpeg', 'audio/ogg'],
      ...['video/webm', 'video/mp4', 'video/quicktime'],
    ],
    endings: [
      ...[
        'webm',
        'weba',
        'mp4',
        'm4a',
        'm4v',
        'mov',
        'aac',
        'amr',
        'wav',
        'mp3',
        'mpga',
        'ogg',
        'oga',
        'opus',
      ],
      ...['3gp', '3gpp'],
    ],
  },
  { mimes: ['application/pdf'], endings: ['pdf'] },
  {
    mimes: [`${OOXML}.wordprocessingml.document`, 'application/msword', `${ODF}.text`],
    endings: ['docx', 'doc', 'wps', 'odt'],
  },
  {
    mimes: [`${OOXML}.spreadsheetml.sheet`, 'application/vnd.ms-excel', `${ODF}.spreadsheet`],
    endings: ['xlsx', 'xls', 'et', 'ods'],
  },
  {
    mimes: [`${OOXML}.presentationml.presentation`, 'application/vnd.ms-powerpoint', `${ODF}.presentation`],
    endings: ['pptx', 'ppt', 'dps', 'odp'],
  },
  { mimes: ['text/plain', 'text/csv'], endings: ['txt', 'text', 'csv', 'tsv', 'md', 'log'] },
];

/** What a congress takes that has chosen nothing else. */
export const TAKEN_BY_DEFAULT: readonly string[] = FAMILIES.flatMap(({ mimes }) => mimes);

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
  const family = FAMILIES.find(({ mimes }) => mimes.includes(mime));
  return family === undefined || family.endings.includes(ending);
}
