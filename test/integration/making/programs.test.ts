import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readConfig } from '../../../server/config.ts';
import { findPrograms, makeMaking } from '../../../server/files/making/index.ts';
import { FILE_TYPES } from '../../../shared/file-types.ts';
import { lay, makeFolders } from './contents.ts';

describe('The programs of this machine', () => {
  const folders = makeFolders();
  const path = process.env['PATH'];
  afterEach(() => {
    process.env['PATH'] = path;
    folders.clear();
  });

  /** A folder with programs of these names; only it is on PATH. */
  function machineWith(...names: string[]): string {
    const folder = folders.fresh();
    for (const name of names) writeFileSync(join(folder, name), '#!/bin/sh\n', { mode: 0o755 });
    process.env['PATH'] = `relative:${folder}`;
    return folder;
  }
  const found = (o: Partial<Record<'ffmpeg' | 'ffprobe' | 'soffice' | 'heif', string>> = {}) =>
    findPrograms({ ffmpeg: '', ffprobe: '', soffice: '', heif: '', ...o });

  it('are found on PATH', () => {
    const folder = machineWith('ffmpeg', 'ffprobe', 'soffice', 'heif-convert');
    expect(found()).to.deep.equal({
      sound: { ffmpeg: join(folder, 'ffmpeg'), ffprobe: join(folder, 'ffprobe') },
      soffice: join(folder, 'soffice'),
      heif: join(folder, 'heif-convert'),
    });
  });

  it('may be missing', () => {
    machineWith();
    expect(found()).to.deep.equal({ sound: null, soffice: null, heif: null });
  });

  it('ffmpeg is of no use without ffprobe', () => {
    machineWith('ffmpeg');
    expect(found().sound).to.equal(null);
  });

  it('what may not be run is none', () => {
    const folder = machineWith('soffice');
    chmodSync(join(folder, 'soffice'), 0o644);
    expect(found().soffice).to.equal(null);
  });

  it('are those that the configuration names, else the start says which cannot be run', () => {
    const folder = machineWith('soffice', 'mine');
    expect(found({ soffice: join(folder, 'mine') }).soffice).to.equal(join(folder, 'mine'));
    expect(() => found({ soffice: join(folder, 'none') })).to.throw(/^soffice: .*none is not/);
    expect(() => found({ ffmpeg: 'ffmpeg' })).to.throw(/^ffmpeg: ffmpeg is not the absolute path/);
  });

  it('are put together with all else as the configuration says', async () => {
    const none = makeMaking(readConfig({}));
    expect([none.scan, none.transcribe]).to.deep.equal([null, null]);
    const laid = lay(folders.fresh(), Buffer.from('民有所呼'), { name: 'a.txt' });
    expect(await none.judge(laid, FILE_TYPES)).to.deep.equal({ mime: 'text/plain' });
    expect(await none.make({ ...laid, mime: 'text/plain' }, folders.fresh())).to.deep.equal({
      facts: {},
      products: [],
    });
    const asked = { CLAMD_URL: 'tcp://127.0.0.1:1', HUYING_SPEECH_URL: 'http://127.0.0.1:1/v1' };
    const all = makeMaking(readConfig(asked));
    expect([typeof all.scan, typeof all.transcribe]).to.deep.equal(['function', 'function']);
  });

  it('the start refuses addresses that are none', () => {
    for (const [name, value] of [
      ['CLAMD_URL', 'clamav:3310'],
      ['HUYING_SPEECH_URL', 'ftp://speech'],
      ['HUYING_MAKERS_AT_ONCE', '0'],
    ] as const)
      expect(() => readConfig({ [name]: value }), name).to.throw(new RegExp(`^${name}: `));
    expect(readConfig({ CLAMD_URL: 'tcp://clamav:3310' }).CLAMD_URL).to.equal('tcp://clamav:3310');
  });
});
