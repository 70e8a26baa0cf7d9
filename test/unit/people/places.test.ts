import { expect } from 'chai';
import { placeOf } from '../../../server/people/places.rules.ts';

describe('the place of a session', () => {
  it('is the network of 256 addresses, also where IPv4 comes in the dress of IPv6', () => {
    expect(placeOf('203.0.113.77')).to.equal('203.0.113.0/24');
    expect(placeOf('::ffff:203.0.113.77')).to.equal('203.0.113.0/24');
  });

  it('is the first 48 bits of IPv6, however it is written', () => {
    expect(placeOf('2001:db8:1:2:3:4:5:6')).to.equal('2001:db8:1::/48');
    expect(placeOf('2001:0DB8:0001::6')).to.equal('2001:db8:1::/48');
    expect(placeOf('2001:db8::6')).to.equal('2001:db8:0::/48');
    expect(placeOf('::1')).to.equal('0:0:0::/48');
    expect(placeOf('fe80::1%eth0')).to.equal('fe80:0:0::/48');
  });

  it('is empty for what is no address', () => {
    for (const nothing of ['', 'unknown', 'cli', '1.2.3', '999.1.1.1'])
      expect(placeOf(nothing), nothing).to.equal('');
  });
});
