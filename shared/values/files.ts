/** picture 图片; document 文件: everything that is none of the others; voice 语音; video-note 视频. */
export const FILE_KINDS = ['picture', 'document', 'voice', 'video-note'] as const;

/** uploading → scanning → processing → ready | refused. Nobody fetches anything of a file that is not ready. */
export const FILE_STATES = ['uploading', 'scanning', 'processing', 'ready', 'refused'] as const;

/**
 * Why a file was refused. cancelled: by who sent it; abandoned: the rest of it never came; not-allowed: the congress
 * takes no such content; broken: it cannot be read as what it is; bomb: it would unfold to far more than it is;
 * checksum: not the bytes that were announced; unscanned: the scanner was not to be had, and unscanned files are not opened.
 */
export const REFUSED_BECAUSE = [
  'cancelled',
  'abandoned',
  'empty',
  'too-large',
  'checksum',
  'not-allowed',
  'virus',
  'unscanned',
  'bomb',
  'broken',
] as const;

/**
 * What of a file can be fetched. original: the bytes that were sent; thumb and preview: WebP, 320 and 1280 px at the
 * longer side (of a document its first page, of a video note its poster); pdf: an office document to be read in a
 * browser; play: AAC in MP4 of a voice, H.264 and AAC in MP4 of a video note.
 */
export const RENDITIONS = ['original', 'thumb', 'preview', 'pdf', 'play'] as const;

/** Longest name, in bytes of UTF-8. */
export const MAX_NAME_BYTES = 255;

/** Amplitude bars of a voice, each 0 … 255. */
export const VOICE_BARS = 64;

/** Most addresses asked for at once. */
export const MAX_ADDRESSES = 60;
