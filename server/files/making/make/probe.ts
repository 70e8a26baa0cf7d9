import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { type Bounds, runBounded } from '../bounds/bounded-program.ts';
import { MOST_PIXELS } from './sizes.rules.ts';

const probed = z.object({
  streams: z._default(
    z.array(
      z.object({
        codec_type: z.optional(z.string()),
        width: z.optional(z.int()),
        height: z.optional(z.int()),
      }),
    ),
    [],
  ),
  format: z.optional(z.object({ duration: z.optional(z.string()) })),
});

/** What ffprobe says of a recording. */
export interface Probed {
  /** Null: its container does not say. */
  readonly durationMs: number | null;
  readonly hasSound: boolean;
  readonly picture: { readonly width: number; readonly height: number } | null;
}

/** How each container is read: told, never guessed, so that no playlist makes the program read other files. */
const DEMUXERS: Readonly<Record<string, string>> = {
  webm: 'matroska',
  mp4: 'mov',
  quicktime: 'mov',
  '3gpp': 'mov',
  aac: 'aac',
  amr: 'amr',
  wav: 'wav',
  mpeg: 'mp3',
  ogg: 'ogg',
  bmp: 'bmp_pipe',
};

/** The options by which ffmpeg and ffprobe read this content and nothing else; null: they are not to read it. */
export function inputOptions(mime: string, path: string): string[] | null {
  const demuxer = DEMUXERS[mime.slice(mime.indexOf('/') + 1)];
  if (demuxer === undefined) return null;
  const pixels = mime.startsWith('audio/') ? [] : ['-max_pixels', String(MOST_PIXELS)];
  return ['-protocol_whitelist', 'file', ...pixels, '-f', demuxer, '-i', `file:${path}`];
}

/** Asks ffprobe; null: it cannot read it. */
export async function probe(
  ffprobe: string,
  { path, mime }: { path: string; mime: string },
  bounds: Bounds,
): Promise<Probed | null> {
  const input = inputOptions(mime, path);
  if (input === null) return null;
  const args = ['-v', 'error', '-of', 'json', '-show_format', '-show_streams', ...input];
  const ran = await runBounded({ program: ffprobe, args, folder: dirname(path), bounds });
  if (ran.code !== 0) return null;
  const { streams, format } = probed.parse(JSON.parse(ran.out));
  const seconds = Number(format?.duration ?? 'none');
  const picture = streams.find(({ codec_type }) => codec_type === 'video');
  return {
    durationMs: Number.isFinite(seconds) ? Math.round(seconds * 1000) : null,
    hasSound: streams.some(({ codec_type }) => codec_type === 'audio'),
    picture: picture?.width && picture.height ? { width: picture.width, height: picture.height } : null,
  };
}
