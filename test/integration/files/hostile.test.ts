import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect } from 'chai';
import type { AnnouncedFile } from '../../../shared/file-acts.ts';
import type { FileKind, RefusedBecause } from '../../../shared/files.ts';
import type { FileId } from '../../../shared/ids.ts';
import { bringUpFfmpeg } from '../../../embedded/index.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';
import { expectNoSurprise, watchSurprises } from '../../contract/refusals/surprises.ts';
import { addressesOf } from '../files-getting/fetching.ts';
import { docx, makeFolders, pdf, picture, zip } from '../making/contents.ts';
import {
  announced,
  begin,
  bytesOf,
  idOf,
  offsetAt,
  openPatch,
  patch,
  type Sender,
  shown,
} from './sending.ts';

const PATIENCE_MS = 120_000;
const MB = 1024 * 1024;
const HTML = '<!doctype html><html><body><script>alert(1)</script></body></html>';
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

type Ended = number | 'cut off';

/** Writes this piece again and again until somebody ends it. */
async function flooded(
  { write, ended }: { write: (piece: Buffer) => Promise<void>; ended: Promise<Ended> },
  piece: Buffer,
): Promise<Ended> {
  const next = () => Promise.race([ended, write(piece).then(() => null)]);
  let answer = await next();
  while (answer === null) answer = await next();
  return answer;
}

