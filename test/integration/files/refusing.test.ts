import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';
import { expectNoSurprise, watchSurprises } from '../../contract/refusals/surprises.ts';
import {
  announced,
  begin,
  bytesOf,
  codeIn,
  contentOf,
  fileIn,
  idOf,
  offsetAt,
  patch,
  sendForm,
  type Sender,
  shown,
  tus,
} from './sending.ts';

const MB = 1024 * 1024;
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('what is not taken of files', () => {
  let server: TestServer;
  let surprises: unknown[];
  let people: TestPerson[];
  let client: WireClient;
  let sender: Sender;
  let roomId: string;
  let subjectId: string;

  before(async function () {
    this.timeout(180_000);
    const env = { HUYING_PERSON_FILES_MB: '12', HUYING_ROOM_FILES_MB: '20', HUYING_PICTURE_MB: '1' };
    server = await startServer({ env });
    surprises = watchSurprises(server);
    people = await server.addPeople(4);
    ({ roomId, subjectId } = await server.addRoom(people.slice(0, 3)));
    client = await as(0);
    sender = senderOf(client);
  });
  after(async () => {
    client.close();
    await server.stop();
  });

  const as = (n: number) => wireClient(server.url, people[n] as TestPerson);
  const senderOf = ({ token }: WireClient): Sender => ({ url: server.url, token });
  const refusedBegin = (who: WireClient, file: Parameters<typeof begin>[1]) =>
    begin(who, file).then(
      () => 'ok',
      (error: unknown) => (error as Error).message,
    );

  const KEPT = [
    '关于….pdf',
    '全国人大代表 建议（第1号）.docx',
    'שלום.txt',
    'a'.repeat(255),
    '％20%20.pdf',
    '😀.png',
  ];
  for (const name of KEPT)
    it(`a name in any script is none of it, and kept exactly by both doors: ${name.slice(0, 20)}`, async () => {
      const begun = await begin(client, announced(roomId, 3, { name }));
      expect(fileIn(begun.message).name).to.equal(name);
      const named = await sendForm(sender, announced(roomId, 3, { name }), { bytes: Buffer.from('abc') });
      if (!named.reply?.ok) throw new Error(codeIn(named));
      expect(fileIn(named.reply.data.message).name).to.equal(name);
      const { name: _, ...nameless } = announced(roomId, 3);
      const unnamed = await sendForm(sender, nameless, { bytes: Buffer.from('abc'), name });
      if (!unnamed.reply?.ok) throw new Error(codeIn(unnamed));
      expect(fileIn(unnamed.reply.data.message).name).to.equal(name);
    });

  const WRONG = [
    '../etc/passwd',
    'a/b.pdf',
    'a\\b.pdf',
    '..',
    '',
    'a\0.pdf',
    'a\u202Efdp.exe',
    '汉'.repeat(86),
  ];
  for (const name of WRONG)
    it(`a name that is a path, empty, too long, or reads otherwise than it is kept: ${JSON.stringify(name.slice(0, 14))}`, async () => {
      expect(await refusedBegin(client, announced(roomId, 3, { name }))).to.equal('INVALID_INPUT');
      const form = await sendForm(sender, announced(roomId, 3, { name }), { bytes: Buffer.from('abc') });
      expect([form.status, codeIn(form)]).to.deep.equal([400, 'INVALID_INPUT']);
    });

  it('nothing at all', async () => {
    expect(await refusedBegin(client, announced(roomId, 0))).to.equal('FILE_EMPTY');
    const form = await sendForm(sender, announced(roomId, 0), { bytes: Buffer.alloc(0) });
    expect([form.status, codeIn(form)]).to.deep.equal([422, 'FILE_EMPTY']);
  });

  it('more than its kind may be', async () => {
    const file = announced(roomId, MB + 1, { kind: 'picture' });
    expect(await refusedBegin(client, file)).to.equal('FILE_TOO_LARGE');
    const form = await sendForm(sender, file, { bytes: bytesOf('large', MB + 1) });
    expect([form.status, codeIn(form)]).to.deep.equal([413, 'FILE_TOO_LARGE']);
  });

  it('bytes whose sum is another than was announced', async () => {
    const bytes = bytesOf('checksum lies', 5_000);
    const file = announced(roomId, bytes.length, { sha256: hashOf(Buffer.from('other')) });
    const form = await sendForm(sender, file, { bytes });
    expect([form.status, codeIn(form)]).to.deep.equal([422, 'FILE_REFUSED']);
    const again = await begin(client, file);
    expect(await shown(client, again.message)).to.include({ state: 'refused', why: 'checksum' });
    expect((await tus(sender, again.upload.path, { method: 'HEAD' })).status).to.equal(422);

    const later = announced(roomId, bytes.length, { sha256: hashOf(Buffer.from('other')) });
    const begun = await begin(client, later);
    await patch(sender, begun.upload.path, { offset: 0, bytes });
    await server.parts.files.carryOn(idOf(begun));
    expect(await shown(client, begun.message)).to.include({ state: 'refused', why: 'checksum' });
  });

  it('a form that is none, lacks a part, has one too many, or has them in another order', async () => {
    const post = async (body: RequestInit['body'], type?: string) => {
      const headers = { authorization: `Bearer ${sender.token}`, ...(type && { 'content-type': type }) };
      const response = await fetch(`${server.url}/api/v1/files`, {
        method: 'POST',
        headers,
        body: body ?? null,
      });
      return [response.status, ((await response.json()) as { fault: { code: string } }).fault.code];
    };
    const form = (parts: [string, string | Blob][]) => {
      const made = new FormData();
      for (const [name, part] of parts) made.append(name, part);
      return made;
    };
    const file = JSON.stringify(announced(roomId, 3));
    const content = new Blob(['abc']);
    const wrong: Parameters<typeof post>[] = [
      [form([['file', file]])],
      [form([['content', content]])],
      [
        form([
          ['content', content],
          ['file', file],
        ]),
      ],
      [
        form([
          ['file', 'no json'],
          ['content', content],
        ]),
      ],
      [
        form([
          ['file', 'null'],
          ['content', content],
        ]),
      ],
      [
        form([
          ['file', file],
          ['more', 'x'],
          ['content', content],
        ]),
      ],
      [
        form([
          ['file', file],
          ['other', content],
        ]),
      ],
      [
        form([
          ['a[b][c]', file],
          ['content', content],
        ]),
      ],
      ['--x\r\nno form', 'multipart/form-data; boundary=x'],
      ['{}', 'application/json'],
    ];
    for (const one of wrong) expect(await post(...one)).to.deep.equal([400, 'INVALID_INPUT']);
  });

  it('more of one person, or in one room, than fits; what was refused does not count', async () => {
    const [second, third] = [await as(1), await as(2)];
    const large = await begin(second, announced(roomId, 10 * MB));
    expect(await refusedBegin(second, announced(roomId, 3 * MB))).to.equal('QUOTA_EXCEEDED');
    await begin(third, announced(roomId, 8 * MB));
    expect(await refusedBegin(third, announced(roomId, 3 * MB))).to.equal('QUOTA_EXCEEDED');
    await second.socket('file:cancel', { fileId: idOf(large) });
    await begin(second, announced(roomId, 3 * MB));
    second.close();
    third.close();
  });

  it('anything of who is not signed in, sits elsewhere, or did not begin it', async () => {
    const bytes = Buffer.from('abc');
    const begun = await begin(client, announced(roomId, 3));
    const { path } = begun.upload;
    const [other, stranger] = [await as(1), await as(3)];
    const knocks: [Sender, number, string][] = [
      [{ ...sender, token: 'none' }, 401, 'NOT_SIGNED_IN'],
      [senderOf(stranger), 403, 'NOT_A_MEMBER'],
      [senderOf(other), 403, 'NOT_YOURS'],
    ];
    for (const [who, status, code] of knocks) {
      expect((await tus(who, path, { method: 'HEAD' })).status).to.equal(status);
      const patched = await patch(who, path, { offset: 0, bytes });
      expect([patched.status, codeIn(patched)]).to.deep.equal([status, code]);
      const gone = await tus(who, path, { method: 'DELETE' });
      expect([gone.status, codeIn(gone)]).to.deep.equal([status, code]);
    }
    const form = await sendForm(senderOf(stranger), announced(roomId, 3), { bytes });
    expect([form.status, codeIn(form)]).to.deep.equal([403, 'NOT_A_MEMBER']);
    for (const nowhere of ['/api/v1/uploads/x', '/api/v1/uploads/00000000-0000-4000-8000-000000000000'])
      expect((await patch(sender, nowhere, { offset: 0, bytes })).status).to.equal(404);
    expect((await tus(sender, '/api/v1/uploads', { method: 'POST' })).status).to.equal(404);
    expect(await offsetAt(sender, path)).to.equal(0);
    other.close();
    stranger.close();
  });

  it('the rest of what a member sends who is removed meanwhile, or takes the message back', async () => {
    const leaving = await as(2);
    const bytes = bytesOf('removed', 1_000);
    const begun = await begin(leaving, announced(roomId, bytes.length));
    const { path } = begun.upload;
    const first = await patch(senderOf(leaving), path, { offset: 0, bytes: bytes.subarray(0, 500) });
    expect(first.status).to.equal(204);
    await server.parts.rooms.reconcile(
      subjectId,
      people.slice(0, 2).map(({ personId }) => ({ personId, roles: ['seconding-deputy'] })),
      { personId: 'system', why: '离任' },
    );
    const second = await patch(senderOf(leaving), path, { offset: 500, bytes: bytes.subarray(500) });
    expect([second.status, codeIn(second)]).to.deep.equal([403, 'NOT_A_MEMBER']);
    leaving.close();

    const recalled = await begin(client, announced(roomId, 3));
    await client.socket('message:recall', { roomId, seq: recalled.message.seq, why: '' });
    const late = await patch(sender, recalled.upload.path, { offset: 0, bytes: Buffer.from('abc') });
    expect([late.status, codeIn(late)]).to.deep.equal([409, 'MESSAGE_RECALLED']);
  });

  it('what its owner gave up, by tus or by asking; what is whole can no more be given up', async () => {
    const bytes = Buffer.from('abc');
    const one = await begin(client, announced(roomId, 3));
    expect((await tus(sender, one.upload.path, { method: 'DELETE' })).status).to.equal(204);
    expect(await shown(client, one.message)).to.include({ state: 'refused', why: 'cancelled' });
    const late = await patch(sender, one.upload.path, { offset: 0, bytes });
    expect([late.status, codeIn(late)]).to.deep.equal([422, 'FILE_REFUSED']);
    const again = await client.socket('file:cancel', { fileId: idOf(one) });
    expect(again.ok).to.equal(true);

    const two = await begin(client, announced(roomId, 3));
    await patch(sender, two.upload.path, { offset: 0, bytes });
    const gone = await tus(sender, two.upload.path, { method: 'DELETE' });
    expect([gone.status, codeIn(gone)]).to.deep.equal([409, 'TOO_LATE']);
    expect((await contentOf(server, idOf(two))).equals(bytes)).to.equal(true);
  });

  it('is counted, as what is taken is', async () => {
    const begun = await begin(client, announced(roomId, 3));
    await patch(sender, begun.upload.path, { offset: 1, bytes: Buffer.from('bc') });
    await patch(sender, begun.upload.path, { offset: 0, bytes: Buffer.from('abc') });
    const metrics = async () => (await fetch(`${server.url}/metrics`)).text();
    for (const outcome of ['ok', '409', 'NOT_A_MEMBER'])
      await until(`${outcome} is counted`, async () =>
        (await metrics()).includes(`request="file:bytes",outcome="${outcome}"`),
      );
  });

  it('causes no INTERNAL and no line of error in the log', () => expectNoSurprise(server, surprises));
});

describe('who sends files too fast', () => {
  it('hears TOO_FAST with the header that says when to come back, in one request as by asking', async function () {
    this.timeout(180_000);
    const server = await startServer({ env: { HUYING_UPLOADS_PER_MINUTE: '2' } });
    const people = await server.addPeople(1);
    const { roomId } = await server.addRoom(people);
    const client = await wireClient(server.url, people[0] as TestPerson);
    const sender = { url: server.url, token: client.token };
    const send = () => sendForm(sender, announced(roomId, 3), { bytes: Buffer.from('abc') });
    const answers = [await send(), await send(), await send()];
    expect(answers.map(codeIn)).to.deep.equal(['ok', 'ok', 'TOO_FAST']);
    expect(Number(answers[2]?.headers.get('retry-after'))).to.be.within(1, 60);
    client.close();
    await server.stop();
  });
});
