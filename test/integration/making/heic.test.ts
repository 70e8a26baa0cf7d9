import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import sharp from 'sharp';
import { bringUpHeif } from '../../../embedded/index.ts';
import { makeJudge, makeMake } from '../../../server/files/making/index.ts';
import type { Make } from '../../../server/files/ports.ts';
import { FILE_TYPES } from '../../../shared/file-types.ts';
import { BOUNDS, lay, LONGEST, makeFolders, NO_PROGRAMS, picture } from './contents.ts';

describe('A picture of an iPhone (HEIC)', function () {
  this.timeout(120_000);
  const folders = makeFolders();
  let heic: Buffer;
  let withProgram: Make;
  const without = makeMake({ programs: NO_PROGRAMS, atOnce: 1, bounds: BOUNDS, longest: LONGEST });

  before(async function () {
    this.timeout(600_000);
    const cacheDir = process.env['HUYING_CACHE_DIR'];
    const say = (line: string) => process.stderr.write(`  ${line}\n`);
    const { convert, encode } = await bringUpHeif({ say, ...(cacheDir ? { cacheDir } : {}) });
    const programs = { ...NO_PROGRAMS, heif: convert };
    withProgram = makeMake({ programs, atOnce: 1, bounds: BOUNDS, longest: LONGEST });
    const folder = folders.fresh();
    writeFileSync(join(folder, 'a.png'), await picture(640, 480).png().toBuffer());
    execFileSync(encode, ['-o', join(folder, 'a.heic'), join(folder, 'a.png')], { stdio: 'ignore' });
    heic = readFileSync(join(folder, 'a.heic'));
  });
  after(() => folders.clear());

  const laid = (bytes: Buffer) => lay(folders.fresh(), bytes, { name: 'IMG_0001.HEIC', kind: 'picture' });

  it('is taken as what it is', async () => {
    const judge = makeJudge({ atOnce: 1, bounds: BOUNDS });
    expect(await judge(laid(heic), FILE_TYPES)).to.deep.equal({ mime: 'image/heic' });
  });

  it('has its pictures where there is a program that reads it', async () => {
    const made = await withProgram({ ...laid(heic), mime: 'image/heic' }, folders.fresh());
    if ('refused' in made) throw new Error(`refused as ${made.refused}`);
    expect(made.facts.size).to.deep.equal({ width: 640, height: 480 });
    expect(made.products.map(({ rendition }) => rendition)).to.deep.equal(['thumb', 'preview']);
    const { data, info } = await sharp(made.products[1]?.path)
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const at = (x: number) => [...data.subarray((240 * info.width + x) * 3, (240 * info.width + x) * 3 + 3)];
    expect(at(100)[0], 'red on the left').to.be.greaterThan(200);
    expect(at(540)[2], 'blue on the right').to.be.greaterThan(200);
  });

  it('is kept as it was sent where there is none, and where it cannot be read', async () => {
    const nothing = { facts: {}, products: [] };
    expect(await without({ ...laid(heic), mime: 'image/heic' }, folders.fresh())).to.deep.equal(nothing);
    const cut = heic.subarray(0, heic.length >> 1);
    expect(await withProgram({ ...laid(cut), mime: 'image/heic' }, folders.fresh())).to.deep.equal(nothing);
  });
});
