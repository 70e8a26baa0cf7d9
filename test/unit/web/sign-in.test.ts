import { expect } from 'chai';
import { deviceOf } from '../../../web/src/sign-in/device.rules.ts';
import { wayOf } from '../../../web/src/sign-in/way.rules.ts';

const ORIGIN = 'https://huying.example';
const way = (then: string) => wayOf(`?then=${encodeURIComponent(then)}`, ORIGIN);

describe('the way after signing in', () => {
  it('is the page that was asked for, with what followed it', () => {
    expect(way('/rooms/17?queue=overdue#m4')).to.equal('/rooms/17?queue=overdue#m4');
    expect(wayOf('?then=/notices&ended', ORIGIN)).to.equal('/notices');
  });

  it('is the start where nothing was asked for', () => {
    expect(wayOf('', ORIGIN)).to.equal('/');
    expect(wayOf('?ended', ORIGIN)).to.equal('/');
  });

  it('never leads elsewhere', () => {
    for (const evil of [
      'https://evil.example/',
      '//evil.example/',
      '/\\evil.example/',
      '\\\\evil.example',
      '/\t/evil.example/',
      'javascript:alert(1)',
      'data:text/html,x',
      ' https://evil.example',
      '///evil.example',
    ])
      expect(new URL(way(evil), ORIGIN).origin, evil).to.equal(ORIGIN);
  });

  it('is not the door again, nor what is no page of the application', () => {
    for (const other of ['/sign-in', '/sign-in?then=/', '/api/v1/session/list', '/admin', '/admin/queues'])
      expect(way(other), other).to.equal('/');
    expect(way('/sign-in-history')).to.equal('/sign-in-history');
  });
});

describe('the name of a device', () => {
  it('says browser and system, the particular one before those it pretends to be', () => {
    const edge =
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0';
    const phone =
      'Mozilla/5.0 (Linux; Android 13; V2230A) AppleWebKit/537.36 Chrome/109.0 Mobile Safari/537.36';
    const iphone =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1';
    expect(deviceOf(edge)).to.equal('Edge · Windows');
    expect(deviceOf(phone)).to.equal('Chrome · Android');
    expect(deviceOf(iphone)).to.equal('Safari · iOS');
  });

  it('is what it calls itself where that is unknown, a hundred characters at most', () => {
    expect(deviceOf('curl/8')).to.equal('curl/8');
    expect(deviceOf('x'.repeat(300))).to.have.length(100);
  });
});
