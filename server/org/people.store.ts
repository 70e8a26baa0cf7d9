import { type mongo, Schema } from 'mongoose';
import { groupedBy } from '../../shared/grouped.ts';
import type { CivilDate, CongressId, DelegationId, PersonId, UnitId } from '../../shared/ids.ts';
import { PERSON_ROLES, type PersonRole } from '../../shared/people.ts';
import { gathered, gatheredOne, ONE_ANSWER } from '../store/gathered.ts';
import { isDuplicate, type Database } from '../store/mongo.ts';
import type { Sealed } from '../store/sealed.ts';
import type { Absence } from './absences.rules.ts';

/** A person of one congress as other features see them: without what only the sealer opens. */
export interface PersonDoc {
  _id: PersonId;
  congressId: CongressId;
  /** What an import names the person by; unique in the congress. */
  code: string;
  name: string;
  /** 职务 */
  title: string;
  roles: PersonRole[];
  unitId: UnitId | null;
  delegationId: DelegationId | null;
  /** Default contact of the unit; or the office or service person who sits in rooms. */
  onDuty: boolean;
  /** False: has left; may not sign in, is in nobody's list. */
  active: boolean;
  /** Where they stand, shown beside the name; follows from roles, unit and delegation (labels.rules.ts). */
  label: string;
  createdAt: Date;
  /** All that was ever said of their absences, oldest first. */
  absences?: readonly Absence[];
  /** The last day that an absence of theirs concerns; absent: there never was one. */
  absentUntil?: CivilDate;
  /** How often absences were said or ended: what a change is written upon. */
  absenceTurn?: number;
}

export type NamedPerson = Pick<PersonDoc, '_id' | 'name' | 'label'>;

/** The whole document. `phoneIndex` finds a person by phone without opening any. */
export interface SealedPersonDoc extends PersonDoc {
  phone: Sealed | null;
  phoneIndex: string | null;
  certificate: Sealed | null;
  email: Sealed | null;
}

const schema = new Schema<SealedPersonDoc>(
  {
    _id: { type: String, required: true },
    congressId: { type: String, required: true },
    code: { type: String, required: true },
    name: { type: String, required: true },
    title: { type: String, default: '' },
    roles: [{ type: String, enum: PERSON_ROLES }],
    unitId: { type: String, default: null },
    delegationId: { type: String, default: null },
    onDuty: { type: Boolean, required: true },
    active: { type: Boolean, required: true },
    label: { type: String, default: '' },
    phone: { type: String, default: null },
    phoneIndex: { type: String, default: null },
    certificate: { type: String, default: null },
    email: { type: String, default: null },
    createdAt: { type: Date, required: true },
    absences: { type: [Object], default: undefined },
    absentUntil: String,
    absenceTurn: Number,
  },
  { versionKey: false },
);
schema.index({ congressId: 1, code: 1 }, { unique: true });
schema.index({ congressId: 1, name: 1 });
schema.index({ congressId: 1, roles: 1 });
schema.index({ unitId: 1 });
schema.index({ delegationId: 1 });
schema.index({ phoneIndex: 1 });
schema.index({ absentUntil: 1 }, { partialFilterExpression: { absentUntil: { $gt: '' } } });

const OPEN_FIELDS = { phone: 0, phoneIndex: 0, certificate: 0, email: 0 } as const;
const GROUP = 500; // documents in one statement
const UNCHECKED = { ordered: false, skipValidation: true } as const;

type HoldersKey = `${CongressId} ${PersonRole}`;
const holdersKey = (congressId: CongressId, role: PersonRole): HoldersKey => `${congressId} ${role}`;

export type PeopleStore = ReturnType<typeof makePeopleStore>;

type Filter = mongo.Filter<SealedPersonDoc>;

