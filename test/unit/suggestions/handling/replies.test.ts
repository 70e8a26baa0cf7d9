import { expect } from 'chai';
import { draftActs } from '../../../../server/suggestions/handling/drafts.rules.ts';
import { opinionActs } from '../../../../server/suggestions/handling/opinions.rules.ts';
import { replyActs } from '../../../../server/suggestions/handling/replies.rules.ts';
import { person } from '../acting.ts';
import {
  CO_UNIT,
  contacted,
  LEAD,
  LEAD_UNIT,
  OTHER_UNIT,
  own,
  played,
  PLAYERS,
  policyWith,
  SECONDER,
} from '../played.ts';
import { answered, explanation, letter, ON, opinion, promising, ready } from './steps.ts';

const { issue, explain } = replyActs;
const { share, comment } = draftActs;
const draft = { ...ON, text: '征求意见稿' };
const SEPARATE = [
  { unitId: LEAD_UNIT, role: 'separate' },
  { unitId: OTHER_UNIT, role: 'separate' },
] as const;

const letterOf = (the: ReturnType<typeof played>) => {
  const happened = the.last.find((h) => h.kind === 'replied');
  if (happened?.kind !== 'replied') throw new Error('nobody replied');
  return happened.body;
};

describe('a reply', () => {
  it('is signed by the leader who issues it, and asks for the deputy’s feedback', () => {
    const the = answered(played());
    expect(the.kinds).to.deep.equal(['replied', 'feedback-asked']);
    expect(letterOf(the)).to.deep.include({ unitId: LEAD_UNIT, round: 1, commitments: [] });
    expect(letterOf(the).letter.signedBy).to.deep.equal({ personId: PLAYERS.leader.personId, name: '张三' });
    expect(the.state).to.equal('feedback');
    expect(the.case.feedbackAskedOn).to.equal('2022-06-01');
  });

  it('is issued by nobody but a leader of a unit that replies', () => {
    const the = ready(played());
    for (const somebody of [PLAYERS.contact, PLAYERS.office, PLAYERS.lead, PLAYERS.committee, PLAYERS.system])
      expect(the.refusal(issue, somebody, letter()).code).to.equal('NOT_ALLOWED');
    for (const leader of [PLAYERS.coLeader, PLAYERS.otherLeader])
      expect(the.refusal(issue, leader, letter()).code).to.equal('NOT_YOUR_TRACK');
  });

  it('waits for all opinions, and for a contact while it was being handled', () => {
    const the = played().happens(contacted(LEAD_UNIT, 'pre'));
    const missing = () => the.refusal(issue, PLAYERS.leader, letter());
    const opinions = { code: 'NOT_YET', facts: { missing: ['opinions'], unitIds: [CO_UNIT] } };
    expect(missing()).to.deep.equal(opinions);
    the.act(opinionActs.file, PLAYERS.coContact, opinion);
    expect(missing()).to.deep.equal(opinions);
    the.act(opinionActs.accept, PLAYERS.contact, { ...ON, unitId: CO_UNIT });
    expect(missing()).to.deep.equal({ code: 'NOT_YET', facts: { missing: ['mid-contact'] } });
    the.happens(contacted(LEAD_UNIT, 'mid', 2));
    expect(the.act(issue, PLAYERS.leader, letter()).state).to.equal('feedback');
  });

  it('does not wait for an opinion that the office waived', () => {
    const the = played().happens(contacted(LEAD_UNIT, 'mid'));
    the.act(opinionActs.waive, PLAYERS.office, { ...ON, unitId: CO_UNIT, why: '不再等候' });
    expect(the.act(issue, PLAYERS.leader, letter()).state).to.equal('feedback');
  });

  it('is not given before the lead deputy was reached, and not twice', () => {
    expect(played().refusal(issue, PLAYERS.leader, letter()).code).to.equal('WRONG_STATE');
    const two = played({ tracks: SEPARATE }).happens(contacted(LEAD_UNIT, 'mid'));
    expect(two.refusal(issue, PLAYERS.otherLeader, letter()).facts).to.deep.equal({ missing: ['contact'] });
    two.act(issue, PLAYERS.leader, letter());
    expect(two.refusal(issue, PLAYERS.leader, letter()).code).to.equal('ALREADY_DONE');
  });

  it('of the first of two separate units leaves the case with the second', () => {
    const the = played({ tracks: SEPARATE }).happens(
      contacted(LEAD_UNIT, 'mid'),
      contacted(OTHER_UNIT, 'mid', 2),
    );
    the.act(issue, PLAYERS.leader, letter());
    expect([the.kinds, the.state]).to.deep.equal([['replied'], 'handling']);
    the.act(issue, PLAYERS.otherLeader, letter());
    expect([the.kinds, the.state]).to.deep.equal([['replied', 'feedback-asked'], 'feedback']);
  });

  it('bears a class of the congress’s own scheme', () => {
    expect(ready(played()).refusal(issue, PLAYERS.leader, letter({ replyClass: 'E' }))).to.deep.equal({
      code: 'AGAINST_POLICY',
      facts: { value: 'replyClass', known: ['A', 'B', 'C', 'D'] },
    });
    const none = { policy: policyWith({ replyClasses: own([]) }) };
    expect(ready(played(none)).refusal(issue, PLAYERS.leader, letter()).code).to.equal('AGAINST_POLICY');
    expect(answered(played(none), letter({ replyClass: '' })).state).to.equal('feedback');
  });

  it('of a class that promises something says what, and by a day that is still to come', () => {
    const the = ready(played()).on('2022-06-01');
    expect(the.refusal(issue, PLAYERS.leader, letter({ replyClass: 'B' }))).to.deep.equal({
      code: 'AGAINST_POLICY',
      facts: { value: 'commitments', replyClass: 'B' },
    });
    expect(the.refusal(issue, PLAYERS.leader, promising('2022-06-01'))).to.deep.equal({
      code: 'AGAINST_POLICY',
      facts: { value: 'due', after: '2022-06-01' },
    });
    the.act(issue, PLAYERS.leader, promising());
    expect(the.case.commitments).to.have.length(1);
    expect(the.case.commitments[0]).to.deep.include({
      ...{ unitId: LEAD_UNIT, due: '2022-12-30', state: 'open', promisedOn: '2022-06-01', carriedInto: null },
    });
  });

  it('goes to whom the rules say', () => {
    const to = (value: 'all' | 'lead' | 'lead-with-consent', leadRelays: boolean) => {
      const policy = policyWith({ replyRecipients: own(value) });
      return letterOf(answered(played({ policy }), letter({ leadRelays }))).letter.recipientIds;
    };
    expect(to('all', false)).to.deep.equal([LEAD, SECONDER]);
    expect(to('lead', false)).to.deep.equal([LEAD]);
    expect(to('lead-with-consent', false)).to.deep.equal([LEAD, SECONDER]);
    expect(to('lead-with-consent', true)).to.deep.equal([LEAD]);
    expect(() => to('all', true)).to.throw('AGAINST_POLICY');
  });

  it('is never made more public than the deputies wished', () => {
    const publicity = (publicity: 'full' | 'summary' | 'none', keepSecret = false) =>
      ready(played({ publicity: 'summary', keepSecret })).refusal(
        issue,
        PLAYERS.leader,
        letter({ publicity, publicityReason: '' }),
      );
    expect(publicity('full')).to.deep.equal({
      code: 'AGAINST_POLICY',
      facts: { value: 'publicity', most: 'summary' },
    });
    expect(publicity('none').code).to.equal('REASON_NEEDED');
    expect(publicity('summary', true).facts).to.deep.equal({ value: 'publicity', most: 'none' });
    const secret = letter({ publicity: 'none', publicityReason: '代表要求保密' });
    expect(answered(played({ keepSecret: true }), secret).state).to.equal('feedback');
  });

  it('in person names the deputies who were there, on a day that has come', () => {
    const the = ready(played()).on('2022-06-01');
    const met = (present: (typeof LEAD)[], on = '2022-06-01') =>
      letter({ faceToFace: { on, place: '教育部', present } });
    expect(the.refusal(issue, PLAYERS.leader, met([LEAD, person(99)]))).to.deep.equal({
      code: 'UNKNOWN_PERSON',
      facts: { personId: person(99) },
    });
    expect(the.refusal(issue, PLAYERS.leader, met([LEAD], '2022-06-02'))).to.deep.equal({
      code: 'IN_THE_FUTURE',
      facts: { today: '2022-06-01' },
    });
    the.act(issue, PLAYERS.leader, met([SECONDER, LEAD]));
    expect(the.case.replies).to.deep.include({
      ...{ n: the.case.revision, unitId: LEAD_UNIT, round: 1, on: '2022-06-01' },
      ...{ replyClass: 'A', faceToFace: true, written: true },
    });
  });
});

