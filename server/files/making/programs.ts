import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** Programs of the machine that make what this product cannot make itself; null: there is none. */
export interface Programs {
  /** The one is of no use without the other. */
  readonly sound: { readonly ffmpeg: string; readonly ffprobe: string } | null;
  readonly soffice: string | null;
  /** libheif’s program that writes a HEIC picture anew. */
  readonly heif: string | null;
}

/** Finds the programs: where the configuration says, else on PATH. Throws when one is configured and cannot be run. */
export function findPrograms(configured: {
  ffmpeg: string;
  ffprobe: string;
  soffice: string;
  heif: string;
}): Programs {
  const ffmpeg = find(configured.ffmpeg, 'ffmpeg');
  const ffprobe = find(configured.ffprobe, 'ffprobe');
  return {
    sound: ffmpeg !== null && ffprobe !== null ? { ffmpeg, ffprobe } : null,
    soffice: find(configured.soffice, 'soffice'),
    heif: find(configured.heif, 'heif-convert'),
  };
}

function find(configured: string, name: string): string | null {
  if (configured === '') return onPath(name);
  if (!isAbsolute(configured) || !mayRun(configured))
    throw new Error(`${name}: ${configured} is not the absolute path of a program that may be run`);
  return configured;
}

function onPath(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(isAbsolute);
  return folders.map((folder) => join(folder, name)).find(mayRun) ?? null;
}

function mayRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
