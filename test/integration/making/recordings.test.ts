import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import sharp from 'sharp';
import type { FileKind } from '../../../shared/files.ts';
import type { Made, Product } from '../../../server/files/ports.ts';
import { makeJudge, makeMake } from '../../../server/files/making/index.ts';
import { FILE_TYPES } from '../../../shared/file-types.ts';
import { probe } from '../../../server/files/making/make/probe.ts';
import type { Programs } from '../../../server/files/making/programs.ts';
import { BOUNDS, lay, LONGEST, makeFolders, soundPrograms } from './contents.ts';

type Seen = Extract<Made, { facts: unknown }>;

const SECONDS = 4;
/** A tone that is silent in its second half. */
const TONE = (seconds: number) =>
  `aevalsrc=exprs='0.5*sin(2*PI*440*t)*lt(t,${seconds / 2})':s=16000:d=${seconds}`;
const PICTURES = (seconds: number, size: string) => `testsrc=size=${size}:rate=25:duration=${seconds}`;

/** Every container that phones and browsers record voices into: how FFmpeg writes it, and what it is. */
const VOICES: readonly [what: string, mime: string, args: readonly string[]][] = [
  ['WebM with Opus, as browsers record', 'audio/webm', ['-c:a', 'libopus', '-f', 'webm']],
  ['MP4 with AAC, as Safari records', 'audio/mp4', ['-c:a', 'aac', '-f', 'mp4']],
  ['M4A', 'audio/mp4', ['-c:a', 'aac', '-f', 'ipod']],
  ['AAC without a container', 'audio/aac', ['-c:a', 'aac', '-f', 'adts']],
  ['WAV', 'audio/wav', ['-f', 'wav']],
  ['MP3', 'audio/mpeg', ['-c:a', 'libmp3lame', '-f', 'mp3']],
  ['Ogg with Opus', 'audio/ogg', ['-c:a', 'libopus', '-f', 'ogg']],
];

