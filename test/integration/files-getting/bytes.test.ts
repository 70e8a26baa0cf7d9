import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { parse } from 'content-disposition';
import fc from 'fast-check';
import type { Rendition } from '../../../shared/files.ts';
import type { RoomId } from '../../../shared/ids.ts';
import { CHUNK_BYTES } from '../../../server/files/contents.store.ts';
import { putFile } from '../../support/files.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';
import { begin, bytesOf, get, pathOf } from './fetching.ts';

const MIB = 1024 * 1024;

describe('what is fetched of a file', function () {
  this.timeout(60_000);
  let server: TestServer;
  let roomId: RoomId;
  let lead: TestPerson;
  let client: WireClient;

  before(async function () {
    this.timeout(180_000);
    server = await startServer();
    [lead] = (await server.addPeople(1)) as [TestPerson];
    ({ roomId } = await server.addRoom([lead]));
    client = await wireClient(server.url, lead);
  });
  after(async () => {
    client.close();
    await server.stop();
  });

  const put = (content: Buffer, name = '材料.pdf') =>
    putFile(server, { roomId, by: lead }, { content, name });

  for (const length of [1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, MIB, 5 * MIB + 7])
    it(`is byte for byte what was put in, of ${length} bytes, with its length`, async () => {
      const content = bytesOf(length, length);
      const { fileId } = await put(content);
      const got = await get(server.url, await pathOf(client, fileId));
      expect(got.status).to.equal(200);
      expect(got.headers.get('content-length')).to.equal(String(length));
      expect(got.headers.get('accept-ranges')).to.equal('bytes');
      expect(got.body.equals(content)).to.equal(true);
    });

  it('is any slice of it that is asked for, as random as one likes', async () => {
    const length = 3 * CHUNK_BYTES + 1_234;
    const content = bytesOf(length, 77);
    const { fileId } = await put(content);
    const path = await pathOf(client, fileId);
    const place = fc.oneof(
      fc.nat(length - 1),
      fc.constantFrom(0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, length - 1),
    );
    await fc.assert(
      fc.asyncProperty(place, place, async (a, b) => {
        const [first, last] = [Math.min(a, b), Math.max(a, b)];
        const got = await get(server.url, path, { headers: { range: `bytes=${first}-${last}` } });
        expect(got.status).to.equal(206);
        expect(got.headers.get('content-range')).to.equal(`bytes ${first}-${last}/${length}`);
        expect(got.headers.get('content-length')).to.equal(String(last - first + 1));
        expect(got.body.equals(content.subarray(first, last + 1))).to.equal(true);
      }),
      { numRuns: 60 },
    );
  });

  it('put together again from slices is the whole', async () => {
    const content = bytesOf(2 * MIB, 9);
    const { fileId } = await put(content);
    const path = await pathOf(client, fileId);
    const step = 300_001;
    const slices: Buffer[] = [];
    for (let at = 0; at < content.length; at += step)
      slices.push((await get(server.url, path, { headers: { range: `bytes=${at}-${at + step - 1}` } })).body);
    expect(Buffer.concat(slices).equals(content)).to.equal(true);
  });

  describe('by ranges and conditions', () => {
    const content = bytesOf(1_000, 3);
    const etag = `"${createHash('sha256').update(content).digest('hex')}"`;
    let path: string;
    before(async () => {
      path = await pathOf(client, (await put(content)).fileId);
    });
    const ask = (headers: Record<string, string>, method: 'GET' | 'HEAD' = 'GET') =>
      get(server.url, path, { headers, method });

    const PARTS: [range: string, first: number, last: number][] = [
      ['bytes=900-', 900, 999],
      ['bytes=-10', 990, 999],
      ['bytes=-5000', 0, 999],
      ['bytes=500-99999', 500, 999],
      ['bytes=0-99,100-199', 0, 199],
    ];
    for (const [range, first, last] of PARTS)
      it(`${range} is answered with ${first} to ${last}`, async () => {
        const got = await ask({ range });
        expect(got.status).to.equal(206);
        expect(got.headers.get('content-range')).to.equal(`bytes ${first}-${last}/1000`);
        expect(got.body.equals(content.subarray(first, last + 1))).to.equal(true);
      });

    for (const range of ['bytes=0-9,20-29', 'lines=1-2', 'bytes', 'nonsense'])
      it(`${range} is answered with the whole`, async () => {
        const got = await ask({ range });
        expect([got.status, got.headers.get('content-range')]).to.deep.equal([200, null]);
        expect(got.body.equals(content)).to.equal(true);
      });

    for (const range of ['bytes=1000-', 'bytes=-0', 'bytes=5000-6000,7000-'])
      it(`${range} is answered with 416 and how much there is`, async () => {
        const got = await ask({ range });
        expect([got.status, got.headers.get('content-range')]).to.deep.equal([416, 'bytes */1000']);
        expect(got.body).to.have.length(0);
      });

    it('what the client has already is not sent again', async () => {
      for (const has of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
        const got = await ask({ 'if-none-match': has });
        expect([got.status, got.headers.get('etag')], has).to.deep.equal([304, etag]);
        expect(got.body).to.have.length(0);
      }
      expect(await ask({ 'if-none-match': '"other"' })).to.have.property('status', 200);
      expect(await ask({ 'if-none-match': etag, range: 'bytes=0-9' })).to.have.property('status', 304);
    });

    it('the rest is sent to who has the beginning of this very content, and the whole to who has another', async () => {
      expect(await ask({ range: 'bytes=10-', 'if-range': etag })).to.have.property('status', 206);
      for (const has of ['"other"', `W/${etag}`, 'Thu, 05 Mar 2026 01:00:00 GMT'])
        expect(await ask({ range: 'bytes=10-', 'if-range': has }), has).to.have.property('status', 200);
    });

    it('nothing is sent to who goes on with another content than this: 412, before anything else is asked', async () => {
      for (const method of ['GET', 'HEAD'] as const)
        for (const wanted of ['"other"', `W/${etag}`, '"one", "two"', 'x']) {
          const asked = { 'if-match': wanted, 'if-none-match': etag, range: 'bytes=5000-' };
          const got = await ask(asked, method);
          expect([got.status, got.headers.get('etag')], wanted).to.deep.equal([412, etag]);
          expect(got.body).to.have.length(0);
        }
      for (const wanted of [etag, `"other", ${etag}`, '*']) {
        const got = await ask({ 'if-match': wanted, range: 'bytes=10-19' });
        expect([got.status, got.body.length], wanted).to.deep.equal([206, 10]);
        const has = { 'if-match': wanted, 'if-none-match': etag };
        expect(await ask(has), wanted).to.have.property('status', 304);
      }
    });

    it('HEAD says all of it without the bytes, and knows no ranges', async () => {
      const got = await ask({ range: 'bytes=0-9' }, 'HEAD');
      expect([got.status, got.headers.get('content-length'), got.headers.get('etag')]).to.deep.equal([
        ...[200, '1000', etag],
      ]);
      expect(got.body).to.have.length(0);
    });
  });

  it('carries its name in any script, and is what it was found to be, whatever its name says', async () => {
    for (const name of ['关于加强乡村教育的建议.pdf', 'تەكلىپ.html', 'བོད་ཡིག "甲".svg', '👍🏽;%41.exe']) {
      const { fileId } = await put(bytesOf(10, 1), name);
      const { headers } = await get(server.url, await pathOf(client, fileId));
      expect(parse(headers.get('content-disposition') ?? '')).to.deep.include({ type: 'inline' });
      expect(parse(headers.get('content-disposition') ?? '').parameters['filename']).to.equal(name);
      expect(headers.get('content-type')).to.equal('application/pdf');
    }
  });

  it('may run nothing, is guessed at by nobody and shown by no other site', async () => {
    const html = Buffer.from('<script>alert(1)</script>');
    const { fileId } = await putFile(server, { roomId, by: lead }, { content: html, mime: 'text/html' });
    const { headers } = await get(server.url, await pathOf(client, fileId));
    expect(headers.get('content-type')).to.equal('application/octet-stream');
    expect(headers.get('content-disposition')).to.match(/^attachment;/);
    expect(headers.get('x-content-type-options')).to.equal('nosniff');
    expect(headers.get('content-security-policy')).to.equal(
      "sandbox; default-src 'none'; frame-ancestors 'self'",
    );
    expect(headers.get('cross-origin-resource-policy')).to.equal('same-origin');
    expect(headers.get('cache-control')).to.equal('private, no-store');
  });

  it('is kept by the browser when it is a small picture, and its address is the same when asked for again', async () => {
    const thumb = { rendition: 'thumb', mime: 'image/webp', content: bytesOf(500, 4) } as const;
    const { fileId } = await putFile(server, { roomId, by: lead }, { kind: 'picture', parts: [thumb] });
    const path = await pathOf(client, fileId, 'thumb');
    const got = await get(server.url, path);
    expect(got.headers.get('content-type')).to.equal('image/webp');
    expect(got.body.equals(thumb.content)).to.equal(true);
    const [, age] = /^private, max-age=(\d+)$/.exec(got.headers.get('cache-control') ?? '') ?? [];
    expect(Number(age)).to.be.within(1, 600);
    const paths = new Set<string>();
    for (let i = 0; i < 3; i++) paths.add(await pathOf(client, fileId, 'thumb'));
    expect(paths.size).to.be.at.most(2); // once in five minutes there is a new one
  });

  it('of a rendition that there is not, no address is given', async () => {
    const { fileId } = await put(bytesOf(10, 1));
    const renditions: Rendition[] = ['thumb', 'preview', 'pdf', 'play'];
    for (const rendition of renditions)
      expect(
        await pathOf(client, fileId, rendition).catch((error: unknown) => (error as Error).message),
      ).to.equal('no address was given');
  });

  it('is let go of when whoever fetches it hangs up', async () => {
    const { fileId } = await put(bytesOf(16 * MIB, 5));
    const path = await pathOf(client, fileId);
    const gone = async () => {
      const text = await server.parts.metrics.text();
      return /huying_request_seconds_count\{.*request="file:fetch".*outcome="gone".*\} 1/.test(text);
    };
    const download = await begin(server.url, path);
    download.hangUp();
    await until('the server let go of it', gone);
  });
});
