import type { CongressId, DelegationId, PersonId, UnitId } from '../../shared/ids.ts';
import type { PersonCard } from '../../shared/org.ts';
import type { PersonRole } from '../../shared/people.ts';
import type { Sealer } from '../store/sealed.ts';
import type { Clock, NewId } from '../wire/ports.ts';
import { planPeople, type OpenPerson, type PersonRow } from './address-book.rules.ts';
import { maskCertificate, maskPhone } from './contact-data.rules.ts';
import type { LabelSource } from './labels.actions.ts';
import type { NamedPerson, PeopleStore, PersonDoc, SealedPersonDoc } from './people.store.ts';
import { makeSealedFields, SEALED_FIELDS } from './sealed-fields.rules.ts';
import { firstStands, type RowOutcome, type UpsertOptions } from './upsert.rules.ts';

interface Parts {
  readonly store: PeopleStore;
  readonly labels: LabelSource;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly newId: NewId;
  /** People whose name, standing or place changed. */
  readonly onChanged: (ids: readonly PersonId[]) => Promise<void>;
}

/** What others may see of a person, and what decides whether and where they act. */
export interface KnownPerson extends PersonCard {
  readonly congressId: CongressId;
  readonly active: boolean;
  readonly unitId: UnitId | null;
  readonly delegationId: DelegationId | null;
}

const byCode = (a: PersonDoc, b: PersonDoc) => (a.code < b.code ? -1 : 1);

/** Lookups of people. Lists hold active people only, by code; lookups by id, code and name find everybody. */
export function makeAddressBook(parts: Parts) {
  const { store, sealer } = parts;
  const fields = makeSealedFields(sealer);
  const listed = async (filter: Parameters<PeopleStore['find']>[0]): Promise<PersonDoc[]> =>
    (await store.find({ ...filter, active: true })).sort(byCode);
  const sealedOf = async (id: PersonId) => (await store.findSealed({ _id: id }))[0];

  return {
    /** One statement for any number of people; unknown ids are missing. */
    cards: async (ids: readonly PersonId[]): Promise<Map<PersonId, KnownPerson>> => {
      const people = await store.byIds(ids);
      return new Map([...people].map(([id, person]) => [id, knownPerson(person)]));
    },
    /** The same with all that lists hold, by code. */
    ofIds: async (ids: readonly PersonId[]): Promise<PersonDoc[]> =>
      [...(await store.byIds(ids)).values()].sort(byCode),
    byCodes: async (congressId: CongressId, codes: readonly string[]): Promise<Map<string, PersonDoc>> => {
      const people = codes.length === 0 ? [] : await store.find({ congressId, code: { $in: codes } });
      return new Map(people.map((person) => [person.code, person]));
    },
    /** Namesakes are all there: the caller decides what several mean. */
    byNames: async (congressId: CongressId, names: readonly string[]): Promise<Map<string, PersonDoc[]>> => {
      const people = names.length === 0 ? [] : await store.find({ congressId, name: { $in: names } });
      const byName = new Map<string, PersonDoc[]>();
      for (const person of people) byName.set(person.name, [...(byName.get(person.name) ?? []), person]);
      return byName;
    },
    ofUnits: async (
      congressId: CongressId,
      unitIds: readonly UnitId[],
      only: { onDutyOnly?: boolean; role?: PersonRole } = {},
    ): Promise<PersonDoc[]> =>
      [...(await store.ofUnits(unitIds)).values()]
        .flat()
        .filter(
          (p) =>
            p.congressId === congressId &&
            (only.onDutyOnly !== true || p.onDuty) &&
            (only.role === undefined || p.roles.includes(only.role)),
        )
        .sort(byCode),
    withRole: async (congressId: CongressId, role: PersonRole) =>
      [...(await store.withRole(congressId, role))].sort(byCode),
    /** Everybody of the congress by name, without the rest. */
    named: (congressId: CongressId): Promise<NamedPerson[]> => store.named(congressId),
    ofDelegation: (congressId: CongressId, delegationId: DelegationId) =>
      listed({ congressId, delegationId }),

    /** Everybody with this phone number, in any spelling and under any key still held; null: it is no phone number. */
    byPhone: async (phone: string): Promise<PersonId[] | null> => {
      const indexes = fields.phoneIndexes(phone);
      if (indexes.length === 0) return null;
      return (await store.find({ phoneIndex: { $in: indexes } })).map((person) => person._id);
    },
    /** The phone number in clear: for rules that compare with it, and for who was written down as having looked (numbers.actions). */
    phoneOf: async (id: PersonId): Promise<string | null> =>
      fields.open(id, 'phone', (await sealedOf(id))?.phone ?? null),
    /** The e-mail address in clear; for who sends there, never for output. */
    emailOf: async (id: PersonId): Promise<string | null> =>
      fields.open(id, 'email', (await sealedOf(id))?.email ?? null),
    /** Phone numbers as lists show them: 138****0000; who has none is missing. */
    maskedNumbers: async (ids: readonly PersonId[]): Promise<Map<PersonId, string>> =>
      new Map(
        [...(await store.phonesOf(ids))].flatMap(([id, sealed]) => {
          const phone = fields.open(id, 'phone', sealed);
          return phone === null ? [] : [[id, maskPhone(phone)] as const];
        }),
      ),
    /** Phone and certificate number as they may be shown: 138****0000. */
    masked: async (id: PersonId): Promise<{ phone: string | null; certificate: string | null }> => {
      const person = await sealedOf(id);
      const phone = fields.open(id, 'phone', person?.phone ?? null);
      const certificate = fields.open(id, 'certificate', person?.certificate ?? null);
      return {
        phone: phone === null ? null : maskPhone(phone),
        certificate: certificate === null ? null : maskCertificate(certificate),
      };
    },

    upsertMany: makeUpsertPeople(parts),
    reseal: makeReseal(parts),
  };
}

