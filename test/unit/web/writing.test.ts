import { expect } from 'chai';
import { MAX_TEXT } from '../../../shared/values/messages.ts';
import { judge } from '../../../web/src/room/writing.rules.ts';

describe('judging what is written', () => {
  it('counts characters as people do, a rare character once', () => {
    expect(judge('𠮷'.repeat(MAX_TEXT))).to.deep.equal({ is: 'nearly-full', left: 0 });
    expect(judge('𠮷'.repeat(MAX_TEXT) + '呼')).to.deep.equal({ is: 'too-long', over: 1 });
  });

  it('lets nothing blank or unsendable go', () => {
    expect(judge(' \n\t').is).to.equal('blank');
    expect(judge('呼\u0007应').is).to.equal('odd');
    expect(judge('您好').is).to.equal('fine');
  });
});
