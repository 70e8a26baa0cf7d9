import { readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { expect } from 'chai';
import type { Notice, SecretMarkNotice } from '../../../shared/notices.ts';
import type { Making } from '../../../server/files/index.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';
import { announced, begin, type Begun, idOf, patch, shown } from './sending.ts';

const MARKED = '机密★10年 某地部署情况';

/** It hears what is written where the sound should be, and notes from what. */
function machine() {
  const heard: { text: string; ending: string }[] = [];
  const making: Making = {
    judge: (_, allowed) =>
      Promise.resolve(allowed.includes('audio/mp4') ? { mime: 'audio/mp4' } : { refused: 'not-allowed' }),
    scan: null,
    async make({ path }, folder) {
      const text = await readFile(path, 'utf8');
      if (text.startsWith('plain')) return { facts: {}, products: [] };
      const play = join(folder, 'play.m4a');
      await writeFile(play, `played ${text}`);
      return {
        facts: { durationMs: 1_000 },
        products: [{ rendition: 'play', path: play, mime: 'audio/mp4' }],
      };
    },
    async transcribe({ path }) {
      const text = await readFile(path, 'utf8');
      heard.push({ text, ending: extname(path) });
      return { text: text.replace(/^(played |plain )/, ''), by: 'machine' };
    },
  };
  return { heard, making };
}

describe('what was said in a voice', () => {
  const { heard, making } = machine();
  let server: TestServer;
  let people: TestPerson[];
  let client: WireClient;
  let watching: WireClient;
  let roomId: string;

  before(async function () {
    this.timeout(180_000);
    server = await startServer({ making });
    people = await server.addPeople(2);
    ({ roomId } = await server.addRoom(people));
    client = await wireClient(server.url, people[0] as TestPerson);
    watching = await wireClient(server.url, (await server.addPeople(1, ['administrator']))[0] as TestPerson);
  });
  beforeEach(() => {
    heard.length = 0;
  });
  after(async () => {
    client.close();
    watching.close();
    await server.stop();
  });

  async function sayVoice(text: string): Promise<Begun> {
    const bytes = Buffer.from(text);
    const begun = await begin(client, announced(roomId, bytes.length, { kind: 'voice', name: '语音.amr' }));
    await patch({ url: server.url, token: client.token }, begun.upload.path, { offset: 0, bytes });
    return begun;
  }
  const carryOn = (begun: Begun) => server.parts.files.carryOn(idOf(begun));
  const told = async (): Promise<SecretMarkNotice[]> => {
    const { reply } = await watching.http('notice:list', { cursor: null });
    if (!reply.ok) throw new Error(reply.fault.code);
    return (reply.data as { notices: Notice[] }).notices.filter((one) => one.rule === 'secret-mark');
  };

  it('is written down from what everybody hears of it', async () => {
    const begun = await sayVoice('各位代表好');
    await carryOn(begun);
    expect(heard).to.deep.equal([{ text: 'played 各位代表好', ending: '.m4a' }]);
    expect((await shown(client, begun.message)).transcript).to.deep.equal({
      text: '各位代表好',
      by: 'machine',
    });
  });

  it('is written down from what was sent where nothing was made of it', async () => {
    const begun = await sayVoice('plain 大家好');
    await carryOn(begun);
    expect(heard).to.deep.equal([{ text: 'plain 大家好', ending: '' }]);
    expect((await shown(client, begun.message)).transcript).to.deep.equal({ text: '大家好', by: 'machine' });
  });

  it('is kept nowhere where the machine understood the mark of a state secret; administrators are told once whose voice it is, and where', async () => {
    const begun = await sayVoice(MARKED);
    await carryOn(begun);
    await carryOn(begun);
    const file = await shown(client, begun.message);
    expect(file.state).to.equal('ready');
    expect(file).to.not.have.property('transcript');
    const notices = await told();
    expect(notices.map(({ where }) => where)).to.deep.equal([
      `voice:heard-by-machine ${roomId} ${begun.message.seq}`,
    ]);
    expect(notices[0]?.by.name).to.equal(people[0]?.name);
    expect(notices[0]?.words['zh-CN'].text).to.include('没有保存').and.include('语音仍在群里');
    const collections = await server.parts.database.connection.db?.collections();
    const kept = await Promise.all((collections ?? []).map((one) => one.find({}).toArray()));
    const words = JSON.stringify(kept.map((one) => one.filter((doc) => !('files_id' in doc))));
    expect(words).to.not.include('部署情况');
    await until('who is there hears it', () =>
      watching.heard.some(({ event }) => event === 'notice:delivered'),
    );
  });

  it('is told of each voice, also of several in one hour', async () => {
    const before = (await told()).length;
    for (const begun of [await sayVoice(`${MARKED}一`), await sayVoice(`${MARKED}二`)]) await carryOn(begun);
    expect((await told()).length).to.equal(before + 2);
  });

  it('is refused to the speaker’s hand as any text is, and stays as it was', async () => {
    const begun = await sayVoice('请看第三页');
    await carryOn(begun);
    const before = (await told()).length;
    const correct = (text: string) =>
      client.socket('transcript:correct', { roomId, seq: begun.message.seq, text });
    const refused = await correct(`请看\n${MARKED}`);
    expect(refused).to.deep.include({ ok: false, fault: { code: 'STATE_SECRET', facts: { path: 'text' } } });
    expect((await shown(client, begun.message)).transcript?.text).to.equal('请看第三页');
    const [notice, ...others] = await told();
    expect(others).to.have.length(before);
    expect(notice?.where).to.equal('transcript:correct text');
    expect(notice?.words['zh-CN'].text).to.include('语音文字');
    expect(await correct('请看第四页')).to.include({ ok: true });
  });
});
