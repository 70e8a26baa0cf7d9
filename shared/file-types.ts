import * as z from 'zod/mini';
import { request } from './contract.ts';
import { instant } from './ids.ts';
import { readable } from './texts.ts';

/** How the types of office documents begin that are ZIP files inside. */
export const OOXML = 'application/vnd.openxmlformats-officedocument';
export const ODF = 'application/vnd.oasis.opendocument';

/** Kinds of contents that the product can judge, by families: which mimes they have, and how their files’ names may end. */
export const FILE_FAMILIES = [
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
] as const;

/** All of them. Archives, programs, scripts, pages and drawings that may hold scripts are not among them. */
export const FILE_TYPES = FILE_FAMILIES.flatMap(({ mimes }) => [...mimes]);
export type FileType = (typeof FILE_TYPES)[number];

/** How many changes the congress has made; 0: none. */
const version = z.int().check(z.nonnegative());
/** null: what the installation takes. */
const ownTypes = z.nullable(
  z.array(z.enum(FILE_TYPES)).check(z.minLength(1), z.maxLength(FILE_TYPES.length)),
);

/** One change of what a congress takes. */
const fileTypesChange = z.object({
  version: z.int().check(z.positive()),
  types: ownTypes,
  by: z.object({ name: z.string(), label: z.string() }),
  why: z.string(),
  at: instant,
});
export type FileTypesChange = z.infer<typeof fileTypesChange>;

export const showFileTypes = request({
  name: 'file-types:show',
  summary:
    'Which contents the congress takes as files, by what they are, whatever their names say, and how long recordings may be.',
  input: z.object({}),
  output: z.object({
    version,
    types: z.array(z.string()),
    /** The congress said so; else the installation. */
    own: z.boolean(),
    /** How long recordings may be, in seconds, as the server measures them. */
    seconds: z.object({ voice: z.int(), 'video-note': z.int() }),
  }),
});

export const listFileTypesChanges = request({
  name: 'file-types:list-changes',
  summary: 'The last 50 changes of what the congress takes as files, newest first.',
  input: z.object({}),
  output: z.object({ changes: z.array(fileTypesChange) }),
  faults: ['NOT_ALLOWED'],
});

export const setFileTypes = request({
  name: 'file-types:set',
  summary:
    'The office or an administrator says which contents the congress takes as files, or that it is those of the installation. What is not looked at yet is held against it.',
  pace: 'act',
  input: z.object({
    /** That the caller saw. */
    version,
    /** Made by the caller once for each change: a repeat answers with what was kept. */
    actKey: z.uuid(),
    why: z.string().check(z.trim(), z.minLength(2), z.maxLength(200), ...readable),
    types: ownTypes,
  }),
  output: fileTypesChange,
  faults: ['NOT_ALLOWED', 'STALE_REVISION', 'ALREADY_DONE'],
});

/** All that can be asked of what a congress takes. */
export const fileTypesRequests = [showFileTypes, listFileTypesChanges, setFileTypes] as const;
