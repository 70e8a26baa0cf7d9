import type { FileKind, Rendition, SharedFile } from '../../../../client-sdk/index.ts';

/** Pictures that can be shown again as pictures; drawings with scripts in them (SVG) are not among them. */
const PICTURES = /^image\/(jpeg|png|gif|webp|bmp|tiff|avif|heic|heif)$/;

/** As what a file is sent that somebody dropped or pasted. */
export const kindOf = (type: string): FileKind => {
  if (PICTURES.test(type)) return 'picture';
  return type.startsWith('video/') ? 'video-note' : 'document';
};

/** Minutes and seconds, `1:05`. */
export const clockOf = (ms: number): string => {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** The first of these that can be fetched; null: none can. */
export const firstOf = (file: SharedFile, ...wanted: readonly Rendition[]): Rendition | null =>
  wanted.find((rendition) => file.renditions.includes(rendition)) ?? null;

/** What of a document is read in the browser itself; null: it has to be downloaded. */
export const readableOf = (file: SharedFile): Rendition | null =>
  firstOf(file, 'pdf') ?? (file.mime === 'application/pdf' ? firstOf(file, 'original') : null);

/** What of a recording is played: what was made for it, else what was sent. */
export const playableOf = (file: SharedFile): Rendition | null => firstOf(file, 'play', 'original');

/** The ending of a name in capital letters, as people call such a file; empty: it has none. */
export const endingOf = (name: string): string => {
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1];
  return ending?.toUpperCase() ?? '';
};

/** The box in which a picture stands: its own shape, within these pixels. */
export const boxOf = (size: SharedFile['size'], most: { width: number; height: number }) => {
  if (!size || size.width <= 0 || size.height <= 0) return { width: most.width, height: most.width * 0.75 };
  const scale = Math.min(1, most.width / size.width, most.height / size.height);
  return { width: Math.round(size.width * scale), height: Math.round(size.height * scale) };
};