describe('an explanation', () => {
  it('takes the place of a letter where none is wanted', () => {
    const the = ready(played({ wantsWrittenReply: false })).on('2022-06-01');
    the.act(explain, PLAYERS.contact, explanation());
    expect([the.kinds, the.state]).to.deep.equal([['explained', 'feedback-asked'], 'feedback']);
    expect(the.case.replies).to.have.length(1);
    expect(the.case.replies[0]).to.deep.include({ written: false, unitId: LEAD_UNIT });
  });

  it('does not, where a letter is wanted', () => {
    expect(ready(played()).on('2022-06-01').refusal(explain, PLAYERS.contact, explanation())).to.deep.equal({
      code: 'AGAINST_POLICY',
      facts: { value: 'letter' },
    });
  });

  it('rests on a contact of the own unit, on a day that has come', () => {
    const the = ready(played({ wantsWrittenReply: false })).on('2022-06-01');
    const theirs = contacted(CO_UNIT, 'mid', 9);
    if (theirs.kind !== 'contact-recorded') throw new Error('no contact');
    const { contactId } = theirs.body;
    the.happens(theirs);
    expect(the.refusal(explain, PLAYERS.contact, explanation({ contactId }))).to.deep.equal({
      code: 'NOT_YET',
      facts: { missing: ['contact'] },
    });
    const tomorrow = explanation({ on: '2022-06-02' });
    expect(the.refusal(explain, PLAYERS.contact, tomorrow).code).to.equal('IN_THE_FUTURE');
    const ours = the.case.contacts.find((c) => c.unitId === LEAD_UNIT)?.contactId ?? null;
    expect(the.act(explain, PLAYERS.contact, explanation({ contactId: ours })).state).to.equal('feedback');
  });

  it('waits like a letter', () => {
    const the = played({ wantsWrittenReply: false }).on('2022-06-01').happens(contacted(LEAD_UNIT, 'pre'));
    expect(the.refusal(explain, PLAYERS.contact, explanation()).facts).to.deep.equal({
      ...{ missing: ['opinions'], unitIds: [CO_UNIT] },
    });
    the.act(opinionActs.waive, PLAYERS.office, { ...ON, unitId: CO_UNIT, why: '不再等候' });
    expect(the.refusal(explain, PLAYERS.contact, explanation()).facts).to.deep.equal({
      missing: ['mid-contact'],
    });
  });
});

