import { fileTypeFromFile } from 'file-type';
import type { Judgement } from '../../ports.ts';
import { isZippedOffice, plainMime } from '../kinds.rules.ts';
import { boxesIn } from './boxes.ts';
import { namesInCompound, officeByNames } from './cfb.ts';
import { beginsWithMarkup, endOfPicture, endsAsZip, isCameraTail, TAIL_BYTES } from './hidden.rules.ts';
import { type Source, withSource } from './source.ts';
import { beginningOfText, isScript } from './text.ts';
import { tracksOfMp4, tracksOfWebm } from './tracks.ts';
import { lookIntoZip } from './zipped.ts';

const NOT_ALLOWED = { refused: 'not-allowed' } as const;
const BROKEN = { refused: 'broken' } as const;

/** What may be a document folded up; which one, its own directory says. */
const isZip = (mime: string) => isZippedOffice(mime) || mime === 'application/zip';

/** What a content is, from its bytes alone; `name` only tells a table from another text. */
export async function look(path: string, name: string): Promise<Judgement> {
  const mime = await signatureOf(path);
  if (mime === null) return lookAtText(path, name);
  return withSource(path, (source) =>
    isZip(mime) ? lookIntoZip(path, source.bytes) : lookInto(source, mime),
  );
}

async function signatureOf(path: string): Promise<string | null> {
  const found = await fileTypeFromFile(path);
  return found ? plainMime(found.mime) : null;
}

async function lookAtText(path: string, name: string): Promise<Judgement> {
  const beginning = await beginningOfText(path);
  if (beginning === null || isScript(beginning)) return NOT_ALLOWED;
  return { mime: /\.(csv|tsv)$/i.test(name) ? 'text/csv' : 'text/plain' };
}

function lookInto(source: Source, mime: string): Judgement {
  const tail = source.read(Math.max(0, source.bytes - TAIL_BYTES), TAIL_BYTES);
  // A PDF may carry whole documents; it is two things at once only where a ZIP goes to its very end.
  if (endsAsZip(tail, { exactly: mime === 'application/pdf' })) return NOT_ALLOWED;
  if (mime === 'application/x-cfb') return lookAtCompound(source);
  if (mime.startsWith('image/')) return lookAtPicture(source, mime);
  if (mime === 'video/mp4' || mime === 'audio/mp4' || mime === 'video/quicktime' || mime === 'video/3gpp')
    return byTracks(mime, tracksOfMp4(source));
  if (mime === 'video/webm') return byTracks(mime, tracksOfWebm(source));
  return { mime };
}

function lookAtCompound(source: Source): Judgement {
  const names = namesInCompound(source);
  const mime = names && officeByNames(names);
  return mime === null ? NOT_ALLOWED : { mime };
}

function lookAtPicture(source: Source, mime: string): Judgement {
  if (beginsWithMarkup(source.read(0, 1_024))) return NOT_ALLOWED;
  if (['image/heic', 'image/heif', 'image/avif'].includes(mime))
    return boxesIn(source, 0, source.bytes) === null ? BROKEN : { mime };
  const bytes = source.read(0, source.bytes);
  const end = endOfPicture(mime, bytes);
  if (end === null) return BROKEN;
  return isCameraTail(mime, bytes.subarray(end)) ? { mime } : NOT_ALLOWED;
}

/** Recorders call both by one name; what plays decides. */
function byTracks(mime: string, tracks: ReturnType<typeof tracksOfMp4>): Judgement {
  if (tracks === null) return BROKEN;
  const container = mime === 'video/quicktime' ? 'mp4' : mime.slice(mime.indexOf('/') + 1);
  if (!tracks.hasPicture) return { mime: `audio/${container}` };
  return { mime: mime === 'audio/mp4' ? 'video/mp4' : mime };
}
