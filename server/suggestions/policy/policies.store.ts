import { type mongo, Schema } from 'mongoose';
import type { CongressId } from '../../../shared/ids.ts';
import {
  type Jurisdiction,
  POLICY_PROFILES,
  type PolicyOverrides,
  type PolicyProfile,
  type PolicyProfileId,
  type Span,
  type TermName,
} from '../../../shared/policies.ts';
import { type Database, isDuplicate } from '../../store/mongo.ts';
import type { Doer } from '../case/case.rules.ts';

/** One version of a congress’s policy, whole: a jurisdiction’s data may change, what was kept here does not. */
export interface PolicyVersionDoc {
  /** `congressId:version` */
  _id: string;
  congressId: CongressId;
  /** 1, 2, 3 … without gaps; claimed by insert. */
  version: number;
  profileId: PolicyProfileId;
  /** The jurisdiction’s values as they were when the congress chose it. */
  base: Jurisdiction;
  overrides: PolicyOverrides;
  /** Both together: what cases of this version go by. */
  profile: PolicyProfile;
  by: Doer;
  why: string;
  at: Date;
  /** Of the change that made it; unique in its congress. */
  actKey: string;
}

const schema = new Schema<PolicyVersionDoc>(
  {
    _id: { type: String, required: true },
    congressId: { type: String, required: true },
    version: { type: Number, required: true },
    profileId: { type: String, enum: POLICY_PROFILES, required: true },
    base: { type: Object, required: true },
    overrides: { type: Object, required: true },
    profile: { type: Object, required: true },
    by: { type: Object, required: true },
    why: { type: String, default: '' },
    at: { type: Date, required: true },
    actKey: { type: String, required: true },
  },
  { versionKey: false },
);
schema.index({ congressId: 1, version: -1 });
schema.index({ congressId: 1, actKey: 1 }, { unique: true });

export type PolicyStore = ReturnType<typeof makePolicyStore>;

/** Reads and appends the versions of policies: some dozens a congress at most, and none is ever changed. */
export function makePolicyStore(database: Database) {
  const versions = database.model<PolicyVersionDoc>('policyVersions', schema)
    .collection as unknown as mongo.Collection<PolicyVersionDoc>;

  return {
    latest: async (congressId: CongressId): Promise<PolicyVersionDoc | null> => {
      const [found] = await versions.find({ congressId }).sort({ version: -1 }).limit(1).toArray();
      return found ?? null;
    },
    byVersion: (congressId: CongressId, version: number): Promise<PolicyVersionDoc | null> =>
      versions.findOne({ _id: `${congressId}:${version}` }),
    byActKey: (congressId: CongressId, actKey: string): Promise<PolicyVersionDoc | null> =>
      versions.findOne({ congressId, actKey }),
    /** All of a congress, the first first. */
    ofCongress: (congressId: CongressId): Promise<PolicyVersionDoc[]> =>
      versions.find({ congressId }).sort({ version: 1 }).toArray(),

    /** Each length that any congress ever gave a term. */
    lengthsOf: async (term: TermName): Promise<Span[]> =>
      (await versions.distinct(`profile.terms.${term}`)) as Span[],

    /** False: the version or the key is taken. */
    append: async (doc: Omit<PolicyVersionDoc, '_id'>): Promise<boolean> => {
      try {
        await versions.insertOne({ _id: `${doc.congressId}:${doc.version}`, ...doc });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
  };
}
