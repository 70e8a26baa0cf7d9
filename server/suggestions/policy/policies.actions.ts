import { Fault } from '../../../shared/faults.ts';
import type { CongressId } from '../../../shared/ids.ts';
import type {
  Jurisdiction,
  PolicyOverrides,
  PolicyProfile,
  PolicyProfileId,
  PolicyRef,
  PolicyView,
  TermName,
} from '../../../shared/policies.ts';
import { leastDays } from '../../org/index.ts';
import type { Clock, NewId } from '../../wire/ports.ts';
import { type Case, type Doer, PRODUCT } from '../case/case.rules.ts';
import { jurisdictionOf, jurisdictions } from './jurisdictions.rules.ts';
import type { PolicyStore, PolicyVersionDoc } from './policies.store.ts';
import {
  completed,
  overriddenNames,
  type OverrideChange,
  overridesAfter,
  resolved,
  saysTheSame,
  whyMayNotStand,
} from './policy.rules.ts';

interface Parts {
  readonly store: PolicyStore;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Who changes the policy of which congress, and why. */
export interface PolicyChange {
  readonly congressId: CongressId;
  readonly by: Doer;
  readonly why: string;
  /** The version upon which it was decided. */
  readonly version: number;
  readonly actKey: string;
}

/** What a case goes by from its beginning on, and how it refers to it. */
export interface PolicyInForce {
  readonly profile: PolicyProfile;
  readonly ref: PolicyRef;
}

const profileOf = ({ profile, profileId }: PolicyVersionDoc): PolicyProfile =>
  completed(profile, jurisdictionOf(profileId));

/** A version of a policy as people see it. */
export const policyViewOf = (doc: PolicyVersionDoc): PolicyView => ({
  profile: profileOf(doc),
  overridden: overriddenNames(doc.overrides),
  by: doc.by.personId === 'system' ? null : { name: doc.by.name, label: doc.by.label },
  why: doc.why,
  at: doc.at.toISOString(),
});

/** The newest version of a congress’s policy. Who never chose begins with the national one, which is kept like any other. */
export const makeLatestPolicy =
  ({ store, clock, newId }: Parts) =>
  async (congressId: CongressId): Promise<PolicyVersionDoc> => {
    const known = await store.latest(congressId);
    if (known) return known;
    const base = jurisdictionOf('national');
    await store.append(
      versionOf(base, {}, { congressId, by: PRODUCT, why: '', version: 0, actKey: newId(), at: clock.now() }),
    );
    const begun = await store.latest(congressId);
    if (!begun) throw new Error(`the first policy of ${congressId} is gone`);
    return begun;
  };

/** The version that follows upon `version`. */
function versionOf(
  base: Jurisdiction,
  overrides: PolicyOverrides,
  { congressId, by, why, version, actKey, at }: PolicyChange & { at: Date },
): Omit<PolicyVersionDoc, '_id'> {
  const next = version + 1;
  const profile = resolved(base, { overrides, version: next });
  const { personId, name, label } = by;
  return {
    ...{ congressId, version: next, profileId: base.id, base, overrides, profile },
    ...{ by: { personId, name, label }, why, at, actKey },
  };
}

/** Reading: what new cases go by, and what a running one began with. */
export function makeReadPolicies(parts: Parts) {
  const { store } = parts;
  const latest = makeLatestPolicy(parts);
  const kept = new Map<string, PolicyProfile>(); // versions never change

  const forCongress = async (congressId: CongressId): Promise<PolicyInForce> => {
    const doc = await latest(congressId);
    return { profile: profileOf(doc), ref: { profile: doc.profileId, version: doc.version } };
  };

  const byRef = async (congressId: CongressId, ref: PolicyRef): Promise<PolicyProfile> => {
    const key = `${congressId}:${ref.version}`;
    const known = kept.get(key);
    if (known?.id === ref.profile) return known;
    const doc = await store.byVersion(congressId, ref.version);
    if (doc?.profileId !== ref.profile)
      throw new Error(`congress ${congressId} never had policy ${ref.profile} ${ref.version}`);
    const profile = profileOf(doc);
    kept.set(key, profile);
    return profile;
  };

  return {
    latest,
    /** What a case that begins now goes by. */
    forCongress,
    /** Exactly what a case began with, however long ago. */
    byRef,
    /** What a case began with; one that has not begun goes by what its congress has now. */
    ofCase: async ({ congressId, policy }: Pick<Case, 'congressId' | 'policy'>): Promise<PolicyProfile> =>
      policy ? byRef(congressId, policy) : (await forCongress(congressId)).profile,
    /** How many days a term lasts at least in any congress; one that never said it goes by its jurisdiction. */
    leastDaysOf: async (term: TermName): Promise<number> =>
      Math.min(
        ...[...(await store.lengthsOf(term)), ...jurisdictions().map(({ terms }) => terms[term])].map(
          leastDays,
        ),
      ),
  };
}

/** Changing: each change appends a version, and touches no case that is under way. */
export function makeChangePolicies({ store, clock, newId }: Parts) {
  const latest = makeLatestPolicy({ store, clock, newId });

  const change = async (
    asked: PolicyChange,
    decide: (current: PolicyVersionDoc) => { base: Jurisdiction; overrides: PolicyOverrides },
  ): Promise<PolicyVersionDoc> => {
    const { congressId, actKey } = asked;
    const current = await latest(congressId); // read first: the key’s own version is among what is seen, or found next
    const repeated = await store.byActKey(congressId, actKey);
    if (repeated) return repeated;
    if (current.version !== asked.version) throw new Fault('STALE_REVISION', { version: current.version });
    const { base, overrides } = decide(current);
    const next = versionOf(base, overrides, { ...asked, at: clock.now() });
    const fault = whyMayNotStand(next.profile);
    if (fault) throw fault;
    if (saysTheSame(next.profile, current.profile))
      throw new Fault('ALREADY_DONE', { version: current.version });
    await store.append(next); // refused: the key came twice at once, or somebody else was faster
    const made = await store.byActKey(congressId, actKey);
    if (!made) throw new Fault('STALE_REVISION', { version: next.version });
    return made;
  };

  return {
    /** Takes another jurisdiction’s values, or the same one’s as they are now; own values are dropped. */
    choose: (asked: PolicyChange, profile: PolicyProfileId): Promise<PolicyVersionDoc> =>
      change(asked, () => ({ base: jurisdictionOf(profile), overrides: {} })),
    /** Sets single values, or takes own ones back. */
    override: (asked: PolicyChange, values: OverrideChange): Promise<PolicyVersionDoc> =>
      change(asked, ({ base, overrides }) => ({ base, overrides: overridesAfter(overrides, values) })),
  };
}
