import { expect } from 'chai';
import type { ContactId } from '../../../../shared/ids.ts';
import { contactActs } from '../../../../server/suggestions/contact/confirming.rules.ts';
import { person } from '../acting.ts';
import { contacted, LEAD, LEAD_UNIT, played, PLAYERS, SECONDER } from '../played.ts';
import { ON } from '../handling/steps.ts';

const { confirm } = contactActs;
const contactId = person(601) as string as ContactId;
const withLead = { ...ON, contactId, withIds: [LEAD] };
const spoken = () => played().happens(contacted(LEAD_UNIT, 'pre'));

describe('the record of a contact', () => {
  it('is confirmed by the deputy who was there, once', () => {
    const the = spoken().act(confirm, PLAYERS.lead, withLead);
    expect(the.last).to.deep.equal([{ kind: 'contact-confirmed', body: { contactId, personId: LEAD } }]);
    expect(the.case.contacts[0]?.confirmed).to.equal(true);
    expect(the.refusal(confirm, PLAYERS.lead, withLead)).to.deep.equal({
      code: 'ALREADY_DONE',
      facts: { contactId },
    });
  });

  it('is confirmed by no deputy who was not there, but for a delegation by its head', () => {
    expect(spoken().refusal(confirm, PLAYERS.seconder, withLead).code).to.equal('NOT_ALLOWED');
    const both = { ...withLead, withIds: [LEAD, SECONDER] };
    expect(spoken().act(confirm, PLAYERS.seconder, both).kinds).to.deep.equal(['contact-confirmed']);
    const theirs = played({ source: 'delegation' }).happens(contacted(LEAD_UNIT, 'pre'));
    expect(theirs.act(confirm, PLAYERS.head, withLead).kinds).to.deep.equal(['contact-confirmed']);
  });

  it('is confirmed by nobody of a unit or the office, and not where there is none', () => {
    for (const actor of [PLAYERS.contact, PLAYERS.leader, PLAYERS.office])
      expect(spoken().refusal(confirm, actor, withLead).code).to.equal('NOT_ALLOWED');
    const unknown = person(699) as string as ContactId;
    expect(spoken().refusal(confirm, PLAYERS.lead, { ...withLead, contactId: unknown })).to.deep.equal({
      code: 'NOT_FOUND',
      facts: { contactId: unknown },
    });
  });
});
