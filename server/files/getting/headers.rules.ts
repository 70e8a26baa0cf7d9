import { createHmac, type KeyObject } from 'node:crypto';
import { create as disposition } from 'content-disposition';
import type { Rendition } from '../../../shared/files.ts';
import type { FileDoc, RenditionDoc } from '../files.store.ts';

/** A file and what of it is fetched. */
export interface Fetched {
  readonly file: Pick<FileDoc, '_id' | 'name' | 'sha256'>;
  readonly part: RenditionDoc;
}

/** What of a file can be fetched under this name, or null. */
export const renditionOf = (
  { renditions }: Pick<FileDoc, 'renditions'>,
  wanted: Rendition,
): RenditionDoc | null => renditions.find(({ rendition }) => rendition === wanted) ?? null;

/** What browsers show without running anything. */
const SHOWN: ReadonlySet<string> = new Set([
  ...['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp'],
  ...['audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/webm', 'audio/wav', 'audio/aac'],
  ...['video/mp4', 'video/webm', 'video/ogg'],
  ...['application/pdf', 'text/plain'],
]);

const TYPE = /^[a-z]+\/[\w.+-]+$/;
/** What a browser might run: it is given as bytes, whoever asks for it. */
const ACTIVE = /html|xml|javascript|ecmascript|svg|multipart|message|flash/;
const BYTES = 'application/octet-stream';

/** What a content is given out as: what it was found to be, never what its name says. */
export const typeOf = ({ mime }: Pick<RenditionDoc, 'mime'>): string =>
  TYPE.test(mime) && (!ACTIVE.test(mime) || mime.includes('openxmlformats')) ? mime : BYTES;

const ENDINGS: Readonly<Record<string, string>> = {
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'audio/mp4': 'm4a',
  'video/mp4': 'mp4',
};

/** Under which name it is kept: the owner’s; of what was made of it, with the ending that fits. */
export function nameOf({ file, part }: Fetched): string {
  if (part.rendition === 'original') return file.name;
  const stem = file.name.replace(/(?<=.)\.[^.]{1,10}$/, '');
  return `${stem}.${ENDINGS[part.mime] ?? 'bin'}`;
}

/** Shown where it lies when browsers do so safely, else kept as a file; the name in any script (RFC 6266, RFC 8187). */
export const dispositionOf = (fetched: Fetched): string =>
  disposition(nameOf(fetched), { type: SHOWN.has(typeOf(fetched.part)) ? 'inline' : 'attachment' });

/** A strong mark of these bytes: of an original their SHA-256, of what was made of it a keyed one, which tells of no other file. */
export function etagOf(key: KeyObject, { file, part }: Fetched): string {
  if (part.rendition === 'original' && file.sha256 !== null) return `"${file.sha256}"`;
  const mark = createHmac('sha256', key).update(JSON.stringify([part.contentId, part.bytes]), 'utf8');
  return `"${mark.digest('base64url')}"`;
}

/** Nothing that came with a file may run, load or be framed by others. */
export const SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'self'";
/** A player in a tab of its own loads the recording once more, as from its own place. */
const PLAYED = "sandbox allow-same-origin; default-src 'none'; media-src 'self'; frame-ancestors 'self'";
/** Browsers show PDF with pages of their own, which some do not open in a sandbox. */
const OWN_VIEWER = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/** What a browser may do with it. */
export function policyOf(part: RenditionDoc): string {
  const type = typeOf(part);
  if (type === 'application/pdf') return OWN_VIEWER;
  return /^(audio|video)\//.test(type) ? PLAYED : SANDBOX;
}

/** Small pictures may stay in the browser of the one person as long as their address is good; nothing else is kept. */
export function cachingOf({ rendition }: RenditionDoc, secondsLeft: number): string {
  const isSmall = rendition === 'thumb' || rendition === 'preview';
  return isSmall ? `private, max-age=${Math.max(0, Math.floor(secondsLeft))}` : 'private, no-store';
}
