import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import { bringUpScanner, freePort, type Scanner } from '../../../embedded/index.ts';
import { makeScan } from '../../../server/files/making/index.ts';
import { makeFolders } from './contents.ts';

// The harmless file of the European Institute for Computer Anti-Virus Research, in two parts, so that no scanner takes this file for it.
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
const STREAM_MIB = 2;

describe('The virus scanner', function () {
  this.timeout(30_000);
  const folders = makeFolders();
  let scanner: Scanner;
  const servers: Server[] = [];

  before(async function () {
    this.timeout(300_000);
    const signatures = folders.fresh();
    // Name, any kind of file, anywhere in it, the bytes in hexadecimal.
    writeFileSync(
      join(signatures, 'own.ndb'),
      `Huying.Eicar:0:*:${Buffer.from(EICAR.slice(0, 60)).toString('hex')}\n`,
    );
    const cacheDir = process.env['HUYING_CACHE_DIR'];
    scanner = await bringUpScanner({
      signatures,
      folder: folders.fresh(),
      streamMib: STREAM_MIB,
      say: (line) => process.stderr.write(`  ${line}\n`),
      ...(cacheDir ? { cacheDir } : {}),
    });
  });
  after(async () => {
    await scanner.stop();
    for (const server of servers) server.close();
    folders.clear();
  });

  function scan(content: Readable, o: { url?: string; mib?: number; seconds?: number } = {}) {
    const ask = makeScan({
      url: o.url ?? scanner.tcp,
      seconds: o.seconds ?? 1_000,
      mib: o.mib ?? STREAM_MIB,
    });
    if (!ask) throw new Error('no scanner is set up');
    return ask(content);
  }
  const said = (work: Promise<string>) =>
    work.catch((error: unknown) => (error instanceof Error ? error.message : 'something else was thrown'));
  /** A scanner that does what this does with whoever comes. */
  async function standIn(serve: (socket: Socket) => void): Promise<string> {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      serve(socket);
    });
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it('lets pass what is clean, over either kind of socket', async () => {
    expect(await scan(Readable.from([Buffer.from('民有所呼')]))).to.equal('clean');
    expect(await scan(Readable.from([Buffer.from('民有所呼')]), { url: scanner.unix })).to.equal('clean');
  });

  it('finds what it knows, however it is cut into pieces', async () => {
    expect(await scan(Readable.from([Buffer.from(EICAR)]))).to.equal('virus');
    expect(await scan(Readable.from([...Buffer.from(EICAR)].map((byte) => Buffer.from([byte]))))).to.equal(
      'virus',
    );
    const late = [Buffer.alloc(300_000, 'a'), Buffer.from(EICAR), Buffer.alloc(300_000, 'a')];
    expect(await scan(Readable.from(late), { url: scanner.unix })).to.equal('virus');
  });

  it('takes contents up to its limit, in frames that it can bear', async () => {
    expect(await scan(Readable.from([Buffer.alloc(STREAM_MIB * 1024 ** 2, 'a')]))).to.equal('clean');
  });

  it('is not given more than it takes', async () => {
    const pieces = Array.from({ length: 40 }, () => Buffer.alloc(64 * 1024));
    expect(await said(scan(Readable.from(pieces)))).to.match(/too large for clamd/);
  });

  it('may take less than we thought: that is no answer, and says why', async () => {
    const pieces = Array.from({ length: 64 }, () => Buffer.alloc(64 * 1024));
    expect(await said(scan(Readable.from(pieces), { mib: 100 }))).to.match(
      /size limit exceeded|EPIPE|ECONNRESET|went away/,
    );
  });

  it('may be away: that is no answer either', async () => {
    const url = `tcp://127.0.0.1:${await freePort()}`;
    expect(await said(scan(Readable.from([Buffer.from('a')]), { url }))).to.match(/ECONNREFUSED/);
  });

  it('may go away in the middle', async () => {
    const url = await standIn((socket) => socket.once('data', () => socket.destroy()));
    expect(await said(scan(Readable.from([Buffer.from('a')]), { url }))).to.match(
      /went away|ECONNRESET|EPIPE/,
    );
  });

  it('may never answer: nobody waits longer than was said', async () => {
    const url = await standIn((socket) => socket.resume());
    expect(await said(scan(Readable.from([Buffer.from('a')]), { url, seconds: 1 }))).to.match(/within 1 s/);
  });

  it('may answer what nobody understands: that is not taken for clean', async () => {
    const url = await standIn((socket) => socket.once('data', () => socket.end('stream: maybe OK\0')));
    expect(await said(scan(Readable.from([Buffer.from('a')]), { url }))).to.equal(
      'clamd answered: stream: maybe OK',
    );
  });

  it('tells when the content itself cannot be read', async () => {
    const content = new Readable({
      read() {
        this.destroy(new Error('the database is away'));
      },
    });
    expect(await said(scan(content))).to.equal('the database is away');
  });

  it('does not exist where it is not set up', () => {
    expect(makeScan({ url: '', seconds: 1, mib: 1 })).to.equal(null);
  });

  it('must be told as an address', () => {
    for (const url of ['http://a:1', 'tcp://a', 'unix://', 'clamd'])
      expect(() => makeScan({ url, seconds: 1, mib: 1 }), url).to.throw();
  });
});
