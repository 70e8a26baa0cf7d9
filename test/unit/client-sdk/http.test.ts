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

  const post = (begun: () => Promise<Response> | null) =>
    makePost({ url, withCookies: false, answerMs: 5_000, begun });
  const once = (answer: Promise<Response>) => {
    let left: Promise<Response> | null = answer;
    return () => {
      const given = left;
      left = null;
      return given;
    };
  };

  it('takes the first exchange of a session that was begun before, and asks from then on', async () => {
    const early = new Response(JSON.stringify({ ok: true, data: 'asked early' }));
    const ask = post(once(Promise.resolve(early)));
    expect(await ask('notice:list', {}, null)).to.eql({ ok: true, data: 'asked now' });
    expect(await ask('session:refresh', {}, null)).to.eql({ ok: true, data: 'asked early' });
    expect(await ask('session:refresh', {}, null)).to.eql({ ok: true, data: 'asked now' });
    expect(asked).to.eql(['/api/v1/notice/list', '/api/v1/session/refresh']);
  });

  it('says that the server is away when what was begun came to nothing', async () => {
    const ask = post(once(Promise.reject(new Error('no line'))));
    expect(await ask('session:refresh', {}, null)).to.have.nested.property('fault.code', 'UNAVAILABLE');
    expect(await ask('session:refresh', {}, null)).to.eql({ ok: true, data: 'asked now' });
  });
});
