import pixelmatch from 'pixelmatch';
import sharp from 'sharp';

/** Of all its pixels so many may differ before a picture counts as another: fonts are smoothed a little differently at times. */
export const MAY_DIFFER = 0.001;
/** How far two pixels lie apart before they count as different, 0 to 1 (YIQ distance, see pixelmatch). */
const NOTICED = 0.1;

/** What two pictures have in common. */
export interface Compared {
  /** Share of pixels that differ, 0 to 1; 1 where the sizes do. */
  readonly share: number;
  /** Where they differ, as PNG; null where the sizes do. */
  readonly where: Buffer | null;
}

const pixelsOf = async (picture: Buffer) =>
  sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });

/** Holds a picture, in any format, against the accepted one. */
export async function compare(accepted: Buffer, taken: Buffer): Promise<Compared> {
  const [a, b] = await Promise.all([pixelsOf(accepted), pixelsOf(taken)]);
  const { width, height } = a.info;
  if (width !== b.info.width || height !== b.info.height) return { share: 1, where: null };
  const out = Buffer.alloc(a.data.length);
  const differing = pixelmatch(a.data, b.data, out, width, height, { threshold: NOTICED });
  const where = await sharp(out, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
  return { share: differing / (width * height), where };
}

/** Small and without loss, as it is kept. */
export const kept = (png: Buffer): Promise<Buffer> =>
  sharp(png).webp({ lossless: true, effort: 6 }).toBuffer();
