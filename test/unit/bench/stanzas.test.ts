import { expect } from 'chai';
import fc from 'fast-check';
import { Stanzas } from '../../../bench/speakers/stanzas.ts';

describe('the cutting of a stream into stanzas', () => {
  const OPEN = `<?xml version='1.0'?><stream:stream id='1' xmlns='jabber:client'>`;
  const WHOLE = [
    `<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>`,
    `<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>`,
    `<message to='a/b' id="it's > all"><body>#1@2.00#2 &lt; 3 > 1</body><x/></message>`,
    `<message><forwarded><message><body></body></message></forwarded></message>`,
    `<iq type='result' id='1'></iq>`,
  ];

  it('gives the elements right below the stream, one by one', () => {
    expect(new Stanzas().take(OPEN + WHOLE.join('\n'))).to.deep.equal(WHOLE);
  });

  it('gives the same wherever the network cuts', () => {
    const text = OPEN + WHOLE.join('');
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 12 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), text.length];
        const stanzas = new Stanzas();
        const found = at.slice(1).flatMap((end, i) => stanzas.take(text.slice(at[i], end)));
        expect(found).to.deep.equal(WHOLE);
      }),
      { seed: 20_261_122 },
    );
  });

  it('gives nothing of what has not ended', () => {
    const stanzas = new Stanzas();
    expect(stanzas.take(`${OPEN}<message><body>half`)).to.deep.equal([]);
    expect(stanzas.take(' a word</body></message')).to.deep.equal([]);
    expect(stanzas.take('><presence/>')).to.deep.equal([
      '<message><body>half a word</body></message>',
      '<presence/>',
    ]);
  });

  it('takes the end of the stream for no stanza', () => {
    expect(new Stanzas().take(`${OPEN}<presence/></stream:stream>`)).to.deep.equal(['<presence/>']);
  });
});
