import { expect } from 'chai';
import { callOf, spaced } from '../../../web/src/address-book/number.rules.ts';

describe('a phone number on the page', () => {
  for (const [number, call, read] of [
    ['13812345678', 'tel:13812345678', '138 1234 5678'],
    ['+8613812345678', 'tel:+8613812345678', '+8613812345678'],
    ['010-6309 1234', 'tel:01063091234', '010-6309 1234'],
    ['1381234567', 'tel:1381234567', '1381234567'],
  ] as const)
    it(`${number} is called by ${call} and read as ${read}`, () => {
      expect(callOf(number)).to.equal(call);
      expect(spaced(number)).to.equal(read);
    });
});
