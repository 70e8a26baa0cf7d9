import { expect } from 'chai';
import { createSecretKey, randomBytes } from 'node:crypto';
import { codeHash, newCode, plainCode, sameHash } from '../../../server/people/activation-codes.rules.ts';

const key = createSecretKey(randomBytes(32));

describe('activation codes', () => {
  it('are three groups of four from Crockford’s alphabet, all letters in use, never twice', () => {
    const codes = Array.from({ length: 2_000 }, newCode);
    for (const code of codes) expect(code).to.match(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/u);
    expect(new Set(codes).size).to.equal(2_000);
    expect(new Set(codes.join('').replaceAll('-', '')).size).to.equal(32);
  });

  it('are the same however a person types them', () => {
    expect(plainCode(' 7k3m 92qd–xrOl ')).to.equal('7K3M92QDXR01');
    expect(plainCode('７Ｋ３Ｍ92QDXR01')).to.equal('7K3M92QDXR01');
    expect(codeHash(key, 'p', '7k3m92qdxroi')).to.equal(codeHash(key, 'p', '7K3M-92QD-XR01'));
  });

  it('are kept as a hash that depends on person and server key', () => {
    const code = newCode();
    expect(codeHash(key, 'p', code)).to.not.include(plainCode(code));
    expect(codeHash(key, 'p', code)).to.not.equal(codeHash(key, 'q', code));
    expect(codeHash(key, 'p', code)).to.not.equal(codeHash(createSecretKey(randomBytes(32)), 'p', code));
    expect(sameHash(codeHash(key, 'p', code), codeHash(key, 'p', code))).to.equal(true);
    expect(sameHash(codeHash(key, 'p', code), codeHash(key, 'p', newCode()))).to.equal(false);
    expect(sameHash('', codeHash(key, 'p', code))).to.equal(false);
  });
});
