import type { CivilDate, CongressId, PersonId } from '../../shared/ids.ts';
import type { CongressLevel } from '../../shared/org.ts';
import type { Database } from '../store/mongo.ts';
import type { Sealer } from '../store/sealed.ts';
import type { Binding } from '../wire/bind.ts';
import type { Clock, NewId } from '../wire/ports.ts';
import { makeAddressBook } from './address-book.actions.ts';
import { makeCongressStore, type CongressDoc } from './congresses.store.ts';
import { makeDelegations } from './delegations.actions.ts';
import { makeDelegationStore } from './delegations.store.ts';
import { makeLabels } from './labels.actions.ts';
import type { Finding, MayLookUp } from './looking-up.rules.ts';
import { makeLookStore } from './looks.store.ts';
import { makeNameVersionStore } from './name-versions.store.ts';
import { orgBindings } from './org.wire.ts';
import { makePeopleStore } from './people.store.ts';
import { makeUnits } from './units.actions.ts';
import { makeUnitStore } from './units.store.ts';

export { makeCalendar, type Calendar } from './calendar/calendar.actions.ts';
export { civilDateOf, instantAt, type WorkCalendar } from './calendar/calendar.rules.ts';
export { daysBetween, plusDays } from './calendar/civil-date.rules.ts';
export { before, dayOf, dueDay, leastDays, share } from './calendar/counting.rules.ts';
export { type MayBeAway, standInOf } from './absences.rules.ts';
export type { KnownPerson } from './address-book.actions.ts';
export type { PersonRow } from './address-book.rules.ts';
export type { CongressDoc } from './congresses.store.ts';
export type { DelegationRow } from './delegations.rules.ts';
export type { DelegationDoc } from './delegations.store.ts';
export type { PersonDoc } from './people.store.ts';
export type { UnitRow } from './units.rules.ts';
export type { UnitDoc } from './units.store.ts';
export { delegationKey, nameKey, nearestUnits } from './unit-names.rules.ts';
export type { RowOutcome, UpsertOptions } from './upsert.rules.ts';

interface Parts {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Told of people who are now somebody else to the sign-in gate, once it is written. */
  readonly onPeopleChanged?: ((ids: readonly PersonId[]) => Promise<void>) | undefined;
  /** Told that others stand in for people of a congress, or will; by whom. */
  readonly onAbsences?: ((congressId: CongressId, by: PersonId) => void) | undefined;
  /** The role table: `may` of server/people. */
  readonly may: MayLookUp;
  /** What rooms know of people; without rooms nobody is found in them. */
  readonly finding?: Finding | undefined;
}

/** A congress as given: known by its name. */
export interface CongressRow {
  /** The id of a congress that is new; the server makes one where this is left out. */
  readonly id?: CongressId | undefined;
  readonly level: CongressLevel;
  readonly name: string;
  readonly body: string;
  readonly term: number;
  readonly session: number;
}

export type Org = ReturnType<typeof makeOrg>;

const NO_ROOMS: Finding = { meets: () => Promise.resolve(false), fitting: () => [] };

/** Congresses, delegations, units and the address book. */
export function makeOrg({ finding = NO_ROOMS, onPeopleChanged, onAbsences, ...parts }: Parts) {
  const { database, sealer, clock, newId, may } = parts;
  const stores = {
    congresses: makeCongressStore(database),
    units: makeUnitStore(database),
    delegations: makeDelegationStore(database),
    people: makePeopleStore(database),
  };
  const labels = makeLabels(stores);
  const units = makeUnits({ store: stores.units, newId, onRenamed: labels.unitsRenamed });
  const delegations = makeDelegations({
    store: stores.delegations,
    newId,
    onRenamed: labels.delegationsRenamed,
  });
  const people = makeAddressBook({
    ...{ store: stores.people, labels, sealer, clock, newId },
    onChanged: onPeopleChanged ?? (() => Promise.resolve()),
  });
  const absences = {
    ...{ store: stores.people, may, clock },
    onChanged: onAbsences ?? (() => undefined),
  };
  const versions = makeNameVersionStore(database);
  const looks = makeLookStore(database);
  const noting =
    <A extends unknown[], R>(write: (id: CongressId, ...rest: A) => Promise<R>) =>
    async (id: CongressId, ...rest: A): Promise<R> => {
      try {
        return await write(id, ...rest);
      } finally {
        await versions.raise(id); // of a write that broke off, some may stand
      }
    };
  return {
    congresses: {
      byName: (name: string) => stores.congresses.byName(name),
      byId: (id: CongressId) => stores.congresses.byId(id),
      all: () => stores.congresses.all(),
      /** Adds the congress of this name, or moves it to the given session. */
      upsert: ({ id = newId() as CongressId, ...row }: CongressRow): Promise<CongressDoc> =>
        stores.congresses.upsert({ _id: id, ...row, createdAt: clock.now() }),
    },
    units: { ...units, upsertMany: noting(units.upsertMany) },
    delegations: { ...delegations, upsertMany: noting(delegations.upsertMany) },
    people: { ...people, upsertMany: noting(people.upsertMany) },
    /** Grows with every writing of people, units and delegations of a congress, once it is done. */
    namesVersion: (id: CongressId): Promise<number> => versions.of(id),
    /** Who had whose phone number shown, newest first. */
    looksOf: looks.latest,
    /** Congresses in which somebody was away on this day or later, or will be. */
    congressesAway: (since: CivilDate): Promise<CongressId[]> => stores.people.congressesAway(since),
    bindings: orgBindings({
      ...{ delegations, units, people, looks, absences, may, finding, clock, newId },
    }) satisfies Binding[],
  };
}
