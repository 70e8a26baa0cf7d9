import { expect } from 'chai';
import type { CongressId, DelegationId, PersonId, SuggestionId, UnitId } from '../../../../shared/ids.ts';
import type { PersonRole } from '../../../../shared/people.ts';
import { newTrack } from '../../../../server/suggestions/case/fold-proposing.rules.ts';
import { nothingYet } from '../../../../server/suggestions/case/fold.rules.ts';
import { isPrivate, rolesIn } from '../../../../server/suggestions/case/standing.rules.ts';

const person = (id: string) => id as PersonId;
const unit = (id: string) => id as UnitId;
const FOUND = {
  ...nothingYet('s' as SuggestionId, 'c' as CongressId),
  source: 'delegation' as const,
  leadId: person('lead'),
  seconders: [
    { personId: person('asked'), state: 'asked' as const },
    { personId: person('joined'), state: 'confirmed' as const },
    { personId: person('declined'), state: 'declined' as const },
  ],
  delegationId: 'd1' as DelegationId,
  tracks: [
    newTrack({ unitId: unit('u1'), role: 'lead', part: '', contactIds: [person('named')] }, null),
    newTrack({ unitId: unit('u2'), role: 'co', part: '', contactIds: [] }, null),
  ],
  committeeUnitId: unit('u9'),
};

const rolesOf = (
  id: string,
  roles: PersonRole[],
  { unitId = null, delegationId = null }: { unitId?: string | null; delegationId?: string | null } = {},
) =>
  [
    ...rolesIn(FOUND, {
      ...{ personId: person(id), roles },
      ...{ unitId: unitId as UnitId | null, delegationId: delegationId as DelegationId | null },
    }),
  ].sort();

describe('as whom somebody acts in a case', () => {
  it('its deputies by name: the lead, and who was asked, whatever they answered', () => {
    expect(rolesOf('lead', ['deputy'])).to.deep.equal(['lead-deputy']);
    expect(rolesOf('asked', ['deputy'])).to.deep.equal(['seconding-deputy']);
    expect(rolesOf('joined', ['deputy'])).to.deep.equal(['seconding-deputy']);
    expect(rolesOf('declined', ['deputy'])).to.deep.equal(['seconding-deputy']);
    expect(rolesOf('other', ['deputy'])).to.deep.equal([]);
  });

  it('the head of the delegation whose suggestion it is, and of no other', () => {
    expect(rolesOf('x', ['delegation-head'], { delegationId: 'd1' })).to.deep.equal(['delegation-head']);
    expect(rolesOf('x', ['delegation-head'], { delegationId: 'd2' })).to.deep.equal([]);
    expect(rolesOf('x', ['delegation-head'])).to.deep.equal([]);
  });

  it('people of its units: named ones handle it; where nobody is named, all contacts do', () => {
    expect(rolesOf('named', ['unit-contact'], { unitId: 'u1' })).to.deep.equal(['contact', 'registry']);
    expect(rolesOf('x', ['unit-contact'], { unitId: 'u1' })).to.deep.equal(['registry']);
    expect(rolesOf('x', ['unit-contact'], { unitId: 'u2' })).to.deep.equal(['contact', 'registry']);
    expect(rolesOf('x', ['unit-leader'], { unitId: 'u2' })).to.deep.equal(['unit-leader']);
    expect(rolesOf('x', ['unit-contact', 'unit-leader'], { unitId: 'u3' })).to.deep.equal([]);
    expect(rolesOf('x', ['unit-contact'])).to.deep.equal([]);
  });

  it('office and coordinator everywhere, a committee only where it supervises', () => {
    expect(rolesOf('x', ['office', 'coordinator'])).to.deep.equal(['coordinator', 'office']);
    expect(rolesOf('x', ['committee'], { unitId: 'u9' })).to.deep.equal(['committee']);
    expect(rolesOf('x', ['committee'], { unitId: 'u1' })).to.deep.equal([]);
  });

  it('nobody who administers, audits, counts or serves', () => {
    const roles: PersonRole[] = ['administrator', 'auditor', 'statistics', 'service-staff'];
    expect(rolesOf('x', roles, { unitId: 'u1', delegationId: 'd1' })).to.deep.equal([]);
  });

  it('and drafts are their deputies’ own', () => {
    expect(isPrivate('draft')).to.equal(true);
    expect(isPrivate('seconding')).to.equal(true);
    expect(isPrivate('submitted')).to.equal(false);
  });
});
