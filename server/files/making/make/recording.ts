import type { Laid, Made } from '../../ports.ts';
import { type Bounds, type Ran, runBounded } from '../bounds/bounded-program.ts';
import type { Programs } from '../programs.ts';
import { inputOptions, probe, type Probed } from './probe.ts';

/** Where and by what a recording is made. */
export interface Studio {
  readonly sound: NonNullable<Programs['sound']>;
  readonly folder: string;
  readonly bounds: Bounds;
}

/** What a recording may be, and how it is written. */
export interface Writing {
  /** Longer it may not be. */
  readonly seconds: number;
  readonly args: readonly string[];
  /** What it is written to; it is read again to measure it. */
  readonly path: string;
}

/** A recorder that stops at the limit is a little late. */
const GRACE_SECONDS = 2;
/** Less than this part of what the container says it has: the rest is lost. */
const LEAST_PART = 0.9;

/** How much of a recording is read that may be so long: a little more, to see when it is longer. */
export const readUpTo = (seconds: number): string[] => ['-t', String(seconds + GRACE_SECONDS + 1)];

/** Writes a recording anew, and measures what came of it; refused: broken, or too long. */
export async function writeAnew(
  recording: Laid & { readonly mime: string },
  writing: Writing,
  studio: Studio,
): Promise<Probed | Extract<Made, { refused: unknown }>> {
  const broken = { refused: 'broken' } as const;
  const said = await probe(studio.sound.ffprobe, recording, studio.bounds);
  if (said === null) return broken;
  const most = (writing.seconds + GRACE_SECONDS) * 1000;
  if ((said.durationMs ?? 0) > most) return { refused: 'too-large' };
  const ran = await runFfmpeg(recording, [...readUpTo(writing.seconds), ...writing.args], studio);
  if (ran?.code !== 0) return broken;
  const made = await probe(studio.sound.ffprobe, { path: writing.path, mime: 'video/mp4' }, studio.bounds);
  if (made?.durationMs == null || made.durationMs < 1) return broken;
  if (made.durationMs > most) return { refused: 'too-large' };
  if (said.durationMs !== null && made.durationMs < said.durationMs * LEAST_PART) return broken;
  return made;
}

/** Runs ffmpeg with this input; null: it may not read it. */
export async function runFfmpeg(
  input: { readonly path: string; readonly mime: string },
  args: readonly string[],
  { sound, folder, bounds }: Studio,
): Promise<Ran | null> {
  const options = inputOptions(input.mime, input.path);
  if (options === null) return null;
  return runBounded({
    program: sound.ffmpeg,
    args: ['-v', 'error', '-nostdin', '-y', '-threads', '2', ...options, ...args],
    folder,
    bounds,
  });
}

/** Written into every recording, and what is not: no titles, places or dates, all that is needed to play at its beginning. */
export const PLAIN_MP4 = [
  '-map_metadata',
  '-1',
  '-map_chapters',
  '-1',
  '-sn',
  '-dn',
  '-movflags',
  '+faststart',
  '-f',
  'mp4',
];
