import { createSecretKey, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import jwt from 'jsonwebtoken';
import { readAccess, signAccess } from '../../../server/people/access-tokens.rules.ts';
import { markOf, readChallenge, signChallenge } from '../../../server/people/challenges.rules.ts';

const key = createSecretKey(randomBytes(32));
const now = new Date('2026-03-05T01:00:00.000Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const LIFE = 5 * 60_000;
const said = { personId: 'p', mark: markOf(key, 'a hash'), device: 'Chrome', shared: true };

describe('challenges', () => {
  it('say whose password was right and how they come in, for five minutes', () => {
    const { challenge, expiresAt } = signChallenge(key, said, { now, life: LIFE });
    expect(expiresAt).to.deep.equal(later(LIFE));
    expect(readChallenge(key, challenge, later(LIFE - 1_000))).to.deep.equal(said);
    expect(readChallenge(key, challenge, later(LIFE))).to.equal(null);
  });

  it('are no access tokens, and access tokens are no challenges, even under one key', () => {
    const { challenge } = signChallenge(key, said, { now, life: LIFE });
    expect(readAccess(key, challenge, now)).to.equal(null);
    const { accessToken } = signAccess(key, { personId: 'p', sessionId: 's' }, { now, life: LIFE });
    expect(readChallenge(key, accessToken, now)).to.equal(null);
  });

  it('are not taken when changed, unsigned, or signed by another key', () => {
    const { challenge } = signChallenge(key, said, { now, life: LIFE });
    const [head, , proof] = challenge.split('.');
    const body = Buffer.from(JSON.stringify({ ...(jwt.decode(challenge) as object), sub: 'q' }));
    expect(readChallenge(key, [head, body.toString('base64url'), proof].join('.'), now)).to.equal(null);
    expect(readChallenge(createSecretKey(randomBytes(32)), challenge, now)).to.equal(null);
    const unsigned = jwt.sign(jwt.decode(challenge) as object, '', { algorithm: 'none' });
    expect(readChallenge(key, unsigned, now)).to.equal(null);
    expect(readChallenge(key, 'nonsense', now)).to.equal(null);
  });

  it('bear a mark of the password hash that does not give it away, and differs with it', () => {
    expect(markOf(key, 'a hash')).to.match(/^[\w-]{22}$/);
    expect(markOf(key, 'a hash')).to.not.equal(markOf(key, 'another'));
  });
});
