import { expect } from 'chai';
import * as fc from 'fast-check';
import type { DelegationId, PersonId, UnitId } from '../../../shared/ids.ts';
import { PERSON_ROLES } from '../../../shared/people.ts';
import { SEAT_ROLES } from '../../../shared/values/seats.ts';
import { SOURCE_TYPES, TRACK_ROLES } from '../../../shared/values/suggestions.ts';
import {
  isSentByName,
  membersOf,
  peopleOfTrack,
  rosterOf,
  serviceMembersOf,
  type RosterPerson,
  type Seated,
} from '../../../server/suggestions/record/members.rules.ts';

const unit = (name: string) => name as UnitId;
const id = (name: string) => name as PersonId;
const delegation = (name: string) => name as DelegationId;

const someone = (name: string, change: Partial<RosterPerson> = {}): RosterPerson => ({
  _id: id(name),
  name,
  label: '',
  roles: ['deputy'],
  unitId: null,
  delegationId: null,
  onDuty: false,
  active: true,
  ...change,
});
const contact = (name: string, of: string, change: Partial<RosterPerson> = {}) =>
  someone(name, { roles: ['unit-contact'], unitId: unit(of), ...change });
const leader = (name: string, of: string, change: Partial<RosterPerson> = {}) =>
  contact(name, of, { roles: ['unit-leader'], ...change });

const suggestion = (change: Partial<Seated> = {}): Seated => ({
  source: 'joint',
  leadId: id('lead'),
  secondingIds: [id('second')],
  delegationId: null,
  ...{ committeeUnitId: null, supervisionLeaderId: null },
  tracks: [{ unitId: unit('u1'), role: 'lead', contactIds: [] }],
  ...change,
});
const deputies = [someone('lead'), someone('second')];
const seatsOf = (s: Seated, people: RosterPerson[]) =>
  Object.fromEntries(membersOf(s, rosterOf(people)).map((seat) => [seat.personId, seat.roles]));