/** Reads and writes people: some thousands a congress. */
export function makePeopleStore(database: Database) {
  const model = database.model<SealedPersonDoc>('people', schema);
  const people = model.collection as unknown as mongo.Collection<SealedPersonDoc>;
  const find = (filter: Filter): Promise<PersonDoc[]> =>
    people.find(filter, { projection: OPEN_FIELDS, batchSize: ONE_ANSWER }).toArray();
  const active = { active: true };
  const withRole = gatheredOne(async (asked: readonly HoldersKey[]) => {
    const congresses = asked.map((key) => key.split(' ')[0] as CongressId);
    const roles = asked.map((key) => key.split(' ')[1] as PersonRole);
    const found = await find({ congressId: { $in: congresses }, roles: { $in: roles }, ...active });
    const holders = found.flatMap((person) => person.roles.map((role) => ({ role, person })));
    const groups = groupedBy(holders, ({ role, person }) => holdersKey(person.congressId, role));
    return new Map([...groups].map(([key, group]) => [key, group.map(({ person }) => person)]));
  });

  return {
    find,
    byIds: gathered(
      async (ids: readonly PersonId[]) =>
        new Map((await find({ _id: { $in: [...ids] } })).map((p) => [p._id, p])),
    ),
    /** Active people by unit. */
    ofUnits: gathered(async (ids: readonly UnitId[]) =>
      groupedBy(await find({ unitId: { $in: [...ids] }, ...active }), (p) => p.unitId as UnitId),
    ),
    /** Active people of a congress with a role. */
    withRole: async (congressId: CongressId, role: PersonRole): Promise<PersonDoc[]> =>
      (await withRole(holdersKey(congressId, role))) ?? [],
    /** Active people of a congress: some thousands. */
    named: (congressId: CongressId): Promise<NamedPerson[]> =>
      people
        .find({ congressId, ...active }, { projection: { name: 1, label: 1 }, batchSize: ONE_ANSWER })
        .toArray(),
    /** The sealed phone numbers of these people; who has none is missing. */
    phonesOf: async (ids: readonly PersonId[]): Promise<Map<PersonId, Sealed>> => {
      if (ids.length === 0) return new Map();
      const found = await people
        .find({ _id: { $in: [...ids] } }, { projection: { phone: 1 }, batchSize: ONE_ANSWER })
        .toArray();
      return new Map(found.flatMap(({ _id, phone }) => (phone === null ? [] : [[_id, phone] as const])));
    },
    findSealed: (filter: Filter): Promise<SealedPersonDoc[]> =>
      people.find(filter, { batchSize: ONE_ANSWER }).toArray(),
    /** Adds in groups, each person or not at all; false when some code was taken. */
    insert: async (people: readonly SealedPersonDoc[]): Promise<boolean> => {
      let isComplete = true;
      for (let from = 0; from < people.length; from += GROUP) {
        const group = people.slice(from, from + GROUP);
        await model
          .bulkWrite(
            group.map((document) => ({ insertOne: { document } })),
            UNCHECKED,
          )
          .catch((error: unknown) => {
            if (!isDuplicate(error)) throw error;
            isComplete = false;
          });
      }
      return isComplete;
    },
    /** Writes somebody’s absences, unless others were written since they were read: false then. */
    setAbsences: async (
      { _id, absenceTurn }: Pick<PersonDoc, '_id' | 'absenceTurn'>,
      set: Required<Pick<PersonDoc, 'absences' | 'absentUntil'>>,
    ): Promise<boolean> => {
      const { matchedCount } = await people.updateOne(
        { _id, absenceTurn: absenceTurn ?? { $exists: false } },
        { $set: { ...set, absenceTurn: (absenceTurn ?? 0) + 1 } },
      );
      return matchedCount > 0;
    },
    /** Congresses in which an absence concerns this day or a later one. */
    congressesAway: async (since: CivilDate): Promise<CongressId[]> => {
      const found = await people
        .find({ absentUntil: { $gte: since } }, { projection: { congressId: 1 }, batchSize: ONE_ANSWER })
        .toArray();
      return [...new Set(found.map(({ congressId }) => congressId))];
    },
    /** Sets some fields of some people, in groups. */
    update: async (changes: readonly { id: PersonId; set: Partial<SealedPersonDoc> }[]): Promise<void> => {
      for (let from = 0; from < changes.length; from += GROUP) {
        const group = changes.slice(from, from + GROUP);
        await model.bulkWrite(
          group.map(({ id, set }) => ({ updateOne: { filter: { _id: id }, update: { $set: set } } })),
          { ordered: false },
        );
      }
    },
  };
}
