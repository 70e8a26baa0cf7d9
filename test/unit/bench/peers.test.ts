import { expect } from 'chai';
import { HOW, PEERS, whyNotThere } from '../../../bench/peers.ts';

describe('the chat servers of others', () => {
  it('say what to install where they are missing', () => {
    expect(whyNotThere('prosody', () => false)).to.match(/no prosody: apt-get install prosody/);
    expect(whyNotThere('ejabberd', (program) => program === 'erl')).to.match(/no ejabberdctl/);
    expect(PEERS.map((peer) => whyNotThere(peer, () => true))).to.deep.equal([null, null]);
  });

  it('listen on the loopback port and keep their data in the folder that they are given', () => {
    for (const peer of PEERS) {
      const place = { folder: '/somewhere/of its own', port: 45_678 };
      const files = Object.values(HOW[peer].files(place)).join('\n');
      expect(files).to.include('45678').and.include('127.0.0.1');
      expect(`${files} ${HOW[peer].command(place).join(' ')}`).to.include(place.folder);
    }
  });
});