describe('who has a seat in a suggestion’s room', () => {
  const u1 = (...people: RosterPerson[]) =>
    Object.keys(seatsOf(suggestion({ leadId: null, secondingIds: [] }), people));

  it('of a unit: those named, else those on duty, else its contacts, else its leaders', () => {
    const track = { unitId: unit('u1'), role: 'lead' as const, contactIds: [id('b')] };
    const people = [contact('a', 'u1', { onDuty: true }), contact('b', 'u1'), leader('c', 'u1')];
    expect(seatsOf(suggestion({ leadId: null, secondingIds: [], tracks: [track] }), people)).to.have.keys(
      'b',
    );
    expect(u1(...people)).to.deep.equal(['a']);
    expect(u1(contact('a', 'u1'), contact('b', 'u1'), leader('c', 'u1'))).to.deep.equal(['a', 'b']);
    expect(u1(leader('c', 'u1'), contact('x', 'u2'))).to.deep.equal(['c']);
    expect(u1(contact('x', 'u2'))).to.deep.equal([]);
  });

  it('of a unit whose named contact left or moved away: again those on duty', () => {
    const track = { unitId: unit('u1'), role: 'lead' as const, contactIds: [id('b')] };
    const seats = (b: RosterPerson) =>
      seatsOf(suggestion({ leadId: null, secondingIds: [], tracks: [track] }), [
        contact('a', 'u1', { onDuty: true }),
        b,
      ]);
    expect(seats(contact('b', 'u1', { active: false }))).to.have.keys('a');
    expect(seats(contact('b', 'u2'))).to.have.keys('a');
  });

  it('in several capacities has all roles, in their order', () => {
    const people = [
      ...deputies,
      contact('second', 'u1', { roles: ['deputy', 'unit-contact', 'office'], onDuty: true }),
    ];
    expect(seatsOf(suggestion(), people)['second']).to.deep.equal([
      'seconding-deputy',
      'lead-unit',
      'office',
    ]);
  });

  it('of the office: those on duty', () => {
    const office = (name: string, onDuty: boolean) => someone(name, { roles: ['office'], onDuty });
    const seats = seatsOf(suggestion(), [...deputies, office('o1', true), office('o2', false)]);
    expect(seats).to.have.keys('lead', 'second', 'o1');
  });

  it('of a delegation that proposes: its contact group, never everybody; of one that does not, nobody', () => {
    const of = (name: string, change: Partial<RosterPerson> = {}) =>
      someone(name, { delegationId: delegation('d'), ...change });
    const people = [of('d1'), of('d2', { onDuty: true }), of('s1', { roles: ['service-staff'] })];
    const proposing = suggestion({
      ...{ source: 'delegation', leadId: null, secondingIds: [], tracks: [] },
      delegationId: delegation('d'),
    });
    expect(seatsOf(proposing, people)).to.deep.equal({ d2: ['delegation-deputy'] });
    expect(seatsOf(proposing, [of('d1'), of('s1', { roles: ['service-staff'] })])).to.deep.equal({
      s1: ['service-staff'],
    });
    expect(seatsOf({ ...proposing, source: 'joint' }, people)).to.deep.equal({});
  });

  it('of a committee that supervises: its people on duty, else all of them, and who leads; of one that does not, nobody', () => {
    const of = (name: string, change: Partial<RosterPerson> = {}) =>
      someone(name, { roles: ['committee'], unitId: unit('c'), ...change });
    const boss = someone('boss', { roles: [], unitId: unit('c') });
    const supervised = suggestion({
      ...{ leadId: null, secondingIds: [], tracks: [] },
      ...{ committeeUnitId: unit('c'), supervisionLeaderId: id('boss') },
    });
    const idle = [of('m1'), of('m2'), boss, contact('x', 'c')];
    expect(seatsOf(supervised, idle)).to.have.keys('m1', 'm2', 'boss');
    expect(seatsOf(supervised, [...idle, of('m3', { onDuty: true })])).to.deep.equal({
      boss: ['supervisor'],
      m3: ['supervisor'],
    });
    expect(seatsOf(supervised, [{ ...boss, active: false }])).to.deep.equal({});
    expect(seatsOf({ ...supervised, committeeUnitId: null, supervisionLeaderId: null }, idle)).to.deep.equal(
      {},
    );
  });

  it('in a service room: all deputies and staff of the delegation, and the office on duty', () => {
    const roster = rosterOf([
      someone('d1', { delegationId: delegation('d') }),
      someone('s1', { delegationId: delegation('d'), roles: ['service-staff', 'deputy'] }),
      someone('d2', { delegationId: delegation('e') }),
      someone('d3', { delegationId: delegation('d'), active: false }),
      someone('o1', { roles: ['office'], onDuty: true }),
    ]);
    expect(serviceMembersOf(delegation('d'), roster)).to.deep.equal([
      { personId: 'o1', roles: ['office'] },
      { personId: 'd1', roles: ['delegation-deputy'] },
      { personId: 's1', roles: ['delegation-deputy', 'service-staff'] },
    ]);
  });

  it('of a unit has beside who is away whoever stands in, on those days, while both are of the unit', () => {
    const away = (name: string) => ({
      absences: [
        {
          ...{ substituteId: id(name), from: '2026-06-10', until: '2026-06-14' },
          ...{ by: id('c1'), at: new Date('2026-06-01T01:00:00Z'), ended: null },
        },
      ],
    });
    const sitting = (today: string | null, ...people: RosterPerson[]) =>
      membersOf(suggestion({ leadId: null, secondingIds: [] }), rosterOf(people, today)).map(
        ({ personId }) => personId,
      );
    const absent = contact('c1', 'u1', { onDuty: true, ...away('c2') });
    const other = contact('c2', 'u1');
    expect(sitting('2026-06-09', absent, other)).to.deep.equal(['c1']);
    expect(sitting('2026-06-10', absent, other)).to.deep.equal(['c1', 'c2']);
    expect(sitting('2026-06-14', absent, other)).to.deep.equal(['c1', 'c2']);
    expect(sitting('2026-06-15', absent, other)).to.deep.equal(['c1']);
    expect(sitting(null, absent, other)).to.deep.equal(['c1']);
    expect(sitting('2026-06-12', absent, contact('c2', 'u2'))).to.deep.equal(['c1']);
    expect(sitting('2026-06-12', absent, { ...other, active: false })).to.deep.equal(['c1']);
    // Who stands in and is away as well is not stood in for again.
    expect(sitting('2026-06-12', absent, { ...other, ...away('c3') }, contact('c3', 'u1'))).to.deep.equal([
      'c1',
      'c2',
    ]);
  });

  describe('whatever the record and the people', () => {
    const names = fc.integer({ min: 0, max: 11 }).map((n) => id(`p${n}`));
    const units = fc.integer({ min: 0, max: 3 }).map((n) => unit(`u${n}`));
    const delegations = fc.integer({ min: 0, max: 1 }).map((n) => delegation(`d${n}`));
    const anyone: fc.Arbitrary<RosterPerson> = fc.record({
      _id: names,
      name: fc.constant(''),
      label: fc.constant(''),
      roles: fc.subarray([...PERSON_ROLES]),
      unitId: fc.option(units),
      delegationId: fc.option(delegations),
      onDuty: fc.boolean(),
      active: fc.boolean(),
    });
    const anything: fc.Arbitrary<Seated> = fc.record({
      source: fc.constantFrom(...SOURCE_TYPES),
      leadId: fc.option(names),
      secondingIds: fc.array(names, { maxLength: 5 }),
      delegationId: fc.option(delegations),
      committeeUnitId: fc.option(units),
      supervisionLeaderId: fc.option(names),
      tracks: fc.uniqueArray(
        fc.record({
          unitId: units,
          role: fc.constantFrom(...TRACK_ROLES),
          contactIds: fc.array(names, { maxLength: 3 }),
        }),
        { selector: (t) => t.unitId, maxLength: 4 },
      ),
    });
    const people = fc.uniqueArray(anyone, { selector: (p) => p._id, maxLength: 12 });

    it('everybody sits once, is active, and has roles without repetition in the order of SEAT_ROLES', () => {
      fc.assert(
        fc.property(anything, people, (s, all) => {
          const seats = membersOf(s, rosterOf(all));
          expect(new Set(seats.map((x) => x.personId)).size).to.equal(seats.length);
          const rank = (role: (typeof SEAT_ROLES)[number] | undefined) =>
            role ? SEAT_ROLES.indexOf(role) : -1;
          for (const seat of seats) {
            expect(all.find((p) => p._id === seat.personId)?.active).to.equal(true);
            expect(seat.roles).to.have.length.greaterThan(0);
            const ranks = seat.roles.map(rank);
            expect(ranks).to.deep.equal([...new Set(ranks)].sort((a, b) => a - b));
          }
          const first = seats.map((x) => rank(x.roles[0]));
          expect(first).to.deep.equal([...first].sort((a, b) => a - b));
        }),
      );
    });

    it('an active lead deputy, seconding deputy, or office person on duty is never missing', () => {
      fc.assert(
        fc.property(anything, people, (s, all) => {
          const seats = new Map(membersOf(s, rosterOf(all)).map((x) => [x.personId, x.roles]));
          for (const p of all.filter((x) => x.active)) {
            if (s.leadId === p._id) expect(seats.get(p._id)).to.include('lead-deputy');
            if (s.secondingIds.includes(p._id)) expect(seats.get(p._id)).to.include('seconding-deputy');
            if (p.roles.includes('office') && p.onDuty) expect(seats.get(p._id)).to.include('office');
          }
        }),
      );
    });

    it('a track has people exactly when its unit has some to send', () => {
      fc.assert(
        fc.property(anything, people, (s, all) => {
          const seats = membersOf({ ...s, leadId: null, secondingIds: [], source: 'unknown' }, rosterOf(all));
          for (const track of s.tracks) {
            const unitPeople = all.filter((p) => p.active && p.unitId === track.unitId);
            const sends = unitPeople.some(
              (p) =>
                p.roles.includes('unit-contact') ||
                p.roles.includes('unit-leader') ||
                track.contactIds.includes(p._id),
            );
            const sit = seats.some(
              (x) => unitPeople.some((p) => p._id === x.personId) && x.roles.some((r) => r.endsWith('-unit')),
            );
            expect(sit).to.equal(sends);
          }
        }),
      );
    });

    it('where those whom a unit named say whom it sends, nobody else of it need be known', () => {
      const today = '2026-06-12';
      const away = fc.record({
        ...{ substituteId: names, from: fc.constantFrom('2026-06-10', '2026-06-13') },
        ...{ until: fc.constantFrom('2026-06-11', '2026-06-14'), by: names },
        ...{ at: fc.constant(new Date('2026-06-01T01:00:00Z')), ended: fc.constant(null) },
      });
      const withAbsence = fc.tuple(people, fc.array(fc.option(away), { minLength: 12, maxLength: 12 }));
      let byName = 0;
      let whole = 0;
      fc.assert(
        fc.property(anything, withAbsence, ({ tracks }, [found, absences]) => {
          const all = found.map((p, i) => ({ ...p, absences: absences[i] ? [absences[i]] : [] }));
          const ids = (track: Seated['tracks'][number], known: RosterPerson[]) =>
            peopleOfTrack(track, rosterOf(known, today)).map((p) => p._id);
          for (const track of tracks) {
            const named = all.filter((p) => track.contactIds.includes(p._id));
            const isEnough = isSentByName(track, new Map(named.map((p) => [p._id, p])), today);
            if (isEnough) byName += 1;
            else whole += 1;
            if (isEnough) expect(ids(track, named)).to.deep.equal(ids(track, all));
          }
        }),
        { numRuns: 1_000 },
      );
      expect(byName).to.be.greaterThan(50);
      expect(whole).to.be.greaterThan(50);
    });

    it('the order in which people are listed changes nobody’s seat', () => {
      fc.assert(
        fc.property(anything, people, (s, all) => {
          const sorted = (list: RosterPerson[]) =>
            membersOf(s, rosterOf(list)).sort((a, b) => (a.personId < b.personId ? -1 : 1));
          expect(sorted([...all].reverse())).to.deep.equal(sorted(all));
        }),
      );
    });
  });
});
