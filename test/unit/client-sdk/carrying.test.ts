import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeCarry, type Load } from '../../../client-sdk/carrying.ts';
import { realParts } from '../../../client-sdk/parts.ts';
import { codeOf } from '../../support/code-of.ts';
import { ROOM } from './said.ts';

const MiB = 1024 * 1024;
const content = (bytes: number) => Buffer.from(Uint8Array.from({ length: bytes }, (_, i) => (i * 7) % 251));

/** Takes one upload by tus, and small files in one request; cuts lines and refuses as the test says. */
class UploadDoor {
  kept = Buffer.alloc(0);
  length = 0;
  readonly asked: string[] = [];
  readonly tokens = new Set<string>();
  form = '';
  /** The connection is cut after so many bytes of the next PATCH. */
  cutAfter: number | null = null;
  /** The next requests are answered so. */
  readonly answers: { status: number; headers?: Record<string, string>; body?: string }[] = [];
  readonly server: Server = createServer((request, response) => void this.#serve(request, response));

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '' } = request;
    this.asked.push(method);
    this.tokens.add(request.headers.authorization ?? '');
    const answer = this.answers.shift();
    if (answer) {
      request.resume();
      response.writeHead(answer.status, answer.headers).end(answer.body);
      return;
    }
    const about = { 'Tus-Resumable': '1.0.0', 'Cache-Control': 'no-store' };
    if (method === 'HEAD') {
      const where = { 'Upload-Offset': this.kept.length, 'Upload-Length': this.length };
      response.writeHead(200, { ...about, ...where }).end();
      return;
    }
    const parts: Buffer[] = [];
    let taken = 0;
    try {
      for await (const part of request as AsyncIterable<Buffer>) {
        parts.push(part);
        taken += part.length;
        if (this.cutAfter !== null && taken >= this.cutAfter) request.socket.destroy();
      }
    } catch {
      this.cutAfter = null; // what came before the line was cut is kept
    }
    if (method === 'POST') this.form = Buffer.concat(parts).toString('latin1');
    else this.kept = Buffer.concat([this.kept, ...parts]);
    if (request.socket.destroyed) return;
    response.writeHead(method === 'POST' ? 200 : 204, { ...about, 'Upload-Offset': this.kept.length }).end();
  }
}

describe('carrying a content to the server', () => {
  let door: UploadDoor;
  let refused: string[];
  let tokens: number;
  beforeEach(async () => {
    door = new UploadDoor();
    refused = [];
    tokens = 0;
    door.server.listen(0, '127.0.0.1');
    await once(door.server, 'listening');
  });
  afterEach(async () => {
    door.server.closeAllConnections();
    door.server.close();
    await once(door.server, 'close');
  });

  const carry = (bytes: Buffer, part: Partial<Load> = {}) => {
    door.length = bytes.length;
    const doIt = makeCarry({
      url: `${door.url}/`,
      timers: realParts.timers,
      token: () => Promise.resolve(`token-${(tokens += 1)}`),
      refused: (token) => refused.push(token),
    });
    return doIt({
      path: '/api/v1/uploads/1',
      content: new Blob([bytes]),
      announced: { roomId: ROOM, sendKey: 'key', kind: 'document', name: '方案.pdf', bytes: bytes.length },
      inOne: false,
      signal: new AbortController().signal,
      progressed: () => undefined,
      ...part,
    });
  };

  it('asks where it stands, and sends some megabytes at a time, each with a fresh token', async () => {
    const bytes = content(9 * MiB + 1);
    await carry(bytes);
    expect(door.asked).to.eql(['HEAD', 'PATCH', 'PATCH', 'PATCH']);
    expect([...door.tokens]).to.eql([1, 2, 3, 4].map((place) => `Bearer token-${place}`));
    expect(door.kept.equals(bytes)).to.equal(true);
  });

  it('goes on from what is there', async () => {
    const bytes = content(5 * MiB);
    door.kept = bytes.subarray(0, 3 * MiB + 17);
    const told: number[] = [];
    await carry(bytes, { progressed: (share) => told.push(share) });
    expect(door.asked).to.eql(['HEAD', 'PATCH']);
    expect(door.kept.equals(bytes)).to.equal(true);
    expect(told[0]).to.be.greaterThan(0.6);
    expect(told.at(-1)).to.equal(1);
  });

  it('is UNAVAILABLE when the line is cut, and loses nothing that arrived', async () => {
    const bytes = content(3 * MiB);
    door.cutAfter = MiB;
    expect(await codeOf(carry(bytes))).to.equal('UNAVAILABLE');
    await carry(bytes);
    expect(door.kept.equals(bytes)).to.equal(true);
  });

  it('sends a small one in one request, what it is first', async () => {
    await carry(content(1_000), { inOne: true });
    expect(door.asked).to.eql(['POST']);
    expect(door.form.indexOf('name="file"')).to.be.within(0, door.form.indexOf('name="content"'));
    expect(door.form).to.include(content(1_000).toString('latin1'));
  });

  it('sends a larger one by parts although nothing of it is there', async () => {
    await carry(content(MiB), { inOne: true });
    expect(door.asked).to.eql(['HEAD', 'PATCH']);
  });

  const said = (code: string, facts = {}) => JSON.stringify({ ok: false, fault: { code, facts } });
  const refusals: [what: string, answer: UploadDoor['answers'][number], code: string][] = [
    [
      'the server’s own refusal',
      { status: 422, body: said('FILE_REFUSED', { why: 'checksum' }) },
      'FILE_REFUSED',
    ],
    ['a token that is over', { status: 401 }, 'NOT_SIGNED_IN'],
    ['a request too many', { status: 429, headers: { 'Retry-After': '7' } }, 'TOO_FAST'],
    ['an upload that is held by another', { status: 423 }, 'UNAVAILABLE'],
    ['an upload that stands elsewhere', { status: 409 }, 'UPLOAD_CONFLICT'],
    ['a proxy without a server', { status: 502, body: '<html>' }, 'UNAVAILABLE'],
  ];
  for (const [what, answer, code] of refusals)
    it(`gives ${what} as ${code}, in several requests and in one`, async () => {
      for (const inOne of [false, true]) {
        if (!inOne)
          door.answers.push({ status: 200, headers: { 'Upload-Offset': '0', 'Upload-Length': '10' } });
        door.answers.push(answer);
        expect(await codeOf(carry(content(10), { inOne })), `in one: ${inOne}`).to.equal(code);
      }
      expect(refused.length).to.equal(code === 'NOT_SIGNED_IN' ? 2 : 0);
    });

  it('stops when it is given up', async () => {
    const giveUp = new AbortController();
    const sent = codeOf(
      carry(content(9 * MiB), {
        signal: giveUp.signal,
        progressed: (share) => share > 0.2 && giveUp.abort(),
      }),
    );
    expect(await sent).to.equal('FILE_REFUSED');
    expect(door.asked.filter((method) => method === 'PATCH').length).to.be.lessThan(3);
  });
});
