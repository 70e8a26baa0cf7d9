import { expect } from 'chai';
import { digitsOf, newSecret, otpAddress, stepOf } from '../../../server/people/totp.rules.ts';

/** `12345678901234567890`, RFC 6238, appendix B. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
/** Seconds since 1970, and the last six digits of the appendix’s eight. */
const VECTORS: readonly [number, string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
];
const at = (seconds: number) => new Date(seconds * 1_000);

describe('codes of the moment', () => {
  it('are those of RFC 6238', () => {
    for (const [seconds, code] of VECTORS)
      expect(stepOf(SECRET, code, at(seconds)), code).to.equal(Math.floor(seconds / 30));
  });

  it('count one step early or late under their own step, and two steps off not at all', () => {
    const [seconds, code] = [1_111_111_111, '050471'];
    const step = Math.floor(seconds / 30);
    for (const off of [-30, 0, 30]) expect(stepOf(SECRET, code, at(seconds + off)), `${off}`).to.equal(step);
    for (const off of [-60, 60]) expect(stepOf(SECRET, code, at(seconds + off)), `${off}`).to.equal(null);
  });

  it('are taken with spaces and in wide digits; anything else is no code of the moment', () => {
    expect(digitsOf(' 050 471 ')).to.equal('050471');
    expect(digitsOf('０５０４７１')).to.equal('050471');
    for (const other of ['05047', '0504711', '05047a', '7K3M-92QD-XR0T', '-50471', ''])
      expect(digitsOf(other), other).to.equal(null);
  });

  it('come from secrets of 160 bits that are never the same', () => {
    const secrets = Array.from({ length: 100 }, newSecret);
    expect(new Set(secrets).size).to.equal(100);
    for (const secret of secrets) expect(secret).to.match(/^[A-Z2-7]{32}$/);
  });

  it('are read by apps from an address that says issuer, account and secret', () => {
    const address = new URL(otpAddress(SECRET, 'chen.wangshu'));
    expect(address.protocol).to.equal('otpauth:');
    expect(address.href).to.match(/^otpauth:\/\/totp\/Huying:chen\.wangshu\?/);
    expect(Object.fromEntries(address.searchParams)).to.include({
      ...{ issuer: 'Huying', secret: SECRET, algorithm: 'SHA1', digits: '6', period: '30' },
    });
  });
});