describe('a draft', () => {
  it('is shown to the deputies, who say what they think of it', () => {
    const the = ready(played()).act(share, PLAYERS.contact, draft);
    the.act(comment, PLAYERS.seconder, { ...ON, unitId: LEAD_UNIT, text: '第二点还不够具体' });
    expect(the.last).to.deep.equal([
      {
        kind: 'draft-commented',
        body: { unitId: LEAD_UNIT, personId: SECONDER, text: '第二点还不够具体' },
      },
    ]);
    expect(the.state).to.equal('handling');
  });

  it('states all opinions, and comes before the reply', () => {
    const early = played().happens(contacted(LEAD_UNIT, 'pre'));
    expect(early.refusal(share, PLAYERS.contact, draft).facts).to.deep.equal({
      ...{ missing: ['opinions'], unitIds: [CO_UNIT] },
    });
    const two = played({ tracks: SEPARATE }).happens(contacted(LEAD_UNIT, 'mid'));
    two.act(share, PLAYERS.contact, draft).act(issue, PLAYERS.leader, letter());
    expect(two.refusal(share, PLAYERS.contact, draft).code).to.equal('ALREADY_DONE');
    const late = { ...ON, unitId: LEAD_UNIT, text: '太晚了' };
    expect(two.refusal(comment, PLAYERS.lead, late).code).to.equal('ALREADY_DONE');
  });

  it('is commented only once it was shown, by deputies, and of a unit of the case', () => {
    const the = ready(played());
    const said = { ...ON, unitId: LEAD_UNIT, text: '还没看到' };
    expect(the.refusal(comment, PLAYERS.lead, said)).to.deep.equal({
      code: 'NOT_YET',
      facts: { missing: ['draft'] },
    });
    expect(the.refusal(comment, PLAYERS.contact, said).code).to.equal('NOT_ALLOWED');
    expect(the.refusal(comment, PLAYERS.lead, { ...said, unitId: OTHER_UNIT }).code).to.equal('UNKNOWN_UNIT');
    expect(the.refusal(share, PLAYERS.coContact, draft).code).to.equal('NOT_YOUR_TRACK');
  });
});