/** What somebody sends who means harm, or whose phone is broken: through the doors, to a worker, as all files go. */
describe('files that mean harm', function () {
  this.timeout(180_000);
  const folders = makeFolders();
  let server: TestServer;
  let surprises: unknown[];
  let client: WireClient;
  let sender: Sender;
  let roomId: string;
  let film: Buffer;

  before(async () => {
    const cacheDir = process.env['HUYING_CACHE_DIR'];
    const say = (line: string) => process.stderr.write(`  ${line}\n`);
    const { ffmpeg, ffprobe } = await bringUpFfmpeg({ say, ...(cacheDir ? { cacheDir } : {}) });
    film = filmBy(ffmpeg);
    server = await startServer({
      worker: true,
      env: { FFMPEG_PATH: ffmpeg, FFPROBE_PATH: ffprobe, HUYING_UPLOAD_STALL_SECONDS: '1' },
    });
    surprises = watchSurprises(server);
    const people = await server.addPeople(1);
    ({ roomId } = await server.addRoom(people));
    client = await wireClient(server.url, people[0] as TestPerson);
    sender = { url: server.url, token: client.token };
  });
  after(async () => {
    client.close();
    await server.stop();
    folders.clear();
  });

  function filmBy(ffmpeg: string): Buffer {
    const path = join(folders.fresh(), 'film.mp4');
    const drawn = ['-f', 'lavfi', '-i', 'testsrc=size=320x240:rate=25:duration=2'];
    execFileSync(ffmpeg, ['-v', 'error', ...drawn, '-c:v', 'libx264', '-movflags', '+faststart', path]);
    return readFileSync(path);
  }

  const HARMFUL: readonly {
    what: string;
    name: string;
    kind?: FileKind;
    bytes: () => Promise<Buffer>;
    why: RefusedBecause;
  }[] = [
    {
      what: 'a program under the name of a document',
      ...{ name: '通知.docx', why: 'not-allowed' },
      bytes: () => Promise.resolve(Buffer.concat([Buffer.from('MZ'), bytesOf('program', 5_000)])),
    },
    {
      what: 'a PDF under the name of a picture',
      ...{ name: '现场.jpg', why: 'not-allowed' },
      bytes: () => Promise.resolve(pdf(1, [595, 842])),
    },
    {
      what: 'a picture that is a ZIP as well',
      ...{ name: '现场.jpg', kind: 'picture', why: 'not-allowed' },
      bytes: async () =>
        Buffer.concat([
          await picture(40, 30).jpeg().toBuffer(),
          await zip({ 'a.js': Buffer.from('alert(1)') }),
        ]),
    },
    {
      what: 'a picture that is a page as well',
      ...{ name: '现场.gif', kind: 'picture', why: 'not-allowed' },
      bytes: async () => Buffer.concat([await picture(40, 30).gif().toBuffer(), Buffer.from(HTML)]),
    },
    {
      what: 'a drawing with a script (SVG)',
      ...{ name: '示意图.svg', kind: 'picture', why: 'not-allowed' },
      bytes: () => Promise.resolve(Buffer.from(SVG)),
    },
    {
      what: 'a page under the name of a picture',
      ...{ name: '现场.jpg', kind: 'picture', why: 'not-allowed' },
      bytes: () => Promise.resolve(Buffer.from(HTML)),
    },
    {
      what: 'a document that unfolds to far more than it is',
      ...{ name: '答复.docx', why: 'bomb' },
      bytes: () => docx({ 'word/media/image1.bmp': Buffer.alloc(64 * MB) }),
    },
    {
      what: 'a video that ends in the middle',
      ...{ name: '视频.mp4', kind: 'video-note', why: 'broken' },
      bytes: () => Promise.resolve(film.subarray(0, film.length >> 1)),
    },
  ];

  for (const { what, name, kind = 'document', bytes, why } of HARMFUL)
    it(`are refused by what is in them, and fetched by nobody: ${what}`, async () => {
      const content = await bytes();
      const begun = await begin(client, announced(roomId, content.length, { name, kind }));
      await patch(sender, begun.upload.path, { offset: 0, bytes: content });
      const state = async () => (await shown(client, begun.message)).state;
      await until('it was looked at', async () => ['ready', 'refused'].includes(await state()), PATIENCE_MS);
      expect(await shown(client, begun.message)).to.deep.include({ state: 'refused', why, renditions: [] });
      const asked = [{ fileId: idOf(begun), rendition: 'original' as const }];
      expect(await addressesOf(client, asked)).to.deep.equal([null]);
      // It is taken away after it is said to be refused.
      await until('nothing of it is left', () => isGone(idOf(begun)), PATIENCE_MS);
    });

  async function isGone(fileId: FileId): Promise<boolean> {
    const read = server.parts.files.read(fileId).toArray();
    const outcome = await read.catch((error: unknown) => (error as Error).message);
    return typeof outcome === 'string' && outcome.startsWith('no content');
  }

  it('are taken when there is nothing wrong with them', async () => {
    const begun = await begin(
      client,
      announced(roomId, film.length, { name: '视频.mp4', kind: 'video-note' }),
    );
    await patch(sender, begun.upload.path, { offset: 0, bytes: film });
    const isReady = async () => (await shown(client, begun.message)).state === 'ready';
    await until('it is ready', isReady, PATIENCE_MS);
  });

  it('that never end are cut off, by either door, and nothing beyond what was announced is kept', async () => {
    const file = announced(roomId, 100_000);
    const begun = await begin(client, file);
    const piece = bytesOf('endless', 65_536);
    const endless = openPatch(sender, begun.upload.path, 0);
    expect(await flooded(endless, piece)).to.be.oneOf([409, 413, 'cut off']);
    expect(await offsetAt(sender, begun.upload.path)).to.be.at.most(100_000);

    expect(await endlessForm(announced(roomId, 100_000), piece)).to.be.oneOf([409, 413, 'cut off']);
  });

  it('that stop coming in the middle of one request are cut off', async () => {
    expect(await endlessForm(announced(roomId, 100_000), null)).to.equal('cut off');
  });

  /** A form whose content goes on until somebody ends it; `piece` null: it says nothing more. */
  async function endlessForm(file: AnnouncedFile, piece: Buffer | null): Promise<Ended> {
    const boundary = 'endless';
    const headers = {
      authorization: `Bearer ${sender.token}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    };
    const sent = request(`${server.url}/api/v1/files`, { method: 'POST', headers });
    const ended = new Promise<Ended>((resolve) => {
      sent.on('response', (response) => resolve(response.resume().statusCode ?? 0));
      sent.on('error', () => resolve('cut off'));
    });
    const part = (head: string) => `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`;
    sent.write(`${part('name="file"')}${JSON.stringify(file)}\r\n`);
    sent.write(part('name="content"; filename="a.pdf"'));
    const write = (bytes: Buffer) => new Promise<void>((resolve) => void sent.write(bytes, () => resolve()));
    if (piece === null) await write(Buffer.from('x'));
    return (piece === null ? ended : flooded({ write, ended }, piece)).finally(() => sent.destroy());
  }

  it('cause no INTERNAL and no line of error in the log', () => expectNoSurprise(server, surprises));
});
