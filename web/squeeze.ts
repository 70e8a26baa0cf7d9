import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** What is text, and shrinks. */
const ENDINGS = new Set(['.css', '.html', '.js', '.svg', '.webmanifest']);
/** Below this nothing is won, in bytes. */
const LEAST = 512;

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/** Writes each text of a built folder once more as it travels, beside itself: `.br` and `.gz`; the server sends what a browser reads. */
export async function squeeze(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  await Promise.all(
    names.filter((name) => ENDINGS.has(extname(name))).map((name) => squeezeOne(join(folder, name))),
  );
}

async function squeezeOne(file: string): Promise<void> {
  const text = await readFile(file);
  if (text.length < LEAST) return;
  const best = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } };
  await writeFile(`${file}.br`, await toBrotli(text, best));
  await writeFile(`${file}.gz`, await toGzip(text, { level: constants.Z_BEST_COMPRESSION }));
}
