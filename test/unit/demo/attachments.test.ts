import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import sharp from 'sharp';
import { makeContents } from '../../../demo/attachments/contents.ts';
import { readFont } from '../../../demo/attachments/font.ts';
import { type Content, planAttachments, type RoomAttachments } from '../../../demo/attachments/plan.ts';
import { readWords } from '../../../demo/attachments/words.ts';
import { demoAccounts, type DemoCongress, generateDemo, makeRandom } from '../../../demo/index.ts';
import { readSources } from '../../../demo/sources.ts';
import { look } from '../../../server/files/making/look/look.ts';

const { params } = readSources();
const words = readWords();
const planned = (demo: DemoCongress, showcase = ''): RoomAttachments[] =>
  planAttachments({ demo, params, words, random: makeRandom('attachments'), showcase });

describe('what a made-up year sends in its rooms', function () {
  this.timeout(60_000);
  let year: DemoCongress;
  let rooms: RoomAttachments[];
  before(() => {
    year = generateDemo('year', 7);
    rooms = planned(year);
  });

  it('is as much as its distributions say', () => {
    const { mean, attachment_share, stage_share } = params.messages_per_room;
    const files = rooms.reduce((sum, { attachments }) => sum + attachments.length, 0);
    // A second letter is not sent, so that there are fewer than were drawn.
    const drawn = mean * attachment_share;
    expect(files / rooms.length).to.be.within(drawn * (1 - (stage_share['办后'] ?? 0)), drawn);
  });

  it('has one letter at most in a room, the last, and none where no written reply is wanted', () => {
    const wanted = new Map(year.suggestions.map(({ id, wantsWrittenReply }) => [id, wantsWrittenReply]));
    let letters = 0;
    for (const { suggestionId, attachments } of rooms) {
      const at = attachments.flatMap(({ content }, i) => (content.is === 'letter' ? [i] : []));
      expect(at.length).to.be.at.most(wanted.get(suggestionId) === true ? 1 : 0);
      if (at.length === 1) expect(at[0]).to.equal(attachments.length - 1);
      letters += at.length;
    }
    expect(letters / rooms.length).to.be.within(0.15, 0.4);
  });

  it('is sent by people who sit in the room', () => {
    const byId = new Map(year.suggestions.map((suggestion) => [suggestion.id, suggestion]));
    for (const { suggestionId, attachments } of rooms) {
      const suggestion = byId.get(suggestionId);
      const seated = [suggestion?.leadId, ...(suggestion?.tracks.flatMap((track) => track.contactIds) ?? [])];
      for (const { by } of attachments) expect(seated).to.include(by);
    }
  });

  it('can be written with the font of the letters, every name and title of it', () => {
    const font = readFont();
    const said = new Set(
      [
        ...year.suggestions.map(({ title, text, number }) => `${title}${text}${number}`),
        ...[...year.people, ...year.units, ...year.delegations].map(({ name }) => name),
        JSON.stringify(words),
      ].join(''),
    );
    const missing = [...said].filter((one) => {
      try {
        return one !== '\n' && font.glyphOf(one) === 0;
      } catch {
        return true;
      }
    });
    expect(missing).to.deep.equal([]);
  });
});

describe('a file of a made-up congress', function () {
  this.timeout(60_000);
  const demo = generateDemo('small', 1);
  const make = makeContents({ demo, words, random: makeRandom('contents') });
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'huying-test-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const [suggestion] = demo.suggestions;
  if (!suggestion) throw new Error('the demo has suggestions');
  const all: [Content, string, string][] = [
    [{ is: 'letter', suggestion }, 'a.pdf', 'application/pdf'],
    [
      { is: 'plan', n: 0 },
      'a.docx',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    [{ is: 'table', n: 0 }, 'a.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    [{ is: 'photo', scene: 'road', n: 0 }, 'a.jpg', 'image/jpeg'],
    [{ is: 'photo', scene: 'river', n: 1 }, 'a.jpg', 'image/jpeg'],
    [{ is: 'photo', scene: 'school', n: 2 }, 'a.jpg', 'image/jpeg'],
    [{ is: 'voice', who: 'deputy', n: 0 }, 'a.wav', 'audio/wav'],
  ];

  it('is what its name says, small, and the same bytes each time', async () => {
    for (const [content, name, mime] of all) {
      const { bytes } = await make(content);
      expect((await make(content)).bytes.equals(bytes), name).to.equal(true);
      expect(bytes.length, name).to.be.lessThan(200_000);
      const path = join(folder, name);
      writeFileSync(path, bytes);
      expect(await look(path, name)).to.deep.equal({ mime });
    }
  });

  it('is a letter whose Chinese can be read, found and copied', async () => {
    const { bytes } = await make({ is: 'letter', suggestion });
    const library = await PDFiumLibrary.init();
    const document = await library.loadDocument(bytes);
    const text = Array.from({ length: document.getPageCount() }, (_, i) => document.getPage(i).getText())
      .join('')
      .replace(/\s/g, '');
    const unit = demo.units.find(({ id }) => id === suggestion.tracks[0]?.unitId)?.name;
    for (const part of [suggestion.title, `第${suggestion.number}号`, unit ?? '', '（征求意见稿）'])
      expect(text).to.include(part);
    const { data, width, height } = await document.getPage(0).render({ scale: 1, render: 'bitmap' });
    const { channels } = await sharp(data, { raw: { width, height, channels: 4 } })
      .flatten({ background: '#fff' })
      .greyscale()
      .stats();
    expect(channels[0]?.mean, 'ink on paper').to.be.within(180, 253);
    library.destroy();
  });

  it('is a table that office programs read', async () => {
    const { bytes } = await make({ is: 'table', n: 0 });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as unknown as ExcelJS.Buffer);
    const [sheet] = book.worksheets;
    const rows = words.tables[0]?.rows ?? [];
    expect(sheet?.name).to.equal(words.tables[0]?.sheet);
    expect(rows.map((row, i) => row.map((_, n) => sheet?.getCell(i + 1, n + 1).value))).to.deep.equal(rows);
  });

  it('is a voice as long as it says, with bars, and what it says in words', async () => {
    const { bytes, voice } = await make({ is: 'voice', who: 'unit', n: 1 });
    expect(voice?.said).to.equal(words.voices.unit[1]);
    expect(voice?.bars).to.have.length(64);
    const seconds = (bytes.length - 44) / bytes.readUInt32LE(28);
    expect((voice?.durationMs ?? 0) / 1000).to.be.closeTo(seconds, 0.01);
    expect(seconds).to.be.within(3, 20);
  });

  it('is one of each in the room in which the accounts meet', () => {
    const number = demoAccounts(demo).find(({ role }) => role === 'deputy')?.number ?? '';
    const meeting = demo.suggestions.find((one) => one.number === number);
    const room = planned(demo, number).find(({ suggestionId }) => suggestionId === meeting?.id);
    const kinds = new Set(room?.attachments.map(({ content }) => content.is));
    expect([...kinds]).to.have.members(['photo', 'voice', 'plan', 'table', 'letter']);
  });
});
