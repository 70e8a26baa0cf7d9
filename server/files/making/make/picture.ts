import { encode } from 'blurhash';
import sharp, { type Sharp } from 'sharp';
import type { Answer, Seen } from '../tasks.ts';
import { MOST_PIXELS } from './sizes.rules.ts';

/** Longer sides, px. */
const SIDES = { preview: 1_280, thumb: 320 } as const;
const BLUR_SIDE = 32;
const BLUR_PARTS = [4, 3] as const;

// What is hostile reaches only the decoders that are needed.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadHeif',
  ],
});
sharp.cache(false);
sharp.concurrency(1);

/** Pixels, four bytes each. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A picture upright, without all that cameras write into it, in two sizes; the header is read before a pixel is. */
export async function makePicture(path: string, mime: string): Promise<Answer> {
  // A header may say what it likes; what comes of it is asked only below the limit.
  const header = await sharp(path, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (header === null) return mayBeUnreadable(mime) ? NOTHING : { refused: 'broken' };
  if (header.width * header.height > MOST_PIXELS) return { refused: 'bomb' };
  const { width, height } = header.autoOrient;
  const shrunk = await shrink(sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'error' })).catch(
    () => null,
  );
  if (shrunk === null) return mayBeUnreadable(mime) ? NOTHING : { refused: 'broken' };
  return seen(shrunk, { width, height });
}

const NOTHING: Seen = { facts: {}, pictures: [] };

/** HEIC needs a decoder (HEVC) that not every build of the library has: no pictures of it then, and no error. */
const mayBeUnreadable = (mime: string) => mime === 'image/heic' || mime === 'image/heif';

async function shrink(picture: Sharp): Promise<Pixels> {
  const side = SIDES.preview;
  const { data, info } = await picture
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Writes thumb and preview of pixels into this folder, and says what is to be said of them. */
export async function seen(pixels: Pixels, size: { width: number; height: number }): Promise<Seen> {
  for (const name of ['preview', 'thumb'] as const) {
    const side = SIDES[name];
    await raw(pixels)
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .toFile(name);
  }
  return { facts: { size, blur: await blurOf(pixels) }, pictures: ['thumb', 'preview'] };
}

const raw = ({ data, width, height }: Pixels) => sharp(data, { raw: { width, height, channels: 4 } });

async function blurOf(pixels: Pixels): Promise<string> {
  const { data, info } = await raw(pixels)
    .flatten({ background: '#fff' })
    .resize({ width: BLUR_SIDE, height: BLUR_SIDE, fit: 'inside' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return encode(new Uint8ClampedArray(data), info.width, info.height, ...BLUR_PARTS);
}
