import { expect } from 'chai';
import { extensionActs } from '../../../../server/suggestions/handling/extensions.rules.ts';
import { CO_UNIT, LEAD_UNIT, own, played, PLAYERS, policyWith } from '../played.ts';
import { answered, ON } from './steps.ts';

const { request, decide } = extensionActs;
/** Handed over on 2022-04-01: three months end on Friday 2022-07-01, six on Saturday 2022-10-01, a holiday until the 7th. */
const asked = { ...ON, reason: '需要多部门研究', until: '2022-09-01' };
const decision = { ...ON, approved: true, until: null, why: '同意' };

describe('more time for a reply', () => {
  it('is asked for with a day, and the office’s consent gives that day', () => {
    const the = played().on('2022-06-20').act(request, PLAYERS.contact, asked);
    expect(the.case.extension).to.deep.equal({
      ...{ unitId: LEAD_UNIT, askedOn: '2022-06-20', askedUntil: '2022-09-01', approved: null, until: null },
    });
    the.act(decide, PLAYERS.office, decision);
    expect(the.case.extension).to.deep.include({ approved: true, until: '2022-09-01' });
  });

  it('may be given until another day, by the coordinating office as well', () => {
    const the = played().act(request, PLAYERS.leader, asked);
    the.act(decide, PLAYERS.coordinator, { ...decision, until: '2022-08-01' });
    expect(the.case.extension).to.deep.include({ approved: true, until: '2022-08-01' });
  });

  it('may be refused, and asked for again', () => {
    const the = played().act(request, PLAYERS.contact, asked);
    the.act(decide, PLAYERS.office, { ...decision, approved: false, why: '应当按期办理' });
    expect(the.case.extension).to.deep.include({ approved: false, until: null });
    expect(the.act(request, PLAYERS.contact, asked).kinds).to.deep.equal(['extension-requested']);
  });

  it('needs nobody’s consent where the rules do not ask for it', () => {
    const policy = policyWith({ extensionNeedsConsent: own(false) });
    const the = played({ policy }).act(request, PLAYERS.contact, asked);
    expect(the.kinds).to.deep.equal(['extension-requested', 'extension-decided']);
    expect(the.case.extension).to.deep.include({ approved: true, until: '2022-09-01' });
    expect(the.refusal(decide, PLAYERS.office, decision).code).to.equal('NOT_YET');
  });

  it('can be asked for until the first due day, and not on the day after', () => {
    expect(played().on('2022-07-01').act(request, PLAYERS.contact, asked).kinds).to.have.length(1);
    expect(played().on('2022-07-02').refusal(request, PLAYERS.contact, asked)).to.deep.equal({
      code: 'TOO_LATE',
      facts: { due: '2022-07-01' },
    });
  });

  it('ends later than the reply is due and no later than the longest term allows', () => {
    const the = played();
    const facts = { value: 'until', after: '2022-07-01', latest: '2022-10-08' };
    for (const until of ['2022-07-01', '2022-10-09'])
      expect(the.refusal(request, PLAYERS.contact, { ...asked, until })).to.deep.equal({
        code: 'AGAINST_POLICY',
        facts,
      });
    the.act(request, PLAYERS.contact, { ...asked, until: '2022-10-08' });
    expect(the.refusal(decide, PLAYERS.office, { ...decision, until: '2022-10-09' })).to.deep.equal({
      code: 'AGAINST_POLICY',
      facts,
    });
  });

  it('is asked for once, by a unit that replies, has signed and has not replied', () => {
    const the = played().act(request, PLAYERS.contact, asked);
    expect(the.refusal(request, PLAYERS.contact, asked).code).to.equal('ALREADY_DONE');
    expect(played().refusal(request, PLAYERS.coContact, asked).code).to.equal('NOT_YOUR_TRACK');
    const { refusal } = played({ waiting: [LEAD_UNIT] });
    expect(refusal(request, PLAYERS.contact, asked).facts).to.deep.equal({ missing: ['receipt'] });
    expect(answered(played()).refusal(request, PLAYERS.contact, asked).code).to.equal('WRONG_STATE');
  });

  it('is decided only when it was asked for, and never by a unit', () => {
    expect(played().refusal(decide, PLAYERS.office, decision)).to.deep.equal({
      code: 'NOT_YET',
      facts: { missing: ['request'] },
    });
    expect(played().refusal(decide, PLAYERS.leader, decision).code).to.equal('NOT_ALLOWED');
  });

  it('of one of two separate units is the suggestion’s: the other need not ask', () => {
    const tracks = [
      { unitId: LEAD_UNIT, role: 'separate' },
      { unitId: CO_UNIT, role: 'separate' },
    ] as const;
    const the = played({ tracks }).act(request, PLAYERS.contact, asked);
    expect(the.refusal(request, PLAYERS.coContact, asked).code).to.equal('ALREADY_DONE');
  });
});
