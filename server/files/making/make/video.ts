import { join } from 'node:path';
import type { Laid, Made } from '../../ports.ts';
import type { AskChild } from '../bounds/child.ts';
import { productsOf } from './products.ts';
import { PLAIN_MP4, runFfmpeg, type Studio, writeAnew } from './recording.ts';

/** 1280 × 720 lying, 720 × 1280 standing, at most; even, as H.264 wants it. */
const SIZE = [
  "scale=w='if(gte(iw,ih),min(1280,iw),min(720,iw))'",
  "h='if(gte(iw,ih),min(720,ih),min(1280,ih))'",
  'force_original_aspect_ratio=decrease',
  'force_divisible_by=2',
].join(':');

const VIDEO = [
  ...['-map', '0:v:0', '-map', '0:a:0?', '-vf', `${SIZE},setsar=1`, '-fpsmax', '30'],
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'main', '-pix_fmt', 'yuv420p'],
  ...['-crf', '26', '-maxrate', '2M', '-bufsize', '4M', '-g', '60', '-x264-params', 'threads=2'],
  ...['-c:a', 'aac', '-b:a', '64k', '-ac', '1', '-ar', '44100'],
];

/** A video note as every phone plays it, from its first second: H.264 and AAC, 720p; and its poster. */
export async function makeVideo(
  video: Laid & { readonly mime: string },
  seconds: number,
  { studio, askChild }: { studio: Studio; askChild: AskChild },
): Promise<Made> {
  const path = join(studio.folder, 'play.mp4');
  const made = await writeAnew(video, { seconds, args: [...VIDEO, ...PLAIN_MP4, path], path }, studio);
  if ('refused' in made) return made;
  if (made.picture === null) return { refused: 'broken' };
  const poster = await posterOf(path, { studio, askChild });
  return {
    facts: { ...poster.facts, size: made.picture, durationMs: made.durationMs ?? 0 },
    products: [{ rendition: 'play', path, mime: 'video/mp4' }, ...poster.products],
  };
}

/** A picture out of its first second that says something. */
async function posterOf(
  path: string,
  { studio, askChild }: { studio: Studio; askChild: AskChild },
): Promise<Extract<Made, { facts: unknown }>> {
  const poster = join(studio.folder, 'poster.png');
  const args = ['-t', '1', '-vf', 'thumbnail=30', '-frames:v', '1', '-f', 'image2', '-update', '1', poster];
  const ran = await runFfmpeg({ path, mime: 'video/mp4' }, args, studio);
  const seen =
    ran?.code === 0
      ? await askChild({ do: 'picture', path: poster, mime: 'image/png' }, studio.folder)
      : null;
  return seen && 'facts' in seen ? productsOf(seen, studio.folder) : { facts: {}, products: [] };
}
