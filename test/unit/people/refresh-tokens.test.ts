import { expect } from 'chai';
import { createSecretKey, randomBytes } from 'node:crypto';
import { claimOf, isGenuine, refreshToken, verdictOn } from '../../../server/people/refresh-tokens.rules.ts';

const key = createSecretKey(randomBytes(32));
const family = { familyId: '0198a2a4-0000-7000-8000-000000000001', seed: 'seed' };
const proven = (token: string, of = family, by = key) => {
  const claim = claimOf(token);
  return claim !== null && isGenuine(by, of, claim);
};

describe('refresh tokens', () => {
  it('are the same each time for one generation, and prove family and generation', () => {
    const token = refreshToken(key, family, 7);
    expect(refreshToken(key, family, 7)).to.equal(token);
    expect(claimOf(token)).to.include({ familyId: family.familyId, generation: 7 });
    expect(proven(token)).to.equal(true);
    expect(token.length).to.be.below(400);
  });

  it('are not made without the key, nor without the family’s seed, nor from one another', () => {
    expect(proven(refreshToken(createSecretKey(randomBytes(32)), family, 7))).to.equal(false);
    expect(proven(refreshToken(key, { ...family, seed: 'other' }, 7))).to.equal(false);
    expect(proven(refreshToken(key, family, 7).replace('.7.', '.8.'))).to.equal(false);
    for (const rubbish of ['', 'hyr1', 'hyr1.a.-1.x', 'hyr1.a.1e3.x', `hyr1.${family.familyId}.7.`])
      expect(proven(rubbish), rubbish).to.equal(false);
  });

  it('are rotated when newest, answered again until their successor was used, and theft after it', () => {
    expect([3, 4, 5, 6].map((generation) => verdictOn(generation, 5))).to.deep.equal([
      'theft',
      'repeat',
      'rotate',
      'theft',
    ]);
  });
});
