import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { connect, type Huying, type Room, type SendingFile } from '../../../client-sdk/index.ts';
import { bringUpFfmpeg } from '../../../embedded/index.ts';
import type { FileKind, SharedFile } from '../../../shared/files.ts';
import type { FileId } from '../../../shared/ids.ts';
import type { Parts } from '../../../server/app.ts';
import { engines, freshFolder } from '../../support/engines.ts';
import { until } from '../../support/until.ts';
import { fileIn } from '../files/sending.ts';
import { picture } from '../making/contents.ts';
import {
  type Environment,
  environmentOn,
  openParts,
  type ServerProcess,
  startProcess,
} from './server-process.ts';
import { settle } from './village.ts';

const PATIENCE_MS = 120_000;

interface KeptFile {
  readonly _id: FileId;
  readonly state: string;
  readonly renditions: { readonly rendition: string; readonly contentId: string }[];
}

describe('faults: a worker killed while it makes something of a file', function () {
  this.timeout(300_000);
  let folder: string;
  let environment: Environment;
  let ffmpeg: Awaited<ReturnType<typeof bringUpFfmpeg>>;
  let parts: Parts;
  let web: ServerProcess;
  let worker: ServerProcess;
  let client: Huying;
  let room: Room;

  before(async () => {
    const cacheDir = process.env['HUYING_CACHE_DIR'];
    const say = (line: string) => process.stderr.write(`  ${line}\n`);
    ffmpeg = await bringUpFfmpeg({ say, ...(cacheDir ? { cacheDir } : {}) });
    folder = freshFolder();
    environment = {
      ...environmentOn({ ...(await engines()), folder }),
      ...{ FFMPEG_PATH: hangingFfmpeg(), FFPROBE_PATH: ffmpeg.ffprobe, HUYING_WORK_DIR: workFolder() },
    };
    mkdirSync(workFolder());
    const { people, rooms } = await settle(environment, { people: 1, rooms: 1 });
    const [person, place] = [people[0], rooms[0]];
    if (!person || !place) throw new Error('the village is empty');
    parts = await openParts(environment);
    web = await start('web');
    worker = await start('worker');
    client = connect({ url: web.url });
    await client.signIn(person.login, person.password);
    room = client.room(place.roomId);
    await room.open();
  });
  after(async () => {
    client.close();
    await Promise.all([web.stop(), worker.stop()]);
    await parts.database.connection.dropDatabase();
    await parts.close();
    rmSync(folder, { recursive: true });
  });

  const start = (role: 'web' | 'worker') => startProcess({ ...environment, HUYING_ROLES: role, PORT: '0' });
  const workFolder = () => join(folder, 'work');
  /** Until this file is there, the FFmpeg of the worker hangs; it says under which number. */
  const leave = () => join(folder, 'leave');
  const hangs = () => join(folder, 'hangs');
  function hangingFfmpeg(): string {
    const path = join(folder, 'ffmpeg');
    const script = `[ -e '${leave()}' ] || { echo $$ > '${hangs()}'; exec sleep 1000; }\nexec '${ffmpeg.ffmpeg}' "$@"\n`;
    writeFileSync(path, `#!/bin/sh\n${script}`);
    chmodSync(path, 0o755);
    return path;
  }
  const hasHung = () => existsSync(hangs()) && readFileSync(hangs(), 'utf8').endsWith('\n');
  /** A zombie that nobody has fetched yet is over as well. */
  const isOver = (pid: string) => {
    const status = `/proc/${pid.trim()}/status`;
    return !existsSync(status) || /^State:\s+Z/m.test(readFileSync(status, 'utf8'));
  };

  const collection = <D extends object>(name: string) => parts.database.connection.collection<D>(name);
  const kept = async (fileId: FileId): Promise<KeptFile> => {
    const found = await collection<KeptFile>('files').findOne({ _id: fileId });
    if (!found) throw new Error('not kept');
    return found;
  };
  const send = async (bytes: Buffer, o: SendingFile) =>
    fileIn(await room.sendFile(new Blob([new Uint8Array(bytes)]), o)).fileId;
  const shown = (fileId: FileId): SharedFile | undefined =>
    room
      .read()
      .messages.flatMap(({ body }) => (body.kind === 'file' ? [body.file] : []))
      .find((file) => file.fileId === fileId);

  /** Kills the worker, which was in the middle of it; another is started. */
  async function strike(fileId: FileId): Promise<void> {
    await worker.kill();
    expect(await kept(fileId), 'it struck in the middle').to.deep.include({
      ...{ state: 'processing', renditions: [] },
    });
    expect(readdirSync(workFolder()), 'what the dead one left').to.have.lengthOf.at.least(1);
    worker = await start('worker');
  }

  /** It gets ready, each step is told once, and nothing lies about besides what is shown. */
  async function expectReadyOnce(fileId: FileId, renditions: readonly string[]): Promise<void> {
    await until('it is ready', () => shown(fileId)?.state === 'ready', PATIENCE_MS);
    expect(shown(fileId)).to.deep.include({ renditions, revision: 3 });
    const moves = await collection<{ deed: { file: SharedFile } }>('changes')
      .find({ 'deed.kind': 'file-moved', 'deed.file.fileId': fileId })
      .toArray();
    expect(moves.map(({ deed }) => deed.file.state).sort()).to.eql(['processing', 'ready', 'scanning']);
    const made = (await kept(fileId)).renditions.map(({ contentId }) => contentId);
    const contents = await collection<{ _id: string }>('contents.files').find({}).toArray();
    expect(
      contents
        .map(({ _id }) => _id)
        .filter((id) => id.startsWith(fileId))
        .sort(),
    ).to.eql(made.sort());
    expect(worker.surprises()).to.eql([]);
  }

  it('is followed by another that makes it once: a picture', async () => {
    const bytes = await picture(8_000, 6_000).png().toBuffer();
    const fileId = await send(bytes, { kind: 'picture', name: '现场.png' });
    await until('it is being made', async () => (await kept(fileId)).state === 'processing', PATIENCE_MS);
    await strike(fileId);
    await expectReadyOnce(fileId, ['original', 'thumb', 'preview']);
  });

  it('is followed by another that makes it once: a voice, whose FFmpeg ended with the dead worker', async () => {
    const path = join(folder, 'voice.webm');
    const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=3'];
    execFileSync(ffmpeg.ffmpeg, ['-v', 'error', ...tone, '-c:a', 'libopus', path]);
    const kind: FileKind = 'voice';
    const fileId = await send(readFileSync(path), { kind, name: '语音.webm' });
    await until('FFmpeg is at it', hasHung, PATIENCE_MS);
    const pid = readFileSync(hangs(), 'utf8');
    expect(isOver(pid)).to.equal(false);
    writeFileSync(leave(), '');
    await strike(fileId);
    await until('the FFmpeg of the dead worker is over', () => isOver(pid));
    await expectReadyOnce(fileId, ['original', 'play']);
    expect(shown(fileId)?.durationMs).to.be.within(2_850, 3_150);
  });
});
