import { expect } from 'chai';
import { v7 } from 'uuid';
import type { Parties } from '../../../server/notices/owed.rules.ts';
import {
  askedFor,
  type Reach,
  type Reachable,
  recipientsOf,
  type Reminding,
} from '../../../server/notices/recipients.rules.ts';
import { type Audience, REMINDERS, type TableStep } from '../../../server/notices/reminder-table.rules.ts';
import type { DelegationId, PersonId, UnitId } from '../../../shared/ids.ts';
import type { Ower } from '../../../shared/notices.ts';
import type { PersonRole } from '../../../shared/people.ts';

const [lead, co, committee] = [v7() as UnitId, v7() as UnitId, v7() as UnitId];
const delegation = v7() as DelegationId;

interface Made {
  readonly unitId?: UnitId;
  readonly delegationId?: DelegationId;
  readonly onDuty?: boolean;
}
const person = (role: PersonRole, { unitId, delegationId, onDuty = false }: Made = {}): Reachable => ({
  ...{ _id: v7() as PersonId, roles: [role], onDuty, active: true },
  ...{ unitId: unitId ?? null, delegationId: delegationId ?? null },
});

const named = person('unit-contact', { unitId: lead });
const onDuty = person('unit-contact', { unitId: lead, onDuty: true });
const leader = person('unit-leader', { unitId: lead });
const coContact = person('unit-contact', { unitId: co });
const office = person('office', { onDuty: true });
const officeAtHome = person('office');
const supervisor = person('committee', { unitId: committee });
const head = person('delegation-head', { delegationId: delegation });
const deputy = person('deputy');
const EVERYBODY = [named, onDuty, leader, coContact, office, officeAtHome, supervisor, head, deputy];

const reachOf = (people: readonly Reachable[]): Reach => ({
  ofUnit: (id) => people.filter((p) => p.unitId === id),
  ofDelegation: (id) => people.filter((p) => p.delegationId === id),
  withRole: (role) => people.filter((p) => p.roles.includes(role)),
  isActive: (id) => people.some((p) => p._id === id),
  standInFor: () => null,
});

const parties: Parties = {
  ...{ leadId: deputy._id, seconderIds: [], delegationId: delegation, committeeUnitId: committee },
  tracks: [
    { unitId: lead, role: 'lead', contactIds: [named._id] },
    { unitId: co, role: 'co', contactIds: [] },
  ],
};
const step = (...notify: readonly Audience[]): TableStep => ({ ...REMINDERS.R3.steps[0], notify });
const by = (unitId: UnitId): Ower => ({ kind: 'unit', unitId });
const OFFICE: Ower = { kind: 'office' };

/** Who hears of something that this one owes. */
function hears(ower: Ower, audience: Audience, { of = parties, without = [] as readonly Reachable[] } = {}) {
  const reminding: Reminding = { id: 'd', ower, step: step(audience), parties: of };
  return recipientsOf(reminding, reachOf(EVERYBODY.filter((p) => !without.includes(p))));
}

describe('who hears a reminder', () => {
  it('is whom the unit named, else who is on duty, else any contact, else its leaders, else the office', () => {
    expect(hears(by(lead), 'contacts')).to.deep.equal([named._id]);
    expect(hears(by(lead), 'contacts', { without: [named] })).to.deep.equal([onDuty._id]);
    expect(hears(by(co), 'contacts')).to.deep.equal([coContact._id]);
    expect(hears(by(lead), 'contacts', { without: [named, onDuty] })).to.deep.equal([leader._id]);
    expect(hears(by(co), 'contacts', { without: [coContact] })).to.deep.equal([office._id]);
  });

  it('is the registry: who is on duty, whoever was named', () => {
    expect(hears(by(lead), 'registry')).to.deep.equal([onDuty._id]);
  });

  it('is the unit’s leaders; of what the office owes those of the units that replied', () => {
    expect(hears(by(lead), 'unit-leaders')).to.deep.equal([leader._id]);
    expect(hears(OFFICE, 'unit-leaders')).to.deep.equal([leader._id]);
  });

  it('is the leading unit’s contacts, of what a co-handling one owes', () => {
    expect(hears(by(co), 'lead-units')).to.deep.equal([named._id]);
  });

  it('is the office’s people on duty, else all of them', () => {
    expect(hears(OFFICE, 'congress-office')).to.deep.equal([office._id]);
    expect(hears(OFFICE, 'congress-office', { without: [office] })).to.deep.equal([officeAtHome._id]);
  });

  it('is the committee that supervises the case, and nobody where none does', () => {
    expect(hears({ kind: 'committee', unitId: committee }, 'committee')).to.deep.equal([supervisor._id]);
    expect(hears(OFFICE, 'committee')).to.deep.equal([supervisor._id]);
    expect(hears(OFFICE, 'committee', { of: { ...parties, committeeUnitId: null } })).to.deep.equal([]);
  });

  it('is the deputy who owes it, while they are there; a delegation hears through its head', () => {
    const owes: Ower = { kind: 'person', personId: deputy._id };
    expect(hears(owes, 'ower')).to.deep.equal([deputy._id]);
    expect(hears(owes, 'ower', { without: [deputy] })).to.deep.equal([]);
    expect(hears({ kind: 'delegation', delegationId: delegation }, 'ower')).to.deep.equal([head._id]);
  });

  it('is all deputies of the suggestion; of a delegation’s, its head', () => {
    expect(hears(by(lead), 'deputies')).to.deep.equal([deputy._id]);
    expect(hears(by(lead), 'deputies', { of: { ...parties, leadId: null } })).to.deep.equal([head._id]);
  });

  it('is also who stands in for whom is meant, once, and not who was meant instead', () => {
    const reach: Reach = {
      ...reachOf(EVERYBODY),
      standInFor: (id) => (id === named._id ? onDuty._id : null),
    };
    const told = (...notify: readonly Audience[]) =>
      recipientsOf({ id: 'd', ower: by(lead), step: step(...notify), parties }, reach);
    expect(told('contacts')).to.deep.equal([named._id, onDuty._id]);
    expect(told('contacts', 'registry')).to.deep.equal([named._id, onDuty._id]);
    expect(told('unit-leaders')).to.deep.equal([leader._id]);
  });

  it('hears once, whatever they are', () => {
    const all: Reminding = { id: 'd', ower: by(lead), step: step('contacts', 'lead-units'), parties };
    expect(recipientsOf(all, reachOf(EVERYBODY))).to.deep.equal([named._id]);
  });

  it('is looked up among the people concerned only', () => {
    const asked = (...notify: readonly Audience[]) =>
      askedFor([{ id: 'd', ower: by(co), step: step(...notify), parties }]);
    expect(asked('contacts')).to.deep.equal({
      ...{ units: [co], people: [], delegations: [], roles: ['office'] },
    });
    expect(asked('contacts', 'lead-units').units).to.deep.equal([co, lead]);
    expect(asked('unit-leaders').units).to.deep.equal([co, lead]);
    expect(asked('committee').units).to.deep.equal([co, committee]);
  });
});
