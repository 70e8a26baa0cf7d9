import { expect } from 'chai';
import { randomBytes } from 'node:crypto';
import { secretBytes, secretFlaw } from '../../../server/people/secrets.rules.ts';

const base64 = (bytes: Iterable<number>) => Buffer.from([...bytes]).toString('base64');
const text = (words: string) => Buffer.from(words).toString('base64');

describe('secrets', () => {
  it('takes what a random source makes, in both alphabets of base64', () => {
    for (let i = 0; i < 500; i++) {
      const bytes = randomBytes(32 + (i % 33));
      expect(secretFlaw(bytes.toString('base64'))).to.equal(null);
      expect(secretFlaw(bytes.toString('base64url'))).to.equal(null);
      expect(secretBytes(bytes.toString('base64url'))?.equals(bytes)).to.equal(true);
    }
  });

  for (const [flaw, secret] of [
    ['TOO_SHORT', randomBytes(31).toString('base64')],
    ['UNREADABLE', 'not base64 at all: 二十四字'],
    ['UNREADABLE', ''],
    ['EXAMPLE', 'change-me, please!'],
    ['EXAMPLE', text('your-Secret-goes-here-0123456789-abcdef')],
    ['REPEATED', base64(Array<number>(32).fill(0))],
    ['REPEATED', text('k7#Qz1!m'.repeat(4))],
    ['COUNTED', base64(Array.from({ length: 32 }, (_, i) => i))],
    ['COUNTED', base64(Array.from({ length: 40 }, (_, i) => 255 - 3 * i))],
    ['MONOTONOUS', text('4a1f4a1fffa4111f4a4f1a1faaaf4f1f1a')],
  ] as const) {
    it(`refuses as ${flaw}: ${secret.slice(0, 24)}`, () => {
      expect(secretFlaw(secret)).to.equal(flaw);
    });
  }
});
