import { join } from 'node:path';
import { ensurePacks, findOnPath } from './pack.ts';
import { ffmpegRecipe } from './packs.ts';

/** Where the programs of FFmpeg are; they need no environment of their own. */
export interface Ffmpeg {
  ffmpeg: string;
  ffprobe: string;
}

/** FFmpeg of the host, else one unpacked into the cache. */
export async function findFfmpeg(cache: () => string, say: (line: string) => void): Promise<Ffmpeg> {
  const [ffmpeg, ffprobe] = [findOnPath('ffmpeg'), findOnPath('ffprobe')];
  if (ffmpeg && ffprobe) return { ffmpeg, ffprobe };
  const trees = await ensurePacks([ffmpegRecipe], cache(), say);
  const folder = join(trees.get(ffmpegRecipe.name) ?? '', 'usr/bin');
  return { ffmpeg: join(folder, 'ffmpeg'), ffprobe: join(folder, 'ffprobe') };
}
