import { expect } from 'chai';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';

describe('the pages and their cookies', () => {
  let server: TestServer;
  let person: TestPerson;
  before(async function () {
    this.timeout(180_000);
    server = await startServer();
    [person] = (await server.addPeople(1)) as [TestPerson];
  });
  after(() => server.stop());

  const get = (path: string, cookie = '') =>
    fetch(`${server.url}${path}`, { redirect: 'manual', headers: { cookie } });
  const post = (path: string, input: object, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(input),
    });
  /** What a sign-in leaves in the browser, by name: all of the line that sets it. */
  const cookiesOf = (response: Response) =>
    new Map(response.headers.getSetCookie().map((line) => [line.split('=')[0] ?? '', line]));
  const signIn = (shared: boolean) => {
    const { login, password } = person;
    return post('session/sign-in', { login, password, keep: 'cookie', device: 'test', shared });
  };

  it('lead strangers to the sign-in page and back to where they wanted to go', async () => {
    for (const [path, to] of [
      ['/', '/sign-in'],
      ['/rooms/17?queue=late', '/sign-in?then=%2Frooms%2F17%3Fqueue%3Dlate'],
      ['//evil.example/x', '/sign-in?then=%2F%2Fevil.example%2Fx'],
    ] as const) {
      const answer = await get(path);
      expect(answer.status, path).to.equal(302);
      expect(answer.headers.get('location')).to.equal(to);
      expect(answer.headers.get('cache-control')).to.equal('no-store');
    }
    const page = await get('/sign-in?then=%2F');
    expect(page.status).to.equal(200);
    expect(page.headers.get('cache-control')).to.equal('no-cache');
    const html = await page.text();
    expect(html).to.include('账号或手机号').and.include('请勿发送涉密内容');
    expect(html).to.not.match(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
  });

  it('travel as small as the browser reads them, and are the same when they are read', async () => {
    const as = (path: string, encoding: string) =>
      fetch(`${server.url}${path}`, { headers: { cookie: 'huying_here=1', 'accept-encoding': encoding } });
    const app = await (await as('/', 'identity')).text();
    const [script = ''] = /\/assets\/vendor-[\w-]+\.js/.exec(app) ?? [];
    for (const path of ['/', '/sign-in', '/sign-in.html', '/look.js', '/service-worker.js', script]) {
      const plain = await as(path, 'identity');
      const text = await plain.text();
      expect(plain.headers.get('content-encoding'), path).to.equal(null);
      expect(plain.headers.get('vary'), path).to.include('Accept-Encoding');
      const bytes = [];
      for (const encoding of ['gzip', 'br']) {
        const small = await as(path, `${encoding};q=1`);
        expect(await small.text(), path).to.equal(text);
        for (const name of ['content-type', 'cache-control', 'content-security-policy'])
          expect(small.headers.get(name), `${name} of ${path}`).to.equal(plain.headers.get(name));
        expect(small.headers.get('content-encoding'), path).to.equal(encoding);
        bytes.push(Number(small.headers.get('content-length')));
      }
      const [gzip = 0, brotli = 0] = bytes;
      expect(gzip, path).to.be.below(Buffer.byteLength(text));
      expect(brotli, path).to.be.below(gzip);
    }
    expect((await as('/assets/of-another-version.js', 'br')).status).to.equal(404);
  });

  it('give the application to a browser in which somebody is signed in, and no right with it', async () => {
    const page = await get('/rooms/17', 'huying_here=1');
    expect(page.status).to.equal(200);
    expect(await page.text()).to.include('id="root"');
    const asked = await post('session/me', {}, { cookie: 'huying_here=1' });
    expect(asked.status).to.equal(401);
  });

  it('leave a refresh token that no script and no other site gets, until the session ends', async () => {
    const answer = await signIn(false);
    expect(await answer.json()).to.have.nested.property('data.refreshToken', null);
    const cookies = cookiesOf(answer);
    expect([...cookies.keys()].sort()).to.deep.equal(['huying_here', 'huying_refresh']);
    const refresh = cookies.get('huying_refresh') ?? '';
    expect(refresh.split('; ')).to.include.members(['HttpOnly', 'SameSite=Strict', 'Path=/api/v1/session']);
    expect(refresh).to.match(/; Expires=/);
    expect(cookies.get('huying_here')).to.match(
      /^huying_here=1; Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/,
    );
  });

  it('leave on a computer that others use, too, only what goes when the browser is closed', async () => {
    for (const line of cookiesOf(await signIn(true)).values()) expect(line).to.not.match(/Expires|Max-Age/i);
  });

  it('take both back on signing out, and when the session is found over', async () => {
    const answer = await signIn(false);
    const cookie = [...cookiesOf(answer).values()].map((line) => line.split(';')[0]).join('; ');
    const { data } = (await answer.json()) as { data: { accessToken: string } };
    const authorization = `Bearer ${data.accessToken}`;
    const out = await post('session/sign-out', { everywhere: false }, { cookie, authorization });
    const over = await post('session/refresh', { refreshToken: null }, { cookie });
    expect([out.status, over.status]).to.deep.equal([200, 401]);
    for (const gone of [out, over]) {
      const cookies = cookiesOf(gone);
      expect([...cookies.keys()].sort()).to.deep.equal(['huying_here', 'huying_refresh']);
      for (const line of cookies.values()) expect(line).to.match(/=; .*Expires=Thu, 01 Jan 1970/);
    }
  });
});
