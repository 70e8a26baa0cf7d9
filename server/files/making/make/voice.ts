import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Laid, Made } from '../../ports.ts';
import { barsOf } from './bars.rules.ts';
import { PLAIN_MP4, readUpTo, type Studio, writeAnew } from './recording.ts';

const SAMPLES_PER_SECOND = 8_000;

/** A voice as every phone plays it: AAC, mono, 32 kbit/s; how long it is, and how loud where. */
export async function makeVoice(
  voice: Laid & { readonly mime: string },
  seconds: number,
  studio: Studio,
): Promise<Made> {
  const path = join(studio.folder, 'play.m4a');
  const samples = join(studio.folder, 'samples');
  const mono = ['-map', '0:a:0', '-vn', '-ac', '1'];
  const args = [
    ...[...mono, '-ar', '44100', '-c:a', 'aac', '-b:a', '32k', ...PLAIN_MP4, path],
    ...[...readUpTo(seconds), ...mono, '-ar', String(SAMPLES_PER_SECOND), '-f', 's16le', samples],
  ];
  const made = await writeAnew(voice, { seconds, args, path }, studio);
  if ('refused' in made) return made;
  const bytes = await readFile(samples);
  const even = new Int16Array(new Uint8Array(bytes).buffer, 0, Math.floor(bytes.length / 2));
  return {
    facts: { durationMs: made.durationMs ?? 0, bars: barsOf(even) },
    products: [{ rendition: 'play', path, mime: 'audio/mp4' }],
  };
}
