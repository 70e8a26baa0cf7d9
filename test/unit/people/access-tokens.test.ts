import { expect } from 'chai';
import jwt from 'jsonwebtoken';
import { createSecretKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { readAccess, signAccess } from '../../../server/people/access-tokens.rules.ts';

const bytes = randomBytes(32);
const key = createSecretKey(bytes);
const now = new Date('2026-03-05T01:00:00.000Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const LIFE = 15 * 60_000;
const who = { personId: 'p', sessionId: 's' };
const claims = {
  iss: 'huying',
  aud: 'huying',
  sub: 'p',
  sid: 's',
  iat: now.getTime() / 1_000,
  exp: later(LIFE).getTime() / 1_000,
};
/** JSON leaves out what is undefined: a token without that claim. */
const forged = (over: object, header: object = {}, by: [jwt.Secret, jwt.Algorithm] = [key, 'HS256']) =>
  jwt.sign(JSON.parse(JSON.stringify({ ...claims, ...over })) as object, by[0], {
    algorithm: by[1],
    header: { alg: by[1], typ: 'at+jwt', ...header },
  });

describe('access tokens', () => {
  it('say who and in which session, for fifteen minutes of the clock that is passed in', () => {
    const { accessToken, expiresAt } = signAccess(key, who, { now, life: LIFE });
    expect(expiresAt).to.deep.equal(later(LIFE));
    expect(readAccess(key, accessToken, now)).to.deep.equal({ ...who, expiresAt });
    expect(readAccess(key, accessToken, later(LIFE - 1_000))).to.deep.equal({ ...who, expiresAt });
    expect(readAccess(key, accessToken, later(LIFE))).to.equal(null);
  });

  it('carry no roles and no names', () => {
    const { accessToken } = signAccess(key, who, { now, life: LIFE });
    expect(Object.keys(jwt.decode(accessToken) as object).sort()).to.deep.equal(
      ['aud', 'exp', 'iat', 'iss', 'sid', 'sub'].sort(),
    );
  });

  it('are read when made as expected by other means', () => {
    expect(readAccess(key, forged({}), now)).to.deep.equal({ ...who, expiresAt: later(LIFE) });
  });

  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  for (const [what, token] of [
    ['another issuer', forged({ iss: 'other' })],
    ['another audience', forged({ aud: 'other' })],
    ['another type', forged({}, { typ: 'JWT' })],
    ['no session', forged({ sid: undefined })],
    ['no person', forged({ sub: undefined })],
    ['no end', forged({ exp: undefined })],
    ['another key', forged({}, {}, [createSecretKey(randomBytes(32)), 'HS256'])],
    ['another algorithm of the same key', forged({}, {}, [key, 'HS512'])],
    ['a public-key algorithm', forged({}, {}, [privateKey, 'RS256'])],
    ['no signature', jwt.sign(claims, '', { algorithm: 'none', header: { alg: 'none', typ: 'at+jwt' } })],
    ['a changed end', changed(forged({}))],
    ['nothing', ''],
    ['rubbish', 'a.b.c'],
  ] as const) {
    it(`are refused with ${what}`, () => {
      expect(readAccess(key, token, now)).to.equal(null);
    });
  }
});

function changed(token: string): string {
  const [header = '', , signature = ''] = token.split('.');
  const longer = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp + 60 })).toString('base64url');
  return [header, longer, signature].join('.');
}