/** Adds or updates people by code; one outcome per row, in order. The same rows again change nothing. */
function makeUpsertPeople({ store, labels, sealer, clock, newId, onChanged }: Parts) {
  const fields = makeSealedFields(sealer);
  const open = (person: SealedPersonDoc): OpenPerson => ({
    ...person,
    phone: fields.open(person._id, 'phone', person.phone),
    certificate: fields.open(person._id, 'certificate', person.certificate),
    email: fields.open(person._id, 'email', person.email ?? null), // of older documents there is none
  });
  const sealedSet = (after: OpenPerson, changes: Partial<OpenPerson>): Partial<SealedPersonDoc> => {
    const { phone, certificate, email, roles, ...plain } = changes;
    return {
      ...plain,
      ...(roles === undefined ? {} : { roles: [...roles] }),
      ...(phone === undefined
        ? {}
        : {
            phone: fields.seal(after._id, 'phone', phone),
            phoneIndex: fields.phoneIndexes(phone)[0] ?? null,
          }),
      ...(certificate === undefined
        ? {}
        : { certificate: fields.seal(after._id, 'certificate', certificate) }),
      ...(email === undefined ? {} : { email: fields.seal(after._id, 'email', email) }),
    };
  };

  const upsertMany = async (
    congressId: CongressId,
    rows: readonly PersonRow[],
    { preview = false }: UpsertOptions = {},
  ): Promise<RowOutcome<PersonId>[]> => {
    const codes = [...new Set(rows.map((row) => row.code))];
    const kept = codes.length === 0 ? [] : await store.findSealed({ congressId, code: { $in: codes } });
    const plan = planPeople(kept.map(open), rows, newId);
    if (preview) return plan.outcomes;
    const labelOf = await labels.reader(congressId);
    const createdAt = clock.now();
    const isComplete = await store.insert(
      plan.added.map((person) => ({
        ...(sealedSet(person, person) as SealedPersonDoc),
        congressId,
        label: labelOf(person),
        createdAt,
      })),
    );
    await store.update(
      plan.updated.map(({ after, changes }) => ({
        id: after._id,
        set: { ...sealedSet(after, changes), label: labelOf(after) },
      })),
    );
    await onChanged(plan.updated.filter(({ changes }) => isSomebodyElse(changes)).map((u) => u.after._id));
    if (isComplete) return plan.outcomes;
    // Another import added some of them since the plan was made: now they are there to compare with.
    return firstStands(plan.outcomes, await upsertMany(congressId, rows));
  };
  return upsertMany;
}

/** Fields of which a change is felt at the sign-in gate. */
const isSomebodyElse = (changes: Partial<OpenPerson>): boolean =>
  (['name', 'roles', 'active', 'unitId', 'delegationId'] as const).some((field) => field in changes);

/** Seals anew, with the newest key, whatever an older key sealed; how many people. After it the older keys may go. */
function makeReseal({ store, sealer }: Parts) {
  const fields = makeSealedFields(sealer);
  return async (congressId: CongressId): Promise<number> => {
    const stale = (await store.findSealed({ congressId })).filter((person) =>
      SEALED_FIELDS.map((field) => person[field] ?? null).some(
        (sealed) => sealed !== null && !sealer.isCurrent(sealed),
      ),
    );
    await store.update(
      stale.map((person) => {
        const phone = fields.open(person._id, 'phone', person.phone);
        const certificate = fields.open(person._id, 'certificate', person.certificate);
        const email = fields.open(person._id, 'email', person.email ?? null);
        return {
          id: person._id,
          set: {
            phone: fields.seal(person._id, 'phone', phone),
            phoneIndex: fields.phoneIndexes(phone)[0] ?? null,
            certificate: fields.seal(person._id, 'certificate', certificate),
            email: fields.seal(person._id, 'email', email),
          },
        };
      }),
    );
    return stale.length;
  };
}

const knownPerson = (person: PersonDoc): KnownPerson => ({
  personId: person._id,
  name: person.name,
  label: person.label,
  title: person.title,
  roles: person.roles,
  congressId: person.congressId,
  active: person.active,
  unitId: person.unitId,
  delegationId: person.delegationId,
});
