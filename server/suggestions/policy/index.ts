import { Fault } from '../../../shared/faults.ts';
import type { CongressId } from '../../../shared/ids.ts';
import type { PolicyView } from '../../../shared/policies.ts';
import type { Database } from '../../store/mongo.ts';
import type { Caller, Clock, NewId } from '../../wire/ports.ts';
import type { May } from '../record/access.actions.ts';
import { makeChangePolicies, makeReadPolicies, policyViewOf, type PolicyChange } from './policies.actions.ts';
import { makePolicyStore } from './policies.store.ts';
import { policyBindings } from './policy.wire.ts';

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly may: May;
}

export type Policies = ReturnType<typeof makePolicies>;

/** The rules that each congress goes by, version by version. */
export function makePolicies({ database, clock, newId, may }: Parts) {
  const store = makePolicyStore(database);
  const { latest, ...reading } = makeReadPolicies({ store, clock, newId });
  const { choose, override } = makeChangePolicies({ store, clock, newId });

  /** The change that the caller asks for; only the office may. */
  const asked = (
    { congressId, personId, name, label, roles }: Caller,
    { why, version, actKey }: Pick<PolicyChange, 'why' | 'version' | 'actKey'>,
  ): PolicyChange => {
    if (!may(roles, 'policy:change')) throw new Fault('NOT_ALLOWED');
    return { congressId, by: { personId, name, label }, why, version, actKey };
  };

  return {
    ...{ ...reading, choose, override },
    show: async (congressId: CongressId): Promise<PolicyView> => policyViewOf(await latest(congressId)),
    /** Every version a congress ever had, the first first: who changed what, when and why. */
    versions: async (congressId: CongressId): Promise<PolicyView[]> => {
      await latest(congressId); // the first is there from the first question on
      return (await store.ofCongress(congressId)).map(policyViewOf);
    },
    bindings: policyBindings({
      show: async (_, caller) => policyViewOf(await latest(caller.congressId)),
      choose: async (input, caller) => policyViewOf(await choose(asked(caller, input), input.profile)),
      override: async (input, caller) => policyViewOf(await override(asked(caller, input), input)),
    }),
  };
}
