import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { makePost } from '../../../client-sdk/http.ts';

describe('the HTTP door of a client', () => {
  let server: Server;
  let url: string;
  let asked: string[];
  before(async () => {
    server = createServer((req, res) => {
      asked.push(req.url ?? '');
      res.end(JSON.stringify({ ok: true, data: 'asked now' }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    asked = [];
  });
  after(() => server.close());

  /** A door to the server, where one question has been asked before. */
  const post = (path: string, answer: Promise<Response>) => {
    const early = new Map([[`${path} {}`, answer]]);
    const begun = (asked: string, body: string) => {
      const key = `${asked} ${body}`;
      const given = early.get(key) ?? null;
      early.delete(key);
      return given;
    };
    return makePost({ url, withCookies: false, answerMs: 5_000, begun });
  };

  it('takes what was asked before it was there, once, and asks from then on', async () => {
    const early = new Response(JSON.stringify({ ok: true, data: 'asked early' }));
    const ask = post('session/refresh', Promise.resolve(early));
    expect(await ask('notice:list', {}, null)).to.eql({ ok: true, data: 'asked now' });
    expect(await ask('session:refresh', { refreshToken: null }, null)).to.eql({
      ok: true,
      data: 'asked now',
    });
    expect(await ask('session:refresh', {}, null)).to.eql({ ok: true, data: 'asked early' });
    expect(await ask('session:refresh', {}, null)).to.eql({ ok: true, data: 'asked now' });
    expect(asked).to.eql(
      ['notice/list', 'session/refresh', 'session/refresh'].map((path) => `/api/v1/${path}`),
    );
  });

  it('asks again what was asked in vain', async () => {
    const ask = post('board/deputy', Promise.reject(new Error('no line')));
    expect(await ask('board:deputy', {}, null)).to.eql({ ok: true, data: 'asked now' });
  });
});
