import type { endAbsence, listAbsences, setAbsence } from '../../shared/absences.ts';
import { Fault } from '../../shared/faults.ts';
import type { CongressId, PersonId, UnitId } from '../../shared/ids.ts';
import type { Handler } from '../wire/bind.ts';
import type { Caller, Clock } from '../wire/ports.ts';
import { absenceOf, type Absence, withAbsence } from './absences.rules.ts';
import { civilDateOf } from './calendar/calendar.rules.ts';
import type { PeopleStore, PersonDoc } from './people.store.ts';

export interface AbsenceParts {
  readonly store: Pick<PeopleStore, 'ofUnits' | 'byIds' | 'setAbsences'>;
  /** The role table. */
  readonly may: (roles: Caller['roles'], act: 'unit:people') => boolean;
  readonly clock: Clock;
  /** Who stands in for whom has changed: rooms follow. */
  readonly onChanged: (congressId: CongressId, by: PersonId) => void;
}

const MOST_TRIES = 5; // somebody else says another thing each time

const cardOf = ({ _id, name, label, title, roles }: PersonDoc) => ({
  personId: _id,
  ...{ name, label, title, roles },
});

/** The caller’s unit, if they are one of its people. */
function accessUnit({ may }: AbsenceParts, { roles, unitId }: Caller): UnitId {
  if (unitId === null || !may(roles, 'unit:people')) throw new Fault('NOT_ALLOWED');
  return unitId;
}

/** Somebody of the caller’s unit about whom the caller may decide: themselves, or anybody where they lead it. */
async function accessPerson(parts: AbsenceParts, caller: Caller, personId: PersonId): Promise<UnitId> {
  const unitId = accessUnit(parts, caller);
  if (personId === caller.personId) return unitId;
  if (!caller.roles.includes('unit-leader')) throw new Fault('NOT_ALLOWED');
  const person = (await parts.store.byIds([personId])).get(personId);
  if (person?.unitId !== unitId) throw new Fault('NOT_ALLOWED');
  return unitId;
}

/** absence:list */
export const makeListAbsences =
  (parts: AbsenceParts): Handler<typeof listAbsences> =>
  async (_input, caller) => {
    const unitId = accessUnit(parts, caller);
    const unit = (await parts.store.ofUnits([unitId])).get(unitId) ?? [];
    const byId = new Map(unit.map((person) => [person._id, person]));
    const today = civilDateOf(parts.clock.now());
    const shown = (person: PersonDoc) => {
      const found = absenceOf(person, today);
      const substitute = found && byId.get(found.substituteId);
      return substitute ? { substitute: cardOf(substitute), from: found.from, until: found.until } : null;
    };
    const people = unit.toSorted((a, b) => (a.code < b.code ? -1 : 1));
    return { people: people.map((person) => ({ person: cardOf(person), absence: shown(person) })), today };
  };

/** absence:set */
export const makeSetAbsence =
  (parts: AbsenceParts): Handler<typeof setAbsence> =>
  async ({ personId, substituteId, from, until }, caller) => {
    const unitId = await accessPerson(parts, caller, personId);
    const substitute = (await parts.store.byIds([substituteId])).get(substituteId);
    const isColleague = substitute?.active === true && substitute.unitId === unitId;
    if (!isColleague || substituteId === personId)
      throw new Fault('UNKNOWN_PERSON', { personIds: [substituteId] });
    const today = civilDateOf(parts.clock.now());
    if (until < today) throw new Fault('TOO_LATE', { today });
    await change(parts, { personId, by: caller }, { substituteId, from, until });
    return {};
  };

/** absence:end */
export const makeEndAbsence =
  (parts: AbsenceParts): Handler<typeof endAbsence> =>
  async ({ personId }, caller) => {
    await accessPerson(parts, caller, personId);
    await change(parts, { personId, by: caller }, null);
    return {};
  };

/** Writes upon what was read; the same again changes nothing. */
async function change(
  { store, clock, onChanged }: AbsenceParts,
  { personId, by }: { personId: PersonId; by: Caller },
  next: Pick<Absence, 'substituteId' | 'from' | 'until'> | null,
): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const at = clock.now();
    const today = civilDateOf(at);
    const person = (await store.byIds([personId])).get(personId);
    const counting = person && absenceOf(person, today);
    if (!person || (next === null && !counting)) throw new Fault('NOT_FOUND', { personId });
    if (next && counting && isSame(next, counting)) return;
    const absences = withAbsence(person, next, { by: by.personId, at, today });
    // What was ended today is looked at once more tomorrow.
    const absentUntil = next === null || next.until < today ? today : next.until;
    if (await store.setAbsences(person, { absences, absentUntil })) {
      onChanged(person.congressId, by.personId);
      return;
    }
  }
  throw new Fault('UNAVAILABLE');
}

const isSame = (
  next: Pick<Absence, 'substituteId' | 'from' | 'until'>,
  { substituteId, from, until }: Absence,
): boolean => next.substituteId === substituteId && next.from === from && next.until === until;
