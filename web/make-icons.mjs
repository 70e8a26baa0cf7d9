import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

/** Draws the icons of the installed application from the mark: `node web/make-icons.mjs`. */
const folder = join(import.meta.dirname, 'public');
const mark = readFileSync(join(folder, 'mark.svg'));
/** Sides of the mark’s own sheet. */
const SHEET = 40;

const drawn = (size) =>
  sharp(mark, { density: (72 * size) / SHEET })
    .resize(size, size)
    .png();

for (const size of [192, 512]) await drawn(size).toFile(join(folder, `icon-${size}.png`));

// Systems cut a maskable icon to shapes of their own; a circle of four fifths of its width is safe.
const whole = 512;
const inner = Math.round(whole * 0.76);
const middle = await drawn(inner).toBuffer();
await sharp({ create: { width: whole, height: whole, channels: 4, background: '#ffffff' } })
  .composite([{ input: middle, gravity: 'centre' }])
  .png({ compressionLevel: 9, palette: true })
  .toFile(join(folder, 'icon-maskable-512.png'));