describe('What is made of voices and video notes', function () {
  this.timeout(600_000);
  const folders = makeFolders();
  const judge = makeJudge({ atOnce: 2, bounds: BOUNDS });
  let programs: Programs;
  before(async () => {
    programs = await soundPrograms();
  });
  after(() => folders.clear());

  const sound = () => {
    if (!programs.sound) throw new Error('the tests have no FFmpeg');
    return programs.sound;
  };
  /** Bytes that FFmpeg writes of what it makes up itself. */
  function record(...args: string[]): Buffer {
    const path = join(folders.fresh(), 'recording');
    execFileSync(sound().ffmpeg, ['-v', 'error', '-y', ...args, path]);
    return readFileSync(path);
  }
  const tone = (seconds: number, args: readonly string[]) =>
    record('-f', 'lavfi', '-i', TONE(seconds), ...args);
  const film = (seconds: number, size: string, ...args: string[]) =>
    record(
      ...['-f', 'lavfi', '-i', PICTURES(seconds, size), '-f', 'lavfi', '-i', TONE(seconds)],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', ...args],
    );
  const make = (bytes: Buffer, mime: string, kind: FileKind) => makeUpTo(LONGEST)(bytes, mime, kind);
  const makeUpTo = (longest: typeof LONGEST) => (bytes: Buffer, mime: string, kind: FileKind) =>
    makeMake({ programs, atOnce: 2, bounds: BOUNDS, longest })(
      { ...lay(folders.fresh(), bytes, { name: 'a', kind }), mime },
      folders.fresh(),
    );
  async function heard(bytes: Buffer, mime: string, kind: FileKind): Promise<Seen> {
    const made = await make(bytes, mime, kind);
    if ('refused' in made) throw new Error(`refused as ${made.refused}`);
    return made;
  }
  const product = (made: Seen, rendition: Product['rendition']) =>
    made.products.find((one) => one.rendition === rendition)?.path ?? `there is no ${rendition}`;
  /** The boxes of an MP4 in their order. */
  function boxes(path: string): string[] {
    const bytes = readFileSync(path);
    const types: string[] = [];
    for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at))
      types.push(bytes.toString('latin1', at + 4, at + 8));
    return types;
  }
  const streams = (path: string) =>
    JSON.parse(
      execFileSync(sound().ffprobe, [
        '-v',
        'error',
        '-of',
        'json',
        '-show_streams',
        '-show_format',
        path,
      ]).toString(),
    ) as {
      streams: {
        codec_name: string;
        channels?: number;
        width?: number;
        height?: number;
        bit_rate?: string;
      }[];
      format: { tags?: Record<string, string> };
    };

  for (const [what, mime, args] of VOICES)
    it(`a voice in ${what} plays everywhere, and its length is right within a twentieth`, async () => {
      const bytes = tone(SECONDS, args);
      const laid = lay(folders.fresh(), bytes, { name: 'voice', kind: 'voice' });
      expect(await judge(laid, FILE_TYPES)).to.deep.equal({ mime });
      const made = await heard(bytes, mime, 'voice');
      expect(made.facts.durationMs).to.be.closeTo(SECONDS * 1_000, SECONDS * 50);
      expect(made.products.map((one) => [one.rendition, one.mime])).to.deep.equal([['play', 'audio/mp4']]);
      const [stream, ...more] = streams(product(made, 'play')).streams;
      expect(more).to.deep.equal([]);
      expect([stream?.codec_name, stream?.channels]).to.deep.equal(['aac', 1]);
      expect(boxes(product(made, 'play')).filter((type) => type === 'moov' || type === 'mdat')).to.deep.equal(
        ['moov', 'mdat'],
      );
    });

  it('a voice in AMR, as old phones record it', async () => {
    // 12.2 kbit/s (RFC 4867, 5.3): frames of 32 bytes, 20 ms each.
    const frame = Buffer.concat([Buffer.from([0x3c]), Buffer.alloc(31, 0x55)]);
    const bytes = Buffer.concat([Buffer.from('#!AMR\n'), ...Array.from({ length: 200 }, () => frame)]);
    const laid = lay(folders.fresh(), bytes, { name: '录音.amr', kind: 'voice' });
    expect(await judge(laid, FILE_TYPES)).to.deep.equal({ mime: 'audio/amr' });
    const made = await heard(bytes, 'audio/amr', 'voice');
    expect(made.facts.durationMs).to.be.closeTo(4_000, 200);
  });

  it('64 bars say where a voice is loud and where it is not', async () => {
    const made = await heard(tone(SECONDS, ['-f', 'wav']), 'audio/wav', 'voice');
    const bars = made.facts.bars ?? [];
    expect(bars).to.have.length(64);
    expect(Math.min(...bars.slice(0, 31))).to.be.greaterThan(200);
    expect(Math.max(...bars.slice(33))).to.be.lessThan(10);
  });

  it('a voice takes 32 kbit a second and tells nothing of who recorded it where', async () => {
    const tags = ['-metadata', 'title=Zhang San', '-metadata', 'location=+39.9+116.4/'];
    const bytes = tone(20, ['-af', 'volume=1', ...tags, '-c:a', 'aac', '-f', 'mp4']);
    const made = await heard(bytes, 'audio/mp4', 'voice');
    const {
      streams: [stream],
      format,
    } = streams(product(made, 'play'));
    expect(Number(stream?.bit_rate)).to.be.lessThan(36_000);
    expect(readFileSync(product(made, 'play')).includes('Zhang San')).to.equal(false);
    expect(Object.keys(format.tags ?? {})).to.not.include('location');
  });

  it('a voice that is too long by the server’s own measure is refused', async () => {
    const longest = { voiceSeconds: 1, videoSeconds: 1 };
    // This container does not say how long it is.
    const streamed = tone(SECONDS, ['-c:a', 'libopus', '-live', '1', '-f', 'webm']);
    expect(await makeUpTo(longest)(streamed, 'audio/webm', 'voice')).to.deep.equal({ refused: 'too-large' });
    expect(await makeUpTo(longest)(tone(SECONDS, ['-f', 'wav']), 'audio/wav', 'voice')).to.deep.equal({
      refused: 'too-large',
    });
  });

  it('a voice just at its limit is taken, and one whose recorder stopped a moment late', async () => {
    const longest = { voiceSeconds: SECONDS - 1, videoSeconds: 1 };
    expect(await makeUpTo(longest)(tone(SECONDS, ['-f', 'wav']), 'audio/wav', 'voice')).to.have.property(
      'facts',
    );
  });

  it('a recording without sound is no voice', async () => {
    const bytes = record('-f', 'lavfi', '-i', PICTURES(1, '64x64'), '-c:v', 'libvpx', '-f', 'webm');
    expect(await judge(lay(folders.fresh(), bytes, { name: 'a', kind: 'voice' }), FILE_TYPES)).to.deep.equal({
      refused: 'not-allowed',
    });
    expect(await make(bytes, 'audio/webm', 'voice')).to.deep.equal({ refused: 'broken' });
  });

  it('a voice that is none is broken', async () => {
    expect(await make(Buffer.from('民有所呼'), 'audio/mp4', 'voice')).to.deep.equal({ refused: 'broken' });
  });

  it('a video note plays from its first second, at 720 lines, with a poster', async () => {
    const bytes = film(2, '1920x1080', '-f', 'mp4');
    const laid = lay(folders.fresh(), bytes, { name: '现场.mp4', kind: 'video-note' });
    expect(await judge(laid, FILE_TYPES)).to.deep.equal({ mime: 'video/mp4' });
    const made = await heard(bytes, 'video/mp4', 'video-note');
    expect(made.facts.size).to.deep.equal({ width: 1_280, height: 720 });
    expect(made.facts.durationMs).to.be.closeTo(2_000, 100);
    expect(made.facts.blur).to.be.a('string');
    expect(made.products.map(({ rendition }) => rendition)).to.deep.equal(['play', 'thumb', 'preview']);
    const play = product(made, 'play');
    expect(streams(play).streams.map(({ codec_name }) => codec_name)).to.deep.equal(['h264', 'aac']);
    const order = boxes(play);
    expect(order.indexOf('moov')).to.be.lessThan(order.indexOf('mdat'));
    const { width, height } = await sharp(product(made, 'preview')).metadata();
    expect([width, height]).to.deep.equal([1_280, 720]);
  });

  it('a video note taken with the phone upright stays upright, and a small one small', async () => {
    const upright = await heard(film(1, '1080x1920', '-f', 'mp4'), 'video/mp4', 'video-note');
    expect(upright.facts.size).to.deep.equal({ width: 720, height: 1_280 });
    const small = await heard(film(1, '322x242', '-f', 'mp4'), 'video/mp4', 'video-note');
    expect(small.facts.size).to.deep.equal({ width: 322, height: 242 });
  });

  it('a video note in WebM, as browsers record it', async () => {
    const bytes = record(
      ...['-f', 'lavfi', '-i', PICTURES(2, '320x240'), '-f', 'lavfi', '-i', TONE(2)],
      ...['-c:v', 'libvpx', '-c:a', 'libopus', '-live', '1', '-f', 'webm'],
    );
    const laid = lay(folders.fresh(), bytes, { name: 'a.webm', kind: 'video-note' });
    expect(await judge(laid, FILE_TYPES)).to.deep.equal({ mime: 'video/webm' });
    expect((await heard(bytes, 'video/webm', 'video-note')).facts.durationMs).to.be.closeTo(2_000, 100);
  });

  it('a video note in QuickTime, as iPhones record it, without sound', async () => {
    const bytes = record('-f', 'lavfi', '-i', PICTURES(1, '320x240'), '-c:v', 'libx264', '-f', 'mov');
    const laid = lay(folders.fresh(), bytes, { name: 'IMG_1.MOV', kind: 'video-note' });
    expect(await judge(laid, FILE_TYPES)).to.deep.equal({ mime: 'video/quicktime' });
    const made = await heard(bytes, 'video/quicktime', 'video-note');
    expect(streams(product(made, 'play')).streams.map(({ codec_name }) => codec_name)).to.deep.equal([
      'h264',
    ]);
  });

  it('a video note that ends in the middle is broken, wherever its directory stands', async () => {
    const atEnd = film(4, '320x240', '-f', 'mp4');
    const atBeginning = film(4, '320x240', '-movflags', '+faststart', '-f', 'mp4');
    for (const bytes of [atEnd, atBeginning])
      expect(await make(bytes.subarray(0, bytes.length >> 1), 'video/mp4', 'video-note')).to.deep.equal({
        refused: 'broken',
      });
    const laid = lay(folders.fresh(), atEnd.subarray(0, atEnd.length >> 1), {
      name: 'a.mp4',
      kind: 'video-note',
    });
    expect(await judge(laid, FILE_TYPES)).to.deep.equal({ refused: 'broken' });
  });

  it('a video note that is too long is refused', async () => {
    const bytes = film(4, '64x64', '-f', 'mp4');
    expect(
      await makeUpTo({ voiceSeconds: 1, videoSeconds: 1 })(bytes, 'video/mp4', 'video-note'),
    ).to.deep.equal({
      refused: 'too-large',
    });
  });

  it('a list of other files is not followed: what a content is was said, and nothing else is tried', async () => {
    const folder = folders.fresh();
    const other = join(folder, 'other.wav');
    writeFileSync(other, tone(1, ['-f', 'wav']));
    const list = Buffer.from(`#EXTM3U\n#EXTINF:1,\n${other}\n#EXT-X-ENDLIST\n`);
    for (const mime of ['audio/mp4', 'audio/webm', 'audio/mpeg', 'audio/wav'])
      expect(await make(list, mime, 'voice')).to.deep.equal({ refused: 'broken' });
  });

  it('a bitmap is shown like any picture', async () => {
    const bytes = record(
      '-f',
      'lavfi',
      '-i',
      PICTURES(1, '400x200'),
      '-frames:v',
      '1',
      '-c:v',
      'bmp',
      '-f',
      'image2',
    );
    const laid = lay(folders.fresh(), bytes, { name: 'a.bmp', kind: 'picture' });
    expect(await judge(laid, FILE_TYPES)).to.deep.equal({ mime: 'image/bmp' });
    const made = await heard(bytes, 'image/bmp', 'picture');
    expect(made.facts.size).to.deep.equal({ width: 400, height: 200 });
    expect(made.products).to.have.length(2);
  });

  it('what FFmpeg says of a recording is read, also when it says nothing', async () => {
    const path = join(folders.fresh(), 'content');
    writeFileSync(path, 'x');
    expect(await probe(sound().ffprobe, { path, mime: 'audio/mp4' }, BOUNDS)).to.equal(null);
    expect(await probe(sound().ffprobe, { path, mime: 'text/plain' }, BOUNDS)).to.equal(null);
  });
});
